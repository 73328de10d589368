//! Dates and times in texts. A time is read in its own offset, a bare date as its midnight in UTC.

use chrono::{DateTime, FixedOffset, NaiveTime};

use crate::time::{parse_date_time, parse_date_time_offset, parse_time_of_day};

/// The first instant that OData has.
pub(in crate::query) const FIRST: &str = "0001-01-01T00:00:00Z";

/// The last.
pub(super) const LAST: &str = "9999-12-31T23:59:59.9999999Z";

/// The instant that the text is.
pub(super) fn instant(text: &str) -> Option<DateTime<FixedOffset>> {
    parse_date_time_offset(text).or_else(|| parse_date_time(text).map(|instant| instant.fixed_offset()))
}

/// The time that the text is, or that its instant has.
pub(super) fn time(text: &str) -> Option<NaiveTime> {
    parse_time_of_day(text).or_else(|| instant(text).map(|instant| instant.time()))
}
