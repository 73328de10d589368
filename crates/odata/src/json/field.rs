//! A property that need not be there.

use std::fmt;

use crate::Error;

/// What a body says of a property. On an update, absent means "as it is", and null means "nothing".
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Field<T> {
    /// The body does not have it.
    Absent,
    /// The body has it as `null`.
    Null,
    /// The body has it.
    Value(T),
}

impl<T> Field<T> {
    /// The value, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value of the property `name`, which must be there.
    ///
    /// # Errors
    /// 400 when it is absent or null.
    pub fn required(self, name: &str) -> Result<T, Error> {
        let missing = || Error::bad_request(format!("The property '{name}' is required.")).at(name);
        self.not_null(name)?.ok_or_else(missing)
    }

    /// The value of the property `name`, if it is there. It may be absent, but not null.
    ///
    /// # Errors
    /// 400 when it is null.
    pub fn not_null(self, name: &str) -> Result<Option<T>, Error> {
        match self {
            Self::Absent => Ok(None),
            Self::Null => Err(Error::bad_request(format!("The property '{name}' may not be null.")).at(name)),
            Self::Value(value) => Ok(Some(value)),
        }
    }

    /// The same with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Absent => Field::Absent,
            Self::Null => Field::Null,
            Self::Value(value) => Field::Value(change(value)),
        }
    }

    /// The same with another value, if there can be one.
    ///
    /// # Errors
    /// What `change` says.
    pub fn and_then<U, E>(self, change: impl FnOnce(T) -> Result<U, E>) -> Result<Field<U>, E> {
        match self {
            Self::Absent => Ok(Field::Absent),
            Self::Null => Ok(Field::Null),
            Self::Value(value) => change(value).map(Field::Value),
        }
    }
}

/// Without the value, which may be a password.
impl<T> fmt::Debug for Field<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Absent => "Absent",
            Self::Null => "Null",
            Self::Value(_) => "Value(..)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [Field<i32>; 3] = [Field::Absent, Field::Null, Field::Value(2)];

    #[test]
    fn a_required_property_is_there_and_not_null() {
        let said = FIELDS.map(|field| field.required("a").map_err(|error| (error.message, error.target)));
        let refused = |message: &str| Err((message.to_owned(), Some("a".to_owned())));
        assert_eq!(
            said,
            [refused("The property 'a' is required."), refused("The property 'a' may not be null."), Ok(2)]
        );
        assert_eq!(FIELDS.map(|field| field.not_null("a").ok()), [Some(None), None, Some(Some(2))]);
    }

    #[test]
    fn absent_and_null_stay_what_they_are() {
        assert_eq!(
            FIELDS.map(|field| field.map(|value| value + 1)),
            [Field::Absent, Field::Null, Field::Value(3)]
        );
        assert_eq!(FIELDS.map(Field::into_option), [None, None, Some(2)]);
        assert_eq!(FIELDS.map(|field| field.and_then(|_| Err::<(), ()>(())).is_ok()), [true, true, false]);
    }

    #[test]
    fn debug_output_keeps_the_value() {
        assert_eq!(format!("{:?}", Field::Value("secret")), "Value(..)");
    }
}
