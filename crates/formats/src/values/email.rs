//! Mail addresses.

use std::borrow::Cow;

use email_address::{EmailAddress, Options};
use model::Rule;

use super::Checked;

/// An address is compared, and therefore kept, in lower case.
pub(super) fn check(value: &str) -> Checked<'_> {
    let address_alone = Options::default().without_display_text();
    if EmailAddress::parse_with_options(value, address_alone).is_err() {
        return Checked::bad(Rule::ValEmail, "a mail address such as name@school.example", value);
    }
    let is_lower = !value.chars().any(char::is_uppercase);
    Checked::Good(if is_lower { Cow::Borrowed(value) } else { Cow::Owned(value.to_lowercase()) })
}
