//! Mail addresses.

use std::borrow::Cow;

use email_address::{EmailAddress, Options};
use model::Rule;

use super::Checked;

/// An address is compared, and therefore kept, in lower case.
pub(super) fn check(value: &str) -> Checked<'_> {
    let is_lower = !value.chars().any(char::is_uppercase);
    // Letters may become longer, and then the address too long.
    let address = if is_lower { Cow::Borrowed(value) } else { Cow::Owned(value.to_lowercase()) };
    let address_alone = Options::default().without_display_text();
    match EmailAddress::parse_with_options(&address, address_alone) {
        Ok(_) => Checked::Good(address),
        Err(_) => Checked::bad(Rule::ValEmail, "a mail address such as name@school.example", value),
    }
}
