//! Dates and school years.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use model::Rule;

use super::Checked;

/// The school years that can be meant; anything else is a slip of the hand.
const YEARS: RangeInclusive<u16> = 2000..=2100;

/// How a date-time without an offset may be written.
const LOCAL_FORMATS: [&str; 2] = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];

/// A date is kept as it is; a date-time is cut to the date written in it, whatever its offset.
///
/// `8/9/2026` is two days, so it is none.
pub(super) fn check(value: &str) -> Checked<'_> {
    match value.split_at_checked("YYYY-MM-DD".len()) {
        Some((date, "")) if is_date(date) => Checked::Good(Cow::Borrowed(date)),
        Some((date, _)) if is_date(date) && is_date_time(value) => Checked::Good(Cow::Borrowed(date)),
        _ => Checked::bad(Rule::ValDate, "a date written YYYY-MM-DD", value),
    }
}

/// `chrono` also reads `2026-8-9`, which nothing else that compares dates as text would.
fn is_date(date: &str) -> bool {
    let has_the_form = date.bytes().enumerate().all(|(place, byte)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    has_the_form && NaiveDate::parse_from_str(date, "%Y-%m-%d").is_ok()
}

fn is_date_time(value: &str) -> bool {
    DateTime::parse_from_rfc3339(value).is_ok()
        || LOCAL_FORMATS.iter().any(|format| NaiveDateTime::parse_from_str(value, format).is_ok())
}

pub(super) fn check_year(value: &str) -> Checked<'_> {
    let has_the_form = value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit());
    let year = value.parse().ok().filter(|year| has_the_form && YEARS.contains(year));
    match year {
        Some(_) => Checked::Good(Cow::Borrowed(value)),
        None => {
            let expected = format!("a year from {} to {}", YEARS.start(), YEARS.end());
            Checked::bad(Rule::ValYear, expected, value)
        }
    }
}
