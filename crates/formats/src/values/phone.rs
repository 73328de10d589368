//! Telephone numbers.

use std::borrow::Cow;

use model::Rule;

use super::{Checked, MAX_CHARACTERS};

/// Keeps the digits and a leading `+`; what people write between them is left out.
///
/// A national number stays one: which country it belongs to cannot be known here.
pub(super) fn check(value: &str) -> Checked<'_> {
    let is_bare = !value.contains(is_separator);
    let bare = if is_bare { Cow::Borrowed(value) } else { Cow::Owned(value.replace(is_separator, "")) };
    let digits = bare.strip_prefix('+').unwrap_or(&bare);
    if digits.is_empty() || digits.len() > MAX_CHARACTERS || !digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Checked::bad(Rule::ValPhone, "a telephone number such as +15550100", value);
    }
    Checked::Good(bare)
}

fn is_separator(c: char) -> bool {
    matches!(c, '(' | ')' | '-' | '.') || c.is_whitespace()
}
