//! What can be asked of a district.

use std::ops::RangeInclusive;

use crate::GenerateError;
use crate::draws::Rate;

/// The people that a district can have: fewer fill no three schools, more outgrow their ids.
const PEOPLE: RangeInclusive<u32> = 50..=20_000_000;

/// The sections that a student can have; no school teaches more.
const SECTIONS: RangeInclusive<u32> = 1..=60;

/// What makes a district: the same settings, the same bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// How many people: 50 to 20 million.
    pub people: u32,
    /// Which of all districts of that size.
    pub seed: u64,
    /// How many sections each student is enrolled in: 1 to 60.
    pub sections_per_student: u32,
    /// How much of the first day's people and enrollments is different, in percent: 0 to 100. At 0 it is
    /// the first day.
    pub change_percent: f64,
}

impl Settings {
    /// The share of people and of enrollments that change.
    ///
    /// # Errors
    ///
    /// When one of the settings is out of its range.
    pub(crate) fn checked_change(&self) -> Result<Rate, GenerateError> {
        if !PEOPLE.contains(&self.people) {
            return Err(GenerateError::People { least: *PEOPLE.start(), most: *PEOPLE.end() });
        }
        if !SECTIONS.contains(&self.sections_per_student) {
            return Err(GenerateError::Sections { least: *SECTIONS.start(), most: *SECTIONS.end() });
        }
        if !(0.0..=100.0).contains(&self.change_percent) {
            return Err(GenerateError::Change);
        }
        // Between 0 and a million, so that nothing is cut off.
        Ok(Rate::per_million((self.change_percent * 10_000.0).round() as u64))
    }
}
