//! Parents and guardians: each has a child in a school, some have two.

use crate::District;
use crate::draws::{Rate, Topic};
use crate::events::people_after;
use crate::people::{Group, Person};
use crate::schools::School;
use crate::shares::portion;

/// A guardian, and the children they have in the school.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) guardian: Person,
    pub(crate) children: Vec<(Person, &'static str)>,
    /// By whom chance knows the family name.
    pub(crate) kin: u64,
}

impl District {
    /// The families of a school. Who has no child there any more has gone with them.
    pub(crate) fn families<'a>(&'a self, school: &'a School) -> impl Iterator<Item = Family> + 'a {
        let numbers = school.guardians.clone();
        numbers.map(|number| self.family(school, number)).filter(|family| !family.children.is_empty())
    }

    fn family(&self, school: &School, number: u32) -> Family {
        let about = [u64::from(number)];
        let seat = Person::first(Group::Guardian, number);
        let first = first_child(school, number);
        let has_second = self.draws.happens(Topic::SecondChild, about, Rate::percent(30));
        let second = Some(first + 1).filter(|child| has_second && school.students.contains(child));
        let shares_name = self.draws.happens(Topic::SharedFamilyName, about, Rate::percent(75));
        let role = self.draws.pick(Topic::Relationship, about, &["parent", "parent", "parent", "guardian"]);
        let children = [(Some(first), role), (second, "relative")];
        Family {
            guardian: people_after(self.event(seat), seat).next().unwrap_or(seat),
            children: children
                .into_iter()
                .filter_map(|(child, role)| Some((self.first_person(school, child?)?, role)))
                .collect(),
            kin: if shares_name { Person::first(Group::Student, first).key() } else { seat.key() },
        }
    }

    /// Who sat on a student's seat on the first day, if they are still in the district.
    fn first_person(&self, school: &School, number: u32) -> Option<Person> {
        self.students(school, number).find(|person| !person.is_newcomer)
    }
}

/// Guardians are spread over the seats of the students.
fn first_child(school: &School, number: u32) -> u32 {
    let students = school.students.end - school.students.start;
    let guardians = school.guardians.end - school.guardians.start;
    school.students.start + portion(students, number - school.guardians.start, guardians)
}
