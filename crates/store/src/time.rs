//! Times and dates as the store writes them.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

use crate::StoreError;

/// `2026-09-01T12:00:00.000000Z`: always as long, so that texts sort as times do.
pub(crate) fn text(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// Reads what [`text`] wrote.
pub(crate) fn instant(text: &str) -> Result<DateTime<Utc>, StoreError> {
    let parsed = DateTime::parse_from_rfc3339(text).map_err(|error| StoreError::unreadable("a time", error));
    Ok(parsed?.to_utc())
}

/// Reads a date that its `Display` wrote.
pub(crate) fn date(text: &str) -> Result<NaiveDate, StoreError> {
    text.parse().map_err(|error: chrono::ParseError| StoreError::unreadable("a date", error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_sort_as_text() {
        let early: DateTime<Utc> = "2026-09-01T12:00:00Z".parse().unwrap();
        let late: DateTime<Utc> = "2026-09-01T12:00:00.5Z".parse().unwrap();
        assert!(text(early) < text(late));
        assert_eq!(instant(&text(late)).unwrap(), late);
    }
}
