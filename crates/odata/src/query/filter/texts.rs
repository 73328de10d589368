//! Parts of texts, and patterns in them. Positions are in characters, from zero.

use std::cell::RefCell;
use std::collections::HashMap;

use regex::{Regex, RegexBuilder};

use super::datum::Datum;
use crate::Error;

/// How much memory a pattern may take, in bytes.
const LARGEST_PATTERN: usize = 256 * 1024;

/// How many patterns are kept.
const MOST_PATTERNS: usize = 16;

/// The part of a text from a position, perhaps of a length. Beyond the end there is nothing.
pub(super) fn substring<'a>(
    text: Datum<'_>,
    from: &Datum<'_>,
    wanted: Option<&Datum<'_>>,
) -> Result<Datum<'a>, Error> {
    let (Some(text), Some(from)) = (text.into_text()?, position(from)?) else { return Ok(Datum::Null) };
    let characters = text.chars().skip(from);
    match wanted.map(position) {
        None => Ok(Datum::text(characters.collect())),
        Some(wanted) => {
            Ok(wanted?.map_or(Datum::Null, |wanted| Datum::text(characters.take(wanted).collect())))
        }
    }
}

/// A whole number, zero if it is less; `None` for null.
fn position(datum: &Datum<'_>) -> Result<Option<usize>, Error> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast to usize saturates")]
    Ok(datum.number()?.map(|number| number.double() as usize))
}

/// How many characters a text has.
pub(super) fn length<'a>(text: &str) -> Datum<'a> {
    Datum::integer(i64::try_from(text.chars().count()).unwrap_or(i64::MAX))
}

/// The patterns of `matchesPattern`, prepared once for all rows.
#[derive(Debug, Default)]
pub(in crate::query) struct Patterns {
    prepared: RefCell<HashMap<String, Regex>>,
}

impl Patterns {
    /// Whether `pattern` matches somewhere in `text`.
    pub(super) fn match_in(&self, text: &str, pattern: &str) -> Result<bool, Error> {
        let mut prepared = self.prepared.borrow_mut();
        if let Some(regex) = prepared.get(pattern) {
            return Ok(regex.is_match(text));
        }
        let regex = RegexBuilder::new(pattern).size_limit(LARGEST_PATTERN).build();
        let regex = regex.map_err(|_| {
            Error::bad_request("The pattern of matchesPattern cannot be read, or needs too much memory.")
        })?;
        let matches = regex.is_match(text);
        if prepared.len() < MOST_PATTERNS {
            prepared.insert(pattern.to_owned(), regex);
        }
        Ok(matches)
    }
}
