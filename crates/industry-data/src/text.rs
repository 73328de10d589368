//! Texts that people give, within bounds.

use odata::{Error, Field, ObjectReader};

use crate::Write;
use crate::limits::MAX_NAME;

/// The property `displayName`, without which a resource cannot be: `None` leaves it as it is.
///
/// # Errors
/// When it is missing, blank or too long.
pub(crate) fn display_name(reader: &mut ObjectReader, write: Write) -> Result<Option<String>, Error> {
    required(reader, "displayName", MAX_NAME, write)
}

/// A text without which a resource cannot be, of at most `longest` characters: `None` leaves it as it is.
///
/// # Errors
/// When it is missing, blank or too long.
pub(crate) fn required(
    reader: &mut ObjectReader,
    name: &'static str,
    longest: usize,
    write: Write,
) -> Result<Option<String>, Error> {
    let text = write.required(reader.string(name)?, name)?;
    match &text {
        Some(text) if text.trim().is_empty() => {
            Err(Error::bad_request(format!("The property '{name}' must not be empty.")).at(name))
        }
        Some(given) => check_length(given, name, longest).map(|()| text),
        None => Ok(None),
    }
}

/// A text that need not be there, of at most `longest` characters.
///
/// # Errors
/// When it is too long.
pub(crate) fn optional(
    reader: &mut ObjectReader,
    name: &'static str,
    longest: usize,
) -> Result<Field<String>, Error> {
    reader.string(name)?.and_then(|text| check_length(&text, name, longest).map(|()| text))
}

/// An optional name, such as a vendor's.
///
/// # Errors
/// When it is too long.
pub(crate) fn optional_name(reader: &mut ObjectReader, name: &'static str) -> Result<Field<String>, Error> {
    optional(reader, name, MAX_NAME)
}

fn check_length(text: &str, name: &str, longest: usize) -> Result<(), Error> {
    if text.chars().count() <= longest {
        return Ok(());
    }
    let message = format!("The property '{name}' must not be longer than {longest} characters.");
    Err(Error::bad_request(message).at(name))
}
