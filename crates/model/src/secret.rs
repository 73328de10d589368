//! Text that must not be seen.

use std::fmt;

/// A password or a key. It does not print, compare or serialise; only
/// [`Secret::expose`] shows it.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The text itself, for the one place that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(********)")
    }
}

/// What a change does to a secret that is stored: in clear, or sealed.
#[derive(Debug, Clone)]
pub enum SecretChange<S> {
    /// It stays as it is.
    Keep,
    /// There is another.
    Replace(S),
    /// It is no longer there.
    Forget,
}

impl<S> SecretChange<S> {
    /// The new secret, if there is one.
    #[must_use]
    pub fn into_new(self) -> Option<S> {
        match self {
            Self::Replace(secret) => Some(secret),
            Self::Keep | Self::Forget => None,
        }
    }

    /// The same, with what `convert` makes of a new secret.
    ///
    /// # Errors
    /// Those of `convert`.
    pub fn try_map<T, E>(self, convert: impl FnOnce(S) -> Result<T, E>) -> Result<SecretChange<T>, E> {
        Ok(match self {
            Self::Keep => SecretChange::Keep,
            Self::Replace(secret) => SecretChange::Replace(convert(secret)?),
            Self::Forget => SecretChange::Forget,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_print() {
        let secret = Secret::from("correct horse".to_owned());
        assert_eq!(format!("{secret:?}"), "Secret(********)");
        assert_eq!(secret.expose(), "correct horse");
    }
}
