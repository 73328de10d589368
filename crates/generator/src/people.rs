//! A person: whose seat it is, and what has become of them since the first day.

use crate::draws::Draws;
use crate::names::{self, FullName};

/// What a person is first of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u64)]
pub(crate) enum Group {
    Staff = 1,
    Student = 2,
    /// Known only because of a child.
    Guardian = 3,
}

/// What is new about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum News {
    Nothing,
    /// Another family name, as after a marriage.
    FamilyName,
    /// Another username, and with it another mail address.
    Username,
}

/// Somebody on a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) group: Group,
    /// The seat among those of the group.
    pub(crate) number: u32,
    /// Whether this is the second person on the seat, who was not there on the first day.
    pub(crate) is_newcomer: bool,
    pub(crate) news: News,
}

/// Above any number of a seat, so that every person has a key of their own.
const SEATS: u64 = 100_000_000;

impl Person {
    /// Who sits there on the first day.
    pub(crate) const fn first(group: Group, number: u32) -> Self {
        Self { group, number, is_newcomer: false, news: News::Nothing }
    }

    pub(crate) const fn newcomer(group: Group, number: u32) -> Self {
        Self { is_newcomer: true, ..Self::first(group, number) }
    }

    pub(crate) const fn with(self, news: News) -> Self {
        Self { news, ..self }
    }

    /// The number by which chance knows the person; their id as well.
    pub(crate) const fn key(self) -> u64 {
        let group = self.group as u64 + if self.is_newcomer { 4 } else { 0 };
        group * SEATS + self.number as u64
    }

    pub(crate) fn id(self) -> String {
        self.key().to_string()
    }

    /// The id of a second record that is there only by mistake.
    pub(crate) fn id_of_mistake(self) -> String {
        (10 * SEATS + self.key()).to_string()
    }

    /// What the person is called, in the family of `kin`.
    pub(crate) fn name(self, draws: Draws, kin: u64) -> FullName {
        let name = names::full_name(draws, self.key(), kin);
        match self.news {
            News::FamilyName => FullName { family: names::new_family_name(draws, self.key()), ..name },
            News::Nothing | News::Username => name,
        }
    }

    /// The username before the `@`: the name of the first day and the number of the seat, which nobody else
    /// of the group has.
    pub(crate) fn username(self, draws: Draws, kin: u64) -> String {
        let FullName { given: (_, given), family: (_, family) } = names::full_name(draws, self.key(), kin);
        let mark = if self.is_newcomer { "n" } else { "" };
        match self.news {
            News::Username => format!("{family}.{given}.{}{mark}", self.number),
            News::Nothing | News::FamilyName => format!("{given}.{family}{}{mark}", self.number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_apart() {
        let people = [
            Person::first(Group::Staff, 5),
            Person::first(Group::Student, 5),
            Person::first(Group::Guardian, 5),
            Person::newcomer(Group::Staff, 5),
            Person::newcomer(Group::Student, 5),
            Person::first(Group::Student, 6),
        ];
        let mut ids: Vec<String> =
            people.iter().flat_map(|person| [person.id(), person.id_of_mistake()]).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 2 * people.len());
    }

    #[test]
    fn a_new_family_name_leaves_the_username_and_a_new_username_the_name() {
        let draws = Draws::new(3);
        let person = Person::first(Group::Student, 42);
        let (renamed, moved) = (person.with(News::FamilyName), person.with(News::Username));
        assert_eq!(renamed.username(draws, person.key()), person.username(draws, person.key()));
        assert_ne!(moved.username(draws, person.key()), person.username(draws, person.key()));
        assert_eq!(moved.name(draws, person.key()), person.name(draws, person.key()));
    }
}
