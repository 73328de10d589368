//! The functions. What is asked of null is null.

use chrono::{DateTime, Datelike, Timelike, Utc};

use super::dates;
use super::datum::Datum;
use super::number::Number;
use super::texts::{self, Patterns, length};
use crate::Error;
use crate::query::Function;
use crate::time::{format_date, format_date_time, format_time_of_day, parse_duration};

const NANOS_PER_SECOND: f64 = 1e9;
const SECONDS_PER_MINUTE: i32 = 60;

/// What the function makes of its arguments, of which there are as many as it takes.
pub(super) fn call<'a>(
    function: Function,
    arguments: Vec<Datum<'a>>,
    now: DateTime<Utc>,
    patterns: &Patterns,
) -> Result<Datum<'a>, Error> {
    let mut arguments = arguments.into_iter();
    let first = arguments.next().unwrap_or(Datum::Null);
    let second = arguments.next().unwrap_or(Datum::Null);
    let third = arguments.next();
    match function {
        Function::Concat => of_texts(first, second, |left, right| Ok(Datum::text(format!("{left}{right}")))),
        Function::Contains => of_texts(first, second, |left, right| Ok(Datum::Boolean(left.contains(right)))),
        Function::EndsWith => {
            of_texts(first, second, |left, right| Ok(Datum::Boolean(left.ends_with(right))))
        }
        Function::IndexOf => of_texts(first, second, |left, right| {
            Ok(left.split_once(right).map_or(Datum::integer(-1), |(before, _)| length(before)))
        }),
        Function::Length => of_text(first, length),
        Function::MatchesPattern => {
            of_texts(first, second, |left, right| patterns.match_in(left, right).map(Datum::Boolean))
        }
        Function::StartsWith => {
            of_texts(first, second, |left, right| Ok(Datum::Boolean(left.starts_with(right))))
        }
        Function::Substring => texts::substring(first, &second, third.as_ref()),
        Function::ToLower => of_text(first, |text| Datum::text(text.to_lowercase())),
        Function::ToUpper => of_text(first, |text| Datum::text(text.to_uppercase())),
        Function::Trim => of_text(first, |text| Datum::text(text.trim().to_owned())),

        Function::Now => Ok(Datum::text(format_date_time(now))),
        Function::MinDateTime => Ok(Datum::Text(dates::FIRST.into())),
        Function::MaxDateTime => Ok(Datum::Text(dates::LAST.into())),
        Function::Date => parsed(first, dates::instant, |at| Datum::text(format_date(at.date_naive()))),
        Function::Day => parsed(first, dates::instant, |at| Datum::integer(at.day().into())),
        Function::Month => parsed(first, dates::instant, |at| Datum::integer(at.month().into())),
        Function::Year => parsed(first, dates::instant, |at| Datum::integer(at.year().into())),
        Function::TotalOffsetMinutes => parsed(first, dates::instant, |at| {
            Datum::integer((at.offset().local_minus_utc() / SECONDS_PER_MINUTE).into())
        }),
        Function::Time => parsed(first, dates::time, |time| Datum::text(format_time_of_day(time))),
        Function::Hour => parsed(first, dates::time, |time| Datum::integer(time.hour().into())),
        Function::Minute => parsed(first, dates::time, |time| Datum::integer(time.minute().into())),
        Function::Second => parsed(first, dates::time, |time| Datum::integer(time.second().into())),
        Function::FractionalSeconds => parsed(first, dates::time, |time| {
            Datum::Number(Number::Double(f64::from(time.nanosecond()) / NANOS_PER_SECOND))
        }),
        Function::TotalSeconds => {
            parsed(first, parse_duration, |duration| Datum::Number(Number::Double(duration.as_seconds_f64())))
        }

        Function::Ceiling => rounded(&first, f64::ceil),
        Function::Floor => rounded(&first, f64::floor),
        Function::Round => rounded(&first, f64::round),
    }
}

fn of_text<'a>(text: Datum<'a>, function: impl Fn(&str) -> Datum<'a>) -> Result<Datum<'a>, Error> {
    Ok(text.into_text()?.map_or(Datum::Null, |text| function(&text)))
}

fn of_texts<'a>(
    left: Datum<'a>,
    right: Datum<'a>,
    function: impl Fn(&str, &str) -> Result<Datum<'a>, Error>,
) -> Result<Datum<'a>, Error> {
    match (left.into_text()?, right.into_text()?) {
        (Some(left), Some(right)) => function(&left, &right),
        _ => Ok(Datum::Null),
    }
}

/// Reads a text as something else, and asks for a part of that.
fn parsed<'a, T>(
    text: Datum<'a>,
    parse: impl Fn(&str) -> Option<T>,
    part: impl Fn(T) -> Datum<'a>,
) -> Result<Datum<'a>, Error> {
    let Some(text) = text.into_text()? else { return Ok(Datum::Null) };
    let fault = || Error::bad_request("A part of a date, time or duration is asked of a text that is none.");
    parse(&text).map(part).ok_or_else(fault)
}

fn rounded<'a>(number: &Datum<'a>, rounding: fn(f64) -> f64) -> Result<Datum<'a>, Error> {
    Ok(number.number()?.map_or(Datum::Null, |number| Datum::Number(number.rounded(rounding))))
}
