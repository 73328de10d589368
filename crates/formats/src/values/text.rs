//! Ids, usernames and text: kept as they are, when they can be.

use std::borrow::Cow;

use model::Rule;

use super::{Checked, MAX_CHARACTERS};

pub(super) fn check(value: &str) -> Checked<'_> {
    if has_unusable_characters(value) {
        return Checked::bad(Rule::ValChar, "text without control characters and line separators", value);
    }
    if is_too_long(value) {
        return Checked::bad(Rule::ValLength, format!("at most {MAX_CHARACTERS} characters"), value);
    }
    Checked::Good(Cow::Borrowed(value))
}

pub(super) fn has_unusable_characters(value: &str) -> bool {
    let is_unusable = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if value.is_ascii() {
        value.bytes().any(|byte| byte.is_ascii_control())
    } else {
        value.contains(is_unusable)
    }
}

fn is_too_long(value: &str) -> bool {
    // A character takes at least one byte.
    value.len() > MAX_CHARACTERS && value.chars().count() > MAX_CHARACTERS
}
