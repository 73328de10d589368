//! One value, checked and normalised by its kind.
//!
//! A check sees no file, no row and no column: it takes text from which outer white space has been
//! trimmed and that is not empty, and says what the value is or what is wrong with it. Whether that
//! drops the record is decided where it is known whether the column is required.

mod code;
mod date;
mod email;
mod list;
mod phone;
#[cfg(test)]
mod tests;
mod text;

use std::borrow::Cow;

use model::codes::{CodeBook, CodeList};
use model::{Rule, Severity};

#[cfg(test)]
use crate::ColumnKind;

/// The greatest length of a value, in characters; directories take 256 at most.
const MAX_CHARACTERS: usize = 255;

/// What the values of a column must be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// An id of the source system. Case is kept and counts.
    Id,
    /// A name to sign in with.
    Username,
    /// Text for people to read.
    Text,
    /// One code of a list of values.
    Code(&'static CodeList),
    /// A role in a section: a code, or one of the retired ones.
    SectionRole,
    /// Several codes, separated by commas.
    Codes(&'static CodeList),
    /// Several ids, separated by commas.
    Ids,
    /// An ISO 8601 date, or a date-time that is cut to its date.
    Date,
    /// `true` or `false`, in any case.
    Bool,
    /// An address (RFC 5322, section 3.4.1).
    Email,
    /// A telephone number.
    Phone,
    /// The year that names a school year: 2000 to 2100.
    Year,
}

/// What a check says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Checked<'a> {
    /// The value, normalised.
    Good(Cow<'a, str>),
    /// A value that can be used, and something to be said about it.
    Noted(Cow<'a, str>, Severity, Flaw),
    /// No value.
    Bad(Flaw),
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flaw {
    pub(crate) rule: Rule,
    /// What would have been right, to follow the word "expected".
    pub(crate) expected: Cow<'static, str>,
    /// What stood there, or those members of it that are wrong.
    pub(crate) found: String,
    /// What was done, as a sentence, when the value is kept nevertheless.
    pub(crate) kept_as: Option<&'static str>,
}

impl Kind {
    /// Takes away what stands around a value without being part of it; in a list, also the commas
    /// before the first member and behind the last.
    fn trim(self, raw: &str) -> &str {
        match self {
            Self::Codes(_) | Self::Ids => raw.trim_matches(|c: char| c == ',' || c.is_whitespace()),
            _ => raw.trim(),
        }
    }

    /// How the normalised tables hold values of this kind.
    #[cfg(test)]
    pub(crate) const fn stored_as(self) -> ColumnKind {
        match self {
            Self::Codes(_) | Self::Ids => ColumnKind::List,
            Self::Date => ColumnKind::Date,
            Self::Bool => ColumnKind::Bool,
            _ => ColumnKind::Text,
        }
    }

    /// Whether white space around a value is worth a remark: other systems may compare such a value
    /// as it was sent.
    const fn is_identifying(self) -> bool {
        matches!(self, Self::Id | Self::Username)
    }

    /// Whether values come from a fixed vocabulary, so that a message may quote one.
    pub(crate) const fn is_vocabulary(self) -> bool {
        matches!(
            self,
            Self::Code(_) | Self::SectionRole | Self::Codes(_) | Self::Date | Self::Bool | Self::Year
        )
    }
}

/// Trims and checks what stands in a field; `None` when nothing does. Codes are those of `codes`.
pub(crate) fn check<'a>(kind: Kind, raw: Cow<'a, str>, codes: &'a CodeBook) -> Option<Checked<'a>> {
    match raw {
        Cow::Borrowed(raw) => check_borrowed(kind, raw, codes),
        Cow::Owned(raw) => check_borrowed(kind, &raw, codes).map(Checked::into_owned),
    }
}

fn check_borrowed<'a>(kind: Kind, raw: &'a str, codes: &'a CodeBook) -> Option<Checked<'a>> {
    let value = kind.trim(raw);
    if value.is_empty() {
        return None;
    }
    let checked = check_trimmed(kind, value, codes);
    let is_remarkable = kind.is_identifying() && value.len() < raw.len();
    Some(if is_remarkable { note_trimming(checked, raw) } else { checked })
}

fn check_trimmed<'a>(kind: Kind, value: &'a str, codes: &'a CodeBook) -> Checked<'a> {
    match kind {
        Kind::Id | Kind::Username | Kind::Text => text::check(value),
        Kind::Code(list) => code::check(codes, list, value),
        Kind::SectionRole => code::check_section_role(codes, value),
        Kind::Codes(list) => list::check_codes(codes, list, value),
        Kind::Ids => list::check_ids(value),
        Kind::Date => date::check(value),
        Kind::Bool => code::check_bool(value),
        Kind::Email => email::check(value),
        Kind::Phone => phone::check(value),
        Kind::Year => date::check_year(value),
    }
}

/// A value that is bad for another reason stays with that reason.
fn note_trimming<'a>(checked: Checked<'a>, raw: &str) -> Checked<'a> {
    let Checked::Good(value) = checked else { return checked };
    let flaw = Flaw {
        rule: Rule::ValTrim,
        expected: Cow::Borrowed("a value without white space around it"),
        found: raw.to_owned(),
        kept_as: Some("The white space was removed"),
    };
    Checked::Noted(value, Severity::Info, flaw)
}

impl Checked<'_> {
    fn bad(rule: Rule, expected: impl Into<Cow<'static, str>>, found: &str) -> Self {
        Self::Bad(Flaw { rule, expected: expected.into(), found: found.to_owned(), kept_as: None })
    }

    fn into_owned(self) -> Checked<'static> {
        let own = |value: Cow<'_, str>| Cow::Owned(value.into_owned());
        match self {
            Self::Good(value) => Checked::Good(own(value)),
            Self::Noted(value, severity, flaw) => Checked::Noted(own(value), severity, flaw),
            Self::Bad(flaw) => Checked::Bad(flaw),
        }
    }
}
