//! Names of people in many scripts, each with its spelling in plain letters for usernames.
//!
//! All people are invented: given and family names are drawn apart, and a tenth of the people have them
//! from two cultures.

#[rustfmt::skip] // A table, several names to the line.
mod cultures;

use self::cultures::CULTURES;
use crate::draws::{Draws, Rate, Topic};

/// A name as it is written, and as a username spells it.
pub(crate) type Name = (&'static str, &'static str);

/// Names that go together.
pub(crate) struct Culture {
    pub(crate) given: &'static [Name],
    pub(crate) family: &'static [Name],
}

/// What a person is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FullName {
    pub(crate) given: Name,
    pub(crate) family: Name,
}

/// The name of the person that chance knows as `person`, in the family of `kin`: their own, or a child's.
pub(crate) fn full_name(draws: Draws, person: u64, kin: u64) -> FullName {
    let is_mixed = draws.happens(Topic::MixedName, [person], Rate::percent(10));
    let given = culture(draws, if is_mixed { person } else { kin }, u64::from(is_mixed));
    FullName {
        given: draws.pick(Topic::GivenName, [person], given.given),
        family: draws.pick(Topic::FamilyName, [kin], culture(draws, kin, 0).family),
    }
}

/// The family name that a person takes who changes it.
pub(crate) fn new_family_name(draws: Draws, person: u64) -> Name {
    draws.pick(Topic::NewFamilyName, [person], culture(draws, person, 2).family)
}

fn culture(draws: Draws, person: u64, choice: u64) -> &'static Culture {
    let place = draws.below(Topic::Culture, [person, choice], CULTURES.len() as u64);
    let place = usize::try_from(place).unwrap_or_default();
    CULTURES.get(place).unwrap_or(&cultures::ENGLISH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_spelling_that_a_username_can_hold() {
        for culture in CULTURES {
            assert!(!culture.given.is_empty() && !culture.family.is_empty());
            for (name, plain) in culture.given.iter().chain(culture.family) {
                assert!(!plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_lowercase()), "{name}");
            }
        }
    }
}
