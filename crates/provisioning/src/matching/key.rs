//! The value by which a person is matched.

use unicode_normalization::UnicodeNormalization;

use crate::settings::{MatchTarget, MatchingRule, SourceIdentifier};
use crate::{Account, AccountDefaults, Person};

/// A value in the form in which it is compared: trimmed, NFC, lower case. Sign-in names and mail addresses
/// compare without case in every directory.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MatchKey {
    target: MatchTarget,
    value: String,
}

impl MatchKey {
    /// The value that `rule` compares for `person`; `None` if the roster has none.
    #[must_use]
    pub fn of_person(person: &Person, rule: &MatchingRule) -> Option<Self> {
        let source = match rule.source {
            SourceIdentifier::Username => &person.username,
            SourceIdentifier::Email => &person.email,
            SourceIdentifier::ActiveDirectoryMatchId => &person.match_id,
        };
        let value = normalized(source.as_deref()?)?;
        Some(Self { target: rule.target, value: with_domain(value, rule.domain.as_deref()) })
    }

    /// The value itself. It is personal.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Whether it finds this account. Guests are never found.
    #[must_use]
    pub fn finds(&self, account: &Account) -> bool {
        !account.is_guest && Self::of_account(account).any(|key| key == *self)
    }

    /// The values under which an account is found.
    pub(super) fn of_account(account: &Account) -> impl Iterator<Item = Self> {
        let values = [
            (MatchTarget::UserPrincipalName, account.user_principal_name.as_deref()),
            (MatchTarget::Mail, account.mail.as_deref()),
        ];
        values.into_iter().filter_map(|(target, value)| Some(Self { target, value: normalized(value?)? }))
    }

    /// The name that a new account signs in with: the compared value itself, so that the next run matches
    /// the account that this one makes.
    pub(crate) fn sign_in_name(&self, accounts: &AccountDefaults) -> String {
        with_domain(self.value.clone(), accounts.domain.as_deref())
    }
}

/// The value with `domain` appended, unless it has one.
fn with_domain(value: String, domain: Option<&str>) -> String {
    match domain.map(str::trim).filter(|domain| !domain.is_empty()) {
        Some(domain) if !value.contains('@') => {
            format!("{value}@{}", domain.trim_start_matches('@').to_lowercase())
        }
        _ => value,
    }
}

/// Trimmed, NFC, lower case; `None` if nothing is left.
pub(super) fn normalized(value: &str) -> Option<String> {
    let trimmed = value.trim();
    // Nearly every identifier is ASCII, which is NFC already.
    let value = match trimmed.is_ascii() {
        true => trimmed.to_ascii_lowercase(),
        false => trimmed.nfc().collect::<String>().to_lowercase().nfc().collect(),
    };
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_compare_trimmed_composed_and_without_case() {
        assert_eq!(normalized("  A.Ström@School.test "), Some("a.ström@school.test".to_owned()));
        assert_eq!(normalized("stro\u{308}m"), normalized("STRÖM"));
        assert_eq!(normalized(" \t"), None);
    }

    #[test]
    fn a_domain_is_appended_only_where_there_is_none() {
        assert_eq!(with_domain("ada".to_owned(), Some("School.test")), "ada@school.test");
        assert_eq!(with_domain("ada".to_owned(), Some("@school.test")), "ada@school.test");
        assert_eq!(with_domain("ada@home.test".to_owned(), Some("school.test")), "ada@home.test");
        assert_eq!(with_domain("ada".to_owned(), None), "ada");
    }
}
