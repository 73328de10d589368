//! Reading a literal off the front of a text.
//!
//! Left out are points and shapes on the globe: nothing here has a place.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use uuid::Uuid;

use super::{Literal, LiteralError};
use crate::time::{parse_date, parse_date_time_offset, parse_duration, parse_time_of_day};

/// The alphabet of URLs; padding may be left out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// How many bytes a guid takes.
const GUID: usize = 36;

type Read = Result<Option<(Literal, usize)>, LiteralError>;

pub(super) fn read(text: &str) -> Read {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some('\''), _) => quoted(text).map(|(value, length)| Some((Literal::String(value), length))),
        (Some('@'), _) => Ok(alias(text)),
        (Some(first), _) if first.is_ascii_digit() => bare(text),
        (Some('+' | '-'), Some(second)) if second.is_ascii_digit() => bare(text),
        _ if text.starts_with("-INF") => bare(text),
        (Some(first), _) if is_name(first) => word(text),
        _ => Ok(None),
    }
}

/// What stands in the quotes that `text` begins with, and where they end.
fn quoted(text: &str) -> Result<(String, usize), LiteralError> {
    let mut value = String::new();
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        let ends = character == '\'' && characters.next_if(|(_, next)| *next == '\'').is_none();
        if ends {
            return Ok((value, at + 1));
        }
        value.push(character);
    }
    Err(LiteralError { at: 0, reason: "the quote is never closed" })
}

/// `@name`, but not an annotation, which has a dot.
fn alias(text: &str) -> Option<(Literal, usize)> {
    let (name, rest) = split_while(text.strip_prefix('@')?, is_name);
    let named = name.starts_with(|first: char| !first.is_ascii_digit()) && !rest.starts_with('.');
    named.then(|| (Literal::Alias(name.to_owned()), 1 + name.len()))
}

/// What begins with a digit or a sign: a number, a date, a time, a guid.
fn bare(text: &str) -> Read {
    let (token, _) = split_while(text, |c| is_name(c) || matches!(c, '.' | ':' | '+' | '-'));
    let literal = guid(token)
        .or_else(|| token.parse().ok().map(Literal::Integer))
        .or_else(|| parse_date(token).map(Literal::Date))
        .or_else(|| parse_date_time_offset(token).map(Literal::DateTimeOffset))
        .or_else(|| parse_time_of_day(token).map(Literal::TimeOfDay))
        .or_else(|| number(token).map(Literal::Double))
        .ok_or(LiteralError { at: 0, reason: "this is no number, date, time or guid" })?;
    Ok(Some((literal, token.len())))
}

/// What begins with a letter: a keyword, a guid, or a type before quotes. Any other is a name, and no literal.
fn word(text: &str) -> Read {
    let (token, _) = split_while(text, |c| is_name(c) || matches!(c, '.' | '-'));
    if let Some(guid) = guid(token) {
        return Ok(Some((guid, token.len())));
    }
    let (name, rest) = split_while(text, |c| is_name(c) || c == '.');
    if rest.starts_with('\'') {
        let (value, length) =
            quoted(rest).map_err(|error| LiteralError { at: name.len() + error.at, ..error })?;
        return Ok(Some((typed(name, value)?, name.len() + length)));
    }
    let literal = match name {
        "null" => Literal::Null,
        "true" => Literal::Boolean(true),
        "false" => Literal::Boolean(false),
        "INF" => Literal::Double(f64::INFINITY),
        "NaN" => Literal::Double(f64::NAN),
        _ => return Ok(None),
    };
    Ok(Some((literal, name.len())))
}

/// A value in quotes that says its type before them.
fn typed(type_name: &str, value: String) -> Result<Literal, LiteralError> {
    let fault = |reason| LiteralError { at: 0, reason };
    match type_name.to_ascii_lowercase().as_str() {
        "duration" => parse_duration(&value)
            .map(Literal::Duration)
            .ok_or_else(|| fault("this is no duration; one looks like P1DT2H3M4.5S")),
        "binary" => BASE64
            .decode(value)
            .map(Literal::Binary)
            .map_err(|_| fault("this is no base64 in the alphabet of URLs")),
        "geography" | "geometry" => Err(fault("places are not supported")),
        name if name.contains('.') && !value.is_empty() => {
            Ok(Literal::Enum { type_name: type_name.to_owned(), value })
        }
        _ => Err(fault("this is no type that stands before quotes")),
    }
}

fn guid(token: &str) -> Option<Literal> {
    Uuid::try_parse(token).ok().filter(|_| token.len() == GUID).map(Literal::Guid)
}

/// Digits, perhaps a fraction, perhaps an exponent. The standard library alone would take `.5` and `infinity`.
fn number(token: &str) -> Option<f64> {
    if token == "-INF" {
        return Some(f64::NEG_INFINITY);
    }
    let unsigned = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let signed = |text: &str| unsigned(text.strip_prefix(['+', '-']).unwrap_or(text));
    let (mantissa, exponent) = token.split_once(['e', 'E']).unwrap_or((token, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let shaped = signed(whole) && unsigned(fraction) && signed(exponent);
    token.parse().ok().filter(|value: &f64| shaped && value.is_finite())
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The longest start of `text` whose characters all `fit`, and the rest.
fn split_while(text: &str, fit: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|character| !fit(character)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Literal {
        Literal::String(value.to_owned())
    }

    #[test]
    fn each_form_is_read() {
        let guid = "01234567-89ab-cdef-0123-456789abcdef";
        let cases = [
            ("null", Literal::Null),
            ("true", Literal::Boolean(true)),
            ("false", Literal::Boolean(false)),
            ("0", Literal::Integer(0)),
            ("-17", Literal::Integer(-17)),
            ("+17", Literal::Integer(17)),
            ("9223372036854775807", Literal::Integer(i64::MAX)),
            ("9223372036854775808", Literal::Double(9_223_372_036_854_775_808.0)),
            ("0.25", Literal::Double(0.25)),
            ("-2.5e-1", Literal::Double(-0.25)),
            ("+25E+2", Literal::Double(2500.0)),
            ("INF", Literal::Double(f64::INFINITY)),
            ("-INF", Literal::Double(f64::NEG_INFINITY)),
            ("''", text("")),
            ("''''", text("'")),
            ("'it''s ''so'''", text("it's 'so'")),
            ("'日本 (x)/y'", text("日本 (x)/y")),
            (guid, Literal::Guid(Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef))),
            ("FEDCBA98-0000-0000-0000-000000000000", Literal::Guid(Uuid::from_u128(0xfedc_ba98 << 96))),
            ("2026-09-01", Literal::Date("2026-09-01".parse().unwrap())),
            ("2026-09-01T06:00Z", Literal::DateTimeOffset("2026-09-01T06:00:00Z".parse().unwrap())),
            (
                "2026-09-01T06:00:00.5+02:00",
                Literal::DateTimeOffset("2026-09-01T04:00:00.5Z".parse().unwrap()),
            ),
            ("06:30:15", Literal::TimeOfDay("06:30:15".parse().unwrap())),
            ("duration'PT1M'", Literal::Duration(chrono::TimeDelta::minutes(1))),
            ("binary'_-8='", Literal::Binary(vec![0xff, 0xef])),
            ("binary'_-8'", Literal::Binary(vec![0xff, 0xef])),
            ("binary''", Literal::Binary(vec![])),
            (
                "a.b.Colour'Red,Blue'",
                Literal::Enum { type_name: "a.b.Colour".into(), value: "Red,Blue".into() },
            ),
            ("@p1", Literal::Alias("p1".to_owned())),
        ];
        for (written, read) in cases {
            assert_eq!(Literal::parse(written), Ok(read), "{written}");
        }
        assert!(matches!(Literal::parse("NaN"), Ok(Literal::Double(value)) if value.is_nan()));
    }

    #[test]
    fn what_is_none_is_refused_where_it_goes_wrong() {
        let cases = [
            ("", 0),
            ("staff", 0),
            ("True", 0),
            ("NULL", 0),
            ("@", 0),
            ("@1", 0),
            ("@odata.type", 0),
            ("'open", 0),
            ("'it's'", 4),
            ("1.", 0),
            (".5", 0),
            ("1e5e6", 0),
            ("1e999", 0),
            ("5L", 0),
            ("+INF", 0),
            ("2026-13-01", 0),
            ("01234567-89ab-cdef-0123-456789abcdeg", 0),
            ("01234567-89ab-cdef-0123-456789abcdef0", 0),
            ("1 ", 1),
            ("guid'01234567-89ab-cdef-0123-456789abcdef'", 0),
            ("duration'P1Y'", 0),
            ("binary'a b'", 0),
            ("binary'a", 6),
            ("a.b''", 0),
            ("geography'SRID=0;Point(1 2)'", 0),
        ];
        for (written, at) in cases {
            assert_eq!(Literal::parse(written).map_err(|error| error.at), Err(at), "{written}");
        }
    }

    #[test]
    fn a_literal_ends_where_something_else_begins() {
        let cases = [
            ("5 add 3", Some(1)),
            ("'a',2", Some(3)),
            ("true)", Some(4)),
            ("@p)", Some(2)),
            ("nullable eq 1", None),
            ("-Price", None),
            ("(1)", None),
            ("deadbeef-x", None),
            ("naïve", None),
        ];
        for (written, length) in cases {
            let read = Literal::read(written).unwrap();
            assert_eq!(read.map(|(_, length)| length), length, "{written}");
        }
    }
}
