//! What a path leads to, and what a literal says.

use chrono::{DateTime, Datelike, NaiveTime, Timelike, Utc};

use super::operand::{Kind, Operand, Script};
use super::range::Range;
use super::writer::Writer;
use super::{SqlTable, SqlValue, Unsupported};
use crate::Literal;
use crate::query::filter::Datum;
use crate::query::{Member, Root, Step};

const PROPERTY: Unsupported = Unsupported("this property");

/// How many nanoseconds the smallest part is that columns hold of an instant.
const NANOS_KEPT: u32 = 1000;

impl<'a> Writer<'a> {
    /// What is kept of a property.
    pub(super) fn member(&self, member: &Member) -> Result<Operand, Unsupported> {
        let (table, path) = self.resolved(member)?;
        table.column(&path).map(Operand::column).ok_or(PROPERTY)
    }

    /// The table in which a path begins, and where it goes from there.
    pub(super) fn resolved<'m>(
        &self,
        member: &'m Member,
    ) -> Result<(&'a dyn SqlTable, Vec<&'m str>), Unsupported> {
        let table = match &member.root {
            Root::Row | Root::It => self.compiler.table,
            Root::Variable(name) => self.item(name)?.table,
        };
        let mut steps = member.steps.as_slice();
        // A type that every row is of changes nothing.
        while let [Step::Cast(type_name), rest @ ..] = steps
            && table.is_of(type_name) == Some(true)
        {
            steps = rest;
        }
        let path: Option<Vec<&str>> = steps.iter().map(property).collect();
        path.map(|path| (table, path)).ok_or(Unsupported("a type in a path"))
    }

    /// What a literal says; `None` is null.
    pub(super) fn literal(&mut self, literal: &Literal) -> Result<Option<Operand>, Unsupported> {
        let (value, kind) = match literal {
            Literal::Boolean(value) => (SqlValue::Boolean(*value), Kind::Boolean),
            Literal::Integer(value) => (SqlValue::Integer(*value), Kind::Whole(Range::exactly(*value))),
            Literal::DateTimeOffset(value) => return self.instant(value.to_utc()).map(Some),
            Literal::Date(value) => return self.instant(value.and_time(NaiveTime::MIN).and_utc()).map(Some),
            other => match Datum::of_literal(other) {
                Datum::Null => return Ok(None),
                Datum::EnumMember(member) => (SqlValue::Text(member.to_owned()), Kind::Member),
                Datum::Text(text) => {
                    let script = Script::of(&text);
                    (SqlValue::Text(text.into_owned()), Kind::Text(script))
                }
                _ => return Err(Unsupported("a literal of this type")),
            },
        };
        Ok(Some(Operand { sql: self.bound(value), kind, is_literal: true }))
    }

    /// An instant, if columns can hold it to the last digit.
    pub(super) fn instant(&mut self, instant: DateTime<Utc>) -> Result<Operand, Unsupported> {
        let is_kept = instant.nanosecond().is_multiple_of(NANOS_KEPT) && (1..=9999).contains(&instant.year());
        if !is_kept {
            return Err(Unsupported("so exact a time"));
        }
        Ok(Operand { sql: self.bound(SqlValue::Instant(instant)), kind: Kind::Instant, is_literal: true })
    }
}

/// The property that a step leads to; `None` if it leads to a type.
fn property(step: &Step) -> Option<&str> {
    match step {
        Step::Property(name) => Some(name),
        Step::Cast(_) => None,
    }
}
