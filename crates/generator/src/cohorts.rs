//! Cohorts: the students of a school who are taught together, a grade each where there are enough of them.

use std::ops::Range;

use crate::District;
use crate::draws::Topic;
use crate::events::Event;
use crate::people::Person;
use crate::schools::School;
use crate::shares::portion;

/// Grades are taught together until a cohort has at least so many students.
const FEWEST: usize = 20;

/// A part of the seats of a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cohort {
    /// Its place among the cohorts of the school.
    pub(crate) index: u32,
    pub(crate) grades: &'static [&'static str],
    pub(crate) seats: Range<u32>,
}

/// A student in a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pupil {
    pub(crate) person: Person,
    /// The seat in the cohort; for whoever has come later, that of somebody who has the same timetable.
    pub(crate) seat: u32,
}

impl Cohort {
    pub(crate) fn size(&self) -> u32 {
        self.seats.end - self.seats.start
    }

    /// The grade of a seat. The youngest sit in front.
    pub(crate) fn grade(&self, number: u32) -> &'static str {
        let count = u32::try_from(self.grades.len()).unwrap_or_default();
        let place = portion(count, number.saturating_sub(self.seats.start), self.size());
        usize::try_from(place).ok().and_then(|place| self.grades.get(place)).copied().unwrap_or_default()
    }
}

/// The cohorts of a school, by grade.
pub(crate) fn cohorts(school: &School) -> Vec<Cohort> {
    let grades = school.level.grades();
    let size = school.students.end - school.students.start;
    let count = usize::try_from(size).unwrap_or(usize::MAX) / FEWEST;
    let count = count.clamp(1, grades.len());
    let bound = |index: usize| grades.len() * index / count;
    let seat = |index: usize| school.students.start + portion(size, bound(index) as u64, grades.len() as u64);
    (0_u32..)
        .zip(0..count)
        .map(|(index, place)| Cohort {
            index,
            grades: grades.get(bound(place)..bound(place + 1)).unwrap_or_default(),
            seats: seat(place)..seat(place + 1),
        })
        .collect()
}

/// The grade of a seat in a school.
pub(crate) fn grade(school: &School, number: u32) -> &'static str {
    cohorts(school)
        .iter()
        .find(|cohort| cohort.seats.contains(&number))
        .map_or("", |cohort| cohort.grade(number))
}

/// Who is in a cohort, by seat.
pub(crate) fn pupils(district: &District, school: &School, cohort: &Cohort) -> Vec<Pupil> {
    let mut pupils: Vec<Pupil> = cohort
        .seats
        .clone()
        .filter(|number| district.event_of_student(school, *number) != Event::ChangesSchool)
        .flat_map(|number| district.students(school, number).map(move |person| (person, number)))
        .map(|(person, number)| Pupil { person, seat: number - cohort.seats.start })
        .collect();
    pupils.extend(arrived(district, school, cohort));
    pupils.sort_by_key(|pupil| pupil.seat);
    pupils
}

/// Who has come into the cohort from other schools.
fn arrived(district: &District, school: &School, cohort: &Cohort) -> impl Iterator<Item = Pupil> {
    let of_the_cohort = |grade: &str| cohort.grades.contains(&grade);
    district.arrivals(school).iter().filter_map(move |arrival| {
        let from = district.schools.get(arrival.from)?;
        if !of_the_cohort(grade(from, arrival.number)) {
            return None;
        }
        let seat =
            district.draws.below(Topic::TargetSeat, [u64::from(arrival.number)], u64::from(cohort.size()));
        let person = district.students(from, arrival.number).next()?;
        Some(Pupil { person, seat: u32::try_from(seat).unwrap_or_default() })
    })
}
