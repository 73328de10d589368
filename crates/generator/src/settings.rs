//! What can be asked of a district.

use std::ops::RangeInclusive;

use crate::GenerateError;
use crate::draws::Rate;

/// The people that a district can have: fewer fill no three schools, more outgrow their ids.
const PEOPLE: RangeInclusive<u32> = 50..=20_000_000;

/// The most sections of a student: more than any school teaches.
const MOST_SECTIONS: u32 = 60;

/// What makes a district: the same settings, the same bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// How many people: 50 to 20 million.
    pub people: u32,
    /// Which of all districts of that size.
    pub seed: u64,
    /// How many sections each student is enrolled in: 0 to 60.
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
        if self.sections_per_student > MOST_SECTIONS {
            return Err(GenerateError::Sections { most: MOST_SECTIONS });
        }
        if !(0.0..=100.0).contains(&self.change_percent) {
            return Err(GenerateError::Change);
        }
        // Between 0 and a million, so that nothing is cut off.
        Ok(Rate::per_million((self.change_percent * 10_000.0).round() as u64))
    }
}
