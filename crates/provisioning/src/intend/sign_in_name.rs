//! The sign-in name of a new account.

use thiserror::Error;

/// Most characters of a sign-in name.
pub(crate) const SIGN_IN_NAME_LIMIT: usize = 113;

/// Most characters before the `@`.
const LOCAL_PART_LIMIT: usize = 64;

/// A name that a directory takes as `userPrincipalName` (Graph: `user`, "alias@domain").
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SignInName(String);

/// Why a value is no sign-in name. Says nothing of the value itself, which is personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum NotASignInName {
    #[error(
        "the name it would sign in with has no domain; add one to the roster's value or to the matching rule"
    )]
    NoDomain,
    #[error(
        "the name it would sign in with has more than one @ or nothing before it; correct it in the source"
    )]
    NotOneAt,
    #[error(
        "the name it would sign in with holds a character that directories refuse \
         (letters without accents, digits and ' . - _ ! # ^ ~ are taken); correct it in the source"
    )]
    Character,
    #[error("the domain of the name it would sign in with is not a domain; correct it in the source")]
    Domain,
    #[error("the name it would sign in with is too long (64 characters before the @, 113 in all)")]
    TooLong,
}

impl SignInName {
    /// Checks `value`. Nothing is repaired: a repaired name is a guess, and the next run would not match it.
    pub(super) fn new(value: &str) -> Result<Self, NotASignInName> {
        let (local, domain) = value.split_once('@').ok_or(NotASignInName::NoDomain)?;
        if local.is_empty() || domain.contains('@') {
            return Err(NotASignInName::NotOneAt);
        }
        if !local.chars().all(is_local_character) || local.ends_with('.') {
            return Err(NotASignInName::Character);
        }
        if !domain.split('.').all(is_domain_label) {
            return Err(NotASignInName::Domain);
        }
        if local.len() > LOCAL_PART_LIMIT || value.len() > SIGN_IN_NAME_LIMIT {
            return Err(NotASignInName::TooLong);
        }
        Ok(Self(value.to_owned()))
    }

    /// The whole name.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`.
    pub(super) fn local_part(&self) -> &str {
        self.0.split_once('@').map_or(&self.0, |(local, _)| local)
    }
}

fn is_local_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "'.-_!#^~".contains(c)
}

fn is_domain_label(label: &str) -> bool {
    !label.is_empty()
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_characters_are_taken() {
        let name = SignInName::new("o'neil.b-c_d!#^~1@school.test").unwrap();
        assert_eq!(
            (name.as_str(), name.local_part()),
            ("o'neil.b-c_d!#^~1@school.test", "o'neil.b-c_d!#^~1")
        );
    }

    #[test]
    fn what_a_directory_would_refuse_is_refused_with_its_reason() {
        let refusal = |value: &str| SignInName::new(value).unwrap_err();
        assert_eq!(refusal("ada"), NotASignInName::NoDomain);
        assert_eq!(refusal("@school.test"), NotASignInName::NotOneAt);
        assert_eq!(refusal("ada@home@school.test"), NotASignInName::NotOneAt);
        assert_eq!(refusal("åda@school.test"), NotASignInName::Character);
        assert_eq!(refusal("a da@school.test"), NotASignInName::Character);
        assert_eq!(refusal("ada.@school.test"), NotASignInName::Character);
        assert_eq!(refusal("ada@school..test"), NotASignInName::Domain);
        assert_eq!(refusal("ada@-school.test"), NotASignInName::Domain);
        assert_eq!(refusal(&format!("{}@school.test", "a".repeat(65))), NotASignInName::TooLong);
        assert_eq!(refusal(&format!("ada@{}.test", "a".repeat(110))), NotASignInName::TooLong);
    }
}
