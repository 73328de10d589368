//! School years.

use chrono::NaiveDate;

use crate::YearId;
use crate::codes::AcademicYear;

/// A school year (Graph: `yearTimePeriodDefinition`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// Its id.
    pub id: YearId,
    /// The name a person gave it.
    pub display_name: String,
    /// Its first day.
    pub start: NaiveDate,
    /// Its last day, not before the first.
    pub end: NaiveDate,
    /// Which year it is, for good.
    pub code: AcademicYear,
}
