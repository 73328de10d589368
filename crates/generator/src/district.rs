//! A district on a day: its schools, its people, and who sits where.

use crate::GenerateError;
use crate::draws::{Draws, Rate, Topic};
use crate::events::{Event, event, people_after};
use crate::people::{Group, Person};
use crate::schools::{Level, School, schools};
use crate::settings::Settings;
use crate::shares::Shares;

/// What the district may be called; its domain comes from it.
const PLACES: [&str; 12] = [
    "Maple Valley",
    "North Harbor",
    "Three Rivers",
    "Cedar Ridge",
    "Lakeshore",
    "Silver Creek",
    "Fairview",
    "Stonebridge",
    "Eagle Point",
    "Greenfield",
    "Summit",
    "Prairie View",
];

/// A district, as its settings make it.
#[derive(Debug)]
pub struct District {
    pub(crate) draws: Draws,
    pub(crate) shares: Shares,
    pub(crate) schools: Vec<School>,
    pub(crate) sections_per_student: u32,
    /// The share of people and enrollments that are not as on the first day.
    pub(crate) change: Rate,
    arrivals: Vec<Arrival>,
}

/// A student who has come from another school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Arrival {
    /// The index of the school they are in now.
    school: usize,
    /// Their seat in the school they have left.
    pub(crate) number: u32,
    /// The index of the school they have left.
    pub(crate) from: usize,
}

impl District {
    /// The district that the settings make.
    ///
    /// # Errors
    ///
    /// When one of the settings is out of its range.
    pub fn new(settings: &Settings) -> Result<Self, GenerateError> {
        let change = settings.checked_change()?;
        let draws = Draws::new(settings.seed);
        let shares = Shares::of(settings.people);
        let mut district = Self {
            draws,
            shares,
            schools: schools(draws, shares),
            sections_per_student: settings.sections_per_student,
            change,
            arrivals: Vec::new(),
        };
        district.arrivals = district.find_arrivals();
        Ok(district)
    }

    /// What the district is called.
    pub(crate) fn place(&self) -> &'static str {
        self.draws.pick(Topic::Place, [0], &PLACES)
    }

    /// What has happened to a member of the staff or a guardian.
    pub(crate) fn event(&self, seat: Person) -> Event {
        event(self.draws, self.change, seat)
    }

    /// What has happened to a student; who finds no other school to go to takes another username instead.
    pub(crate) fn event_of_student(&self, school: &School, number: u32) -> Event {
        match self.event(Person::first(Group::Student, number)) {
            Event::ChangesSchool if self.target(school, number).is_none() => Event::Username,
            event => event,
        }
    }

    /// Whoever belongs to a student's seat, wherever they go to school now.
    pub(crate) fn students(&self, school: &School, number: u32) -> impl Iterator<Item = Person> {
        people_after(self.event_of_student(school, number), Person::first(Group::Student, number))
    }

    /// Where the student of that seat goes to school now.
    pub(crate) fn school_of<'a>(&'a self, school: &'a School, number: u32) -> &'a School {
        match self.event_of_student(school, number) {
            Event::ChangesSchool => self.target(school, number).unwrap_or(school),
            _ => school,
        }
    }

    /// Who has come to a school from others.
    pub(crate) fn arrivals(&self, school: &School) -> &[Arrival] {
        let start = self.arrivals.partition_point(|arrival| arrival.school < school.index);
        let end = self.arrivals.partition_point(|arrival| arrival.school <= school.index);
        self.arrivals.get(start..end).unwrap_or_default()
    }

    /// The school before this one in the round of all schools: some of its teachers teach here too.
    pub(crate) fn neighbour<'a>(&'a self, school: &'a School) -> &'a School {
        let before = school.index.checked_sub(1).and_then(|index| self.schools.get(index));
        before.or_else(|| self.schools.last()).unwrap_or(school)
    }

    /// The school after this one in the round of all schools.
    pub(crate) fn next<'a>(&'a self, school: &'a School) -> &'a School {
        self.schools.get(school.index + 1).or_else(|| self.schools.first()).unwrap_or(school)
    }

    /// The elementary school in which students of a high school may help.
    pub(crate) fn nursery(&self) -> Option<&School> {
        self.schools.iter().find(|school| school.level == Level::Elementary)
    }

    /// Another school of the same level, near by.
    fn target(&self, school: &School, number: u32) -> Option<&School> {
        /// How many schools before and behind are near.
        const NEAR: usize = 12;
        let start = school.index.saturating_sub(NEAR);
        let near: Vec<usize> = (start..=school.index + NEAR)
            .filter(|index| {
                *index != school.index
                    && self.schools.get(*index).is_some_and(|other| other.level == school.level)
            })
            .collect();
        let index = self.draws.pick(Topic::TargetSchool, [u64::from(number)], &near);
        if near.is_empty() { None } else { self.schools.get(index) }
    }

    fn find_arrivals(&self) -> Vec<Arrival> {
        let mut arrivals: Vec<Arrival> = self
            .schools
            .iter()
            .flat_map(|school| school.students.clone().map(move |number| (school, number)))
            .filter(|(school, number)| self.event_of_student(school, *number) == Event::ChangesSchool)
            .filter_map(|(school, number)| {
                let target = self.target(school, number)?;
                Some(Arrival { school: target.index, number, from: school.index })
            })
            .collect();
        arrivals.sort_unstable();
        arrivals
    }
}
