//! Enumerations that are stored as words.

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// The stored word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The value behind a stored word.
            pub(crate) fn parse(word: &str) -> Result<Self, crate::StoreError> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(crate::StoreError::unreadable(
                        stringify!($name),
                        format!("\"{word}\" is not a word of the list"),
                    )),
                }
            }
        }
    )+};
}

pub(crate) use words;
