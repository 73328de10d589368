//! What a new account starts with.

use model::{Attribute, Attributes, RoleGroup};
use thiserror::Error;

use super::contacts::full_name;
use super::names::truncated;
use super::nickname::{nickname, with_suffix};
use super::sign_in_name::{NotASignInName, SignInName};
use crate::{MatchKey, Person, Settings};

/// Most characters of a given or a family name.
const NAME_LIMIT: usize = 64;

/// Why no account can be made for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum NotCreatable {
    #[error("a new account needs a given name; add it in the source")]
    NoGivenName,
    #[error("a new account needs a family name; add it in the source")]
    NoFamilyName,
    #[error(
        "a new account needs the value that the matching rule of its role group compares; add it in the source"
    )]
    NoIdentifier,
    #[error("{0}")]
    SignInName(#[from] NotASignInName),
}

/// The values of a new account for `person`. It signs in with the very value that matches, so that the next
/// run finds the account that this one makes.
pub(super) fn new_account(
    person: &Person,
    group: RoleGroup,
    alias_is_shared: bool,
    settings: &Settings,
) -> Result<Attributes, NotCreatable> {
    let given = person.given_name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let family = person.family_name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let (given, family) =
        (given.ok_or(NotCreatable::NoGivenName)?, family.ok_or(NotCreatable::NoFamilyName)?);
    let sign_in_name = sign_in_name(person, group, settings)?;
    let id = person.id.as_str();
    let mail_nickname = match alias_is_shared {
        true => with_suffix(sign_in_name.local_part(), id),
        false => nickname(sign_in_name.local_part(), id),
    };
    Ok(Attributes::default()
        .with(Attribute::DisplayName, full_name(Some(given), Some(family)).unwrap_or_default())
        .with(Attribute::MailNickname, mail_nickname)
        .with(Attribute::UserPrincipalName, sign_in_name.as_str())
        .with(Attribute::GivenName, truncated(given, NAME_LIMIT))
        .with(Attribute::Surname, truncated(family, NAME_LIMIT))
        .with(Attribute::AccountEnabled, "true")
        .with(Attribute::UsageLocation, settings.accounts.usage_location.as_deref().unwrap_or_default()))
}

fn sign_in_name(person: &Person, group: RoleGroup, settings: &Settings) -> Result<SignInName, NotCreatable> {
    let key = MatchKey::of_person(person, settings.matching.rule(group)).ok_or(NotCreatable::NoIdentifier)?;
    Ok(SignInName::new(&key.sign_in_name(&settings.accounts))?)
}
