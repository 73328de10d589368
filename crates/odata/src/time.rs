//! Times as OData writes them, in bodies and in URLs.

use chrono::{
    DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Utc,
};

const SECONDS_PER_DAY: i64 = 24 * 60 * 60;

/// `Edm.DateTimeOffset`: in UTC, `Z`, up to seven digits of fraction, no trailing zeros.
#[must_use]
pub fn format_date_time(instant: DateTime<Utc>) -> String {
    let ticks = instant.nanosecond() / 100;
    format!("{}{}Z", local_text(instant.naive_utc()), fraction_text(ticks, 7))
}

/// `Edm.DateTimeOffset`, with any offset, or a bare date, which is its midnight in UTC.
#[must_use]
pub fn parse_date_time(text: &str) -> Option<DateTime<Utc>> {
    let midnight = || parse_date(text).map(|date| date.and_time(NaiveTime::MIN).and_utc());
    parse_date_time_offset(text).map(|instant| instant.to_utc()).or_else(midnight)
}

/// `Edm.DateTimeOffset`, which keeps its offset. Seconds may be left out.
#[must_use]
pub fn parse_date_time_offset(text: &str) -> Option<DateTime<FixedOffset>> {
    let (date, time) = text.split_once(['T', 't'])?;
    let (time, offset) = match time.strip_suffix(['Z', 'z']) {
        Some(time) => (time, 0),
        None => {
            let (time, offset) = time.split_at_checked(time.rfind(['+', '-'])?)?;
            (time, parse_offset(offset)?)
        }
    };
    let local = parse_date(date)?.and_time(parse_time_of_day(time)?);
    FixedOffset::east_opt(offset)?.from_local_datetime(&local).single()
}

/// `Edm.Date`: `YYYY-MM-DD`.
#[must_use]
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    if year.len() < 4 || (year.len() > 4 && year.starts_with('0')) {
        return None;
    }
    let year = i32::try_from(digits(year)?).ok()?;
    NaiveDate::from_ymd_opt(sign * year, two_digits(month)?, two_digits(day)?)
}

/// `Edm.TimeOfDay`: `hh:mm:ss`, with up to twelve digits of fraction; seconds may be left out.
#[must_use]
pub fn parse_time_of_day(text: &str) -> Option<NaiveTime> {
    let (hour, rest) = text.split_once(':')?;
    let (minute, seconds) = rest.split_once(':').unwrap_or((rest, "00"));
    let (second, nanos) = match seconds.split_once('.') {
        Some((second, fraction)) => (second, parse_fraction(fraction)?),
        None => (seconds, 0),
    };
    NaiveTime::from_hms_nano_opt(two_digits(hour)?, two_digits(minute)?, two_digits(second)?, nanos)
}

/// `Edm.Duration`: days, hours, minutes and seconds, as in `-P6DT23H59M59.5S`.
#[must_use]
pub fn parse_duration(text: &str) -> Option<TimeDelta> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
    let text = text.strip_prefix('P')?;
    let (days, time) = text.split_once('T').map_or((text, None), |(days, time)| (days, Some(time)));
    if time.unwrap_or(days).is_empty() {
        return None;
    }
    let (days, none) = amount(days, 'D')?;
    let (hours, time) = amount(time.unwrap_or_default(), 'H')?;
    let (minutes, time) = amount(time, 'M')?;
    let seconds = if time.is_empty() { TimeDelta::zero() } else { parse_seconds(time.strip_suffix('S')?)? };
    let whole = TimeDelta::days(days) + TimeDelta::hours(hours) + TimeDelta::minutes(minutes) + seconds;
    none.is_empty().then_some(if negative { -whole } else { whole })
}

/// What [`parse_duration`] reads back.
pub(crate) fn format_duration(duration: TimeDelta) -> String {
    let sign = if duration < TimeDelta::zero() { "-" } else { "" };
    let duration = duration.abs();
    let (days, seconds) = (duration.num_days(), duration.num_seconds() % SECONDS_PER_DAY);
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    let fraction = fraction_text(duration.subsec_nanos().unsigned_abs(), 9);
    format!("{sign}P{days}DT{hours}H{minutes}M{}{fraction}S", seconds % 60)
}

/// `Edm.DateTimeOffset` in its own offset, to the nanosecond.
pub(crate) fn format_date_time_offset(instant: DateTime<FixedOffset>) -> String {
    let local = local_text(instant.naive_local());
    let minutes = instant.offset().local_minus_utc() / 60;
    let (sign, minutes) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
    let fraction = fraction_text(instant.nanosecond(), 9);
    format!("{local}{fraction}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `Edm.TimeOfDay`, to the nanosecond.
pub(crate) fn format_time_of_day(time: NaiveTime) -> String {
    format!("{}{}", time.format("%H:%M:%S"), fraction_text(time.nanosecond(), 9))
}

/// `Edm.Date`.
#[must_use]
pub fn format_date(date: NaiveDate) -> String {
    // `%Y` would set a plus before years of five digits.
    let year = chrono::Datelike::year(&date);
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}{}", year.unsigned_abs(), date.format("-%m-%d"))
}

fn local_text(local: NaiveDateTime) -> String {
    format!("{}T{}", format_date(local.date()), local.format("%H:%M:%S"))
}

/// `.` and the `fraction` of that many digits without trailing zeros; nothing if it is zero.
fn fraction_text(fraction: u32, digits: usize) -> String {
    if fraction == 0 {
        return String::new();
    }
    format!(".{fraction:0digits$}").trim_end_matches('0').to_owned()
}

/// Seconds east of UTC, from `+01:00`.
fn parse_offset(text: &str) -> Option<i32> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes).filter(|minutes| *minutes < 60)?);
    Some(sign * i32::try_from(hours * 3600 + minutes * 60).ok()?)
}

/// Nanoseconds, from one to twelve digits. The last three are beyond what is kept.
fn parse_fraction(text: &str) -> Option<u32> {
    if !(1..=12).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits(format!("{text:0<9}").get(..9)?)
}

fn parse_seconds(text: &str) -> Option<TimeDelta> {
    let (seconds, nanos) = match text.split_once('.') {
        Some((seconds, fraction)) => (seconds, parse_fraction(fraction)?),
        None => (text, 0),
    };
    TimeDelta::new(i64::from(digits(seconds)?), nanos)
}

/// The number before `unit` and what follows, or zero and all of `text`.
fn amount(text: &str, unit: char) -> Option<(i64, &str)> {
    let Some((number, rest)) = text.split_once(unit) else { return Some((0, text)) };
    Some((i64::from(digits(number)?), rest))
}

fn two_digits(text: &str) -> Option<u32> {
    digits(text).filter(|_| text.len() == 2)
}

/// Digits alone, no sign.
fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_is_as_long_as_it_must_be() {
        let cases = [
            ("2026-09-01T06:00:04.1180021Z", "2026-09-01T06:00:04.1180021Z"),
            ("2026-09-01T06:00:04.495336Z", "2026-09-01T06:00:04.495336Z"),
            ("2026-09-01T06:00:04.0120000Z", "2026-09-01T06:00:04.012Z"),
            ("2026-09-01T06:00:04.000Z", "2026-09-01T06:00:04Z"),
            ("2026-09-01T06:00:04.00000009Z", "2026-09-01T06:00:04Z"),
            ("2026-09-01T06:00Z", "2026-09-01T06:00:00Z"),
            ("2026-09-01T06:00:04.5+05:30", "2026-09-01T00:30:04.5Z"),
            ("2026-09-01T23:30:00-01:00", "2026-09-02T00:30:00Z"),
            ("2026-09-01", "2026-09-01T00:00:00Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ];
        for (read, written) in cases {
            assert_eq!(parse_date_time(read).map(format_date_time).as_deref(), Some(written), "{read}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        let cases = [
            "",
            "T",
            "Z",
            "2026-09-01T",
            "2026-09-01T06:00:04",
            "2026-09-01T24:00Z",
            "2026-09-01T06:60Z",
            "2026-09-01T06:00:60Z",
            "2026-09-01T6:00Z",
            "2026-09-01T06:00:04.Z",
            "2026-09-01T06:00:00.1234567890123Z",
            "2026-02-29T06:00Z",
            "2026-9-1",
            "26-09-01",
            "02026-09-01",
            "+2026-09-01",
            "2026-09-01T06:00+1:00",
            "2026-09-01T06:00+01:60",
            "2026-09-01T06:00+24:00",
            "2026-09-01 06:00Z",
            "2026-09-01T06:00:0é",
            "99999999999-01-01",
            "2026-09-01T-1:00Z",
        ];
        for text in cases {
            assert_eq!(parse_date_time(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_may_be_far_away() {
        for text in ["0000-01-01", "-10000-04-01", "12026-12-31", "-0044-03-15"] {
            assert_eq!(parse_date(text).map(format_date).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_duration_has_parts_in_their_order() {
        let cases = [
            ("P6DT23H59M59.9999S", "P6DT23H59M59.9999S"),
            ("-PT90M", "-P0DT1H30M0S"),
            ("P1D", "P1DT0H0M0S"),
            ("PT0.5S", "P0DT0H0M0.5S"),
        ];
        for (read, written) in cases {
            assert_eq!(parse_duration(read).map(format_duration).as_deref(), Some(written), "{read}");
        }
        for text in
            ["", "P", "PT", "P1DT", "+P1D", "P1Y", "P1M", "PT1M1H", "P1H", "PT1D", "P1W", "PT.5S", "PT1"]
        {
            assert_eq!(parse_duration(text), None, "{text}");
        }
    }
}
