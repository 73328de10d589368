//! Who works in a school, and as what.

use crate::District;
use crate::draws::{Rate, Topic};
use crate::events::people_after;
use crate::people::{Group, Person};
use crate::schools::School;

/// What people are in a school, in the order in which they are taken on, after the principal.
const POSITIONS: [&str; 19] = [
    "teacher",
    "teacher",
    "officeStaff",
    "teacher",
    "teacher",
    "aide",
    "teacher",
    "teacher",
    "nurse",
    "teacher",
    "teacher",
    "teacherAssistant",
    "teacher",
    "teacher",
    "coach",
    "teacher",
    "teacher",
    "advisor",
    "teacher",
];

/// What people are in the district's office.
const OFFICE_POSITIONS: [&str; 5] =
    ["administrator", "itAdmin", "officeStaff", "specialServices", "administrator"];

/// A seat among the staff of a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Post {
    pub(crate) number: u32,
    pub(crate) role: &'static str,
}

/// A second thing that somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SecondRole {
    /// Teaches in the next school as well.
    Visits,
    /// Coaches in the same school.
    Coaches,
}

/// Who teaches in a school, and who helps.
#[derive(Debug)]
pub(crate) struct Faculty {
    pub(crate) teachers: Vec<Person>,
    pub(crate) aides: Vec<Person>,
}

impl District {
    /// The posts of the district's office.
    pub(crate) fn office(&self) -> impl Iterator<Item = Post> {
        let positions = OFFICE_POSITIONS.into_iter().cycle();
        (0..self.shares.office).zip(positions).map(|(number, role)| Post { number, role })
    }

    /// Who holds a post.
    pub(crate) fn holders(&self, post: Post) -> impl Iterator<Item = Person> {
        let seat = Person::first(Group::Staff, post.number);
        people_after(self.event(seat), seat)
    }

    /// What else the holder of a post in a school does.
    pub(crate) fn second_role(&self, post: Post) -> Option<SecondRole> {
        let is_so = |choice, percent| {
            self.draws.happens(Topic::SecondRole, [u64::from(post.number), choice], Rate::percent(percent))
        };
        match post.role {
            "teacher" if is_so(0, 5) => Some(SecondRole::Visits),
            "teacher" if is_so(1, 4) => Some(SecondRole::Coaches),
            _ => None,
        }
    }

    /// Who teaches in a school: its own teachers, and those of its neighbour who visit.
    pub(crate) fn faculty(&self, school: &School) -> Faculty {
        let own: Vec<Post> = posts(school).collect();
        let people = |post: &Post| self.holders(*post).next();
        let mut teachers: Vec<Person> =
            own.iter().filter(|post| post.role == "teacher").filter_map(people).collect();
        teachers.extend(self.visitors(school).filter_map(|post| people(&post)));
        if teachers.is_empty() {
            teachers.extend(own.iter().filter_map(people));
        }
        let helps = |post: &&Post| matches!(post.role, "aide" | "teacherAssistant");
        Faculty { teachers, aides: own.iter().filter(helps).filter_map(people).collect() }
    }

    /// The posts of the neighbouring school whose holders teach here too.
    fn visitors<'a>(&'a self, school: &'a School) -> impl Iterator<Item = Post> {
        let neighbour = self.neighbour(school);
        let is_another = neighbour.index != school.index;
        posts(neighbour).filter(move |post| is_another && self.second_role(*post) == Some(SecondRole::Visits))
    }
}

/// The posts of a school.
pub(crate) fn posts(school: &School) -> impl Iterator<Item = Post> {
    let positions = std::iter::once("principal").chain(POSITIONS.into_iter().cycle());
    school.staff.clone().zip(positions).map(|(number, role)| Post { number, role })
}
