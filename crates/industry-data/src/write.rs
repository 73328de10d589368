//! What a body is for.

use odata::{Error, Field, ObjectReader};

/// What a body is for, which decides what it must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Write {
    /// It makes a resource: what is required must be there.
    Create,
    /// It changes one: what is absent stays as it is.
    Update,
}

impl Write {
    /// A property without which a resource cannot be: `None` leaves it as it is.
    ///
    /// # Errors
    /// When it is null, or absent where it must be there.
    pub(crate) fn required<T>(self, field: Field<T>, name: &str) -> Result<Option<T>, Error> {
        match self {
            Self::Create => field.required(name).map(Some),
            Self::Update => field.not_null(name),
        }
    }
}

/// Takes a property that cannot change: the body of an update may send it as it `is`.
///
/// # Errors
/// When it sends another.
pub(crate) fn stays(reader: &mut ObjectReader, name: &'static str, is: &str) -> Result<(), Error> {
    match reader.string(name)?.into_option() {
        Some(sent) if sent != is => {
            Err(Error::bad_request(format!("The property '{name}' cannot be changed.")).at(name))
        }
        _ => Ok(()),
    }
}

/// A property where null means what `empty` is: `None` leaves it as it is.
pub(crate) fn null_as<T>(field: Field<T>, empty: T) -> Option<T> {
    match field {
        Field::Value(value) => Some(value),
        Field::Null => Some(empty),
        Field::Absent => None,
    }
}
