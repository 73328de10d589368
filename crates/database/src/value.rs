//! What a statement is given.

use std::borrow::Cow;

/// A value for a placeholder. One that is absent has a type, too: PostgreSQL asks for it.
#[derive(Clone)]
pub struct Value<'q>(pub(crate) Typed<'q>);

#[derive(Clone)]
pub(crate) enum Typed<'q> {
    Text(Option<Cow<'q, str>>),
    Integer(Option<i64>),
    Boolean(Option<bool>),
    Bytes(Option<Cow<'q, [u8]>>),
}

impl std::fmt::Debug for Value<'_> {
    /// Names the type alone: values can be personal data.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self.0 {
            Typed::Text(_) => "text",
            Typed::Integer(_) => "integer",
            Typed::Boolean(_) => "boolean",
            Typed::Bytes(_) => "bytes",
        })
    }
}

/// Values of one type, and options of them.
macro_rules! values {
    ($($source:ty => $variant:ident |$value:ident| $convert:expr;)+) => {$(
        impl<'q> From<$source> for Value<'q> {
            fn from($value: $source) -> Self {
                Self(Typed::$variant(Some($convert)))
            }
        }

        impl<'q> From<Option<$source>> for Value<'q> {
            fn from(value: Option<$source>) -> Self {
                Self(Typed::$variant(value.map(|$value| $convert)))
            }
        }
    )+};
}

values! {
    &'q str => Text |value| Cow::Borrowed(value);
    &'q String => Text |value| Cow::Borrowed(value.as_str());
    String => Text |value| Cow::Owned(value);
    i64 => Integer |value| value;
    u32 => Integer |value| i64::from(value);
    bool => Boolean |value| value;
    &'q [u8] => Bytes |value| Cow::Borrowed(value);
    Vec<u8> => Bytes |value| Cow::Owned(value);
}
