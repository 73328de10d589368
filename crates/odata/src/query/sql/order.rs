//! `$orderby` as an order of SQL, and what comes after a row in it.

use super::condition::{compared, joined};
use super::operand::{Kind, Operand, Script};
use super::range::Range;
use super::writer::Writer;
use super::{SqlValue, Unsupported};
use crate::query::filter::Number;
use crate::query::page::{Key, Position};
use crate::query::{Comparison, OrderBy};

const ORDER: Unsupported = Unsupported("this order");

impl Writer<'_> {
    /// What rows are ordered by: the keys, and the id of the row where those are equal.
    pub(super) fn keys(&mut self, order_by: &[OrderBy]) -> Result<Vec<SortKey>, Unsupported> {
        let mut keys = Vec::with_capacity(order_by.len() + 1);
        for OrderBy { key, descending } in order_by {
            let operand = self.operand(key)?.filter(|operand| !operand.is_literal).ok_or(ORDER)?;
            keys.push(SortKey { operand, descending: *descending });
        }
        let id = self.compiler.table.column(&["id"]).map(Operand::column).ok_or(ORDER)?;
        keys.push(SortKey { operand: id, descending: false });
        // In memory, texts that are times come first, in the order of the times.
        let is_ordered = |key: &SortKey| match key.operand.kind {
            Kind::Text(script) => script.is_plain,
            Kind::Member => false,
            Kind::Whole(_) | Kind::Boolean | Kind::Instant => true,
        };
        if keys.iter().all(is_ordered) { Ok(keys) } else { Err(ORDER) }
    }

    /// The condition that a row comes after a position.
    pub(super) fn after(&mut self, keys: &[SortKey], position: &Position) -> Result<String, Unsupported> {
        let mut equal: Vec<String> = Vec::new();
        let mut alternatives = Vec::new();
        let id = Key::Text(position.id.clone());
        for (key, value) in keys.iter().zip(position.keys.iter().chain([&id])) {
            let behind = self.behind(key, value)?;
            alternatives.push(joined(&[equal.as_slice(), &[behind]].concat(), "AND"));
            if equal.len() < position.keys.len() {
                let value = self.key(value)?;
                equal.push(compared(Some(key.operand.clone()), Comparison::Eq, value)?);
            }
        }
        self.bounded(joined(&alternatives, "OR"))
    }

    /// The condition that a key is behind a value; null comes before all others.
    fn behind(&mut self, key: &SortKey, value: &Key) -> Result<String, Unsupported> {
        let column = &key.operand.sql;
        match (self.key(value)?, key.descending) {
            (None, false) => Ok(format!("({column} IS NOT NULL)")),
            (None, true) => Ok("FALSE".to_owned()),
            (value, false) => compared(Some(key.operand.clone()), Comparison::Gt, value),
            (value, true) => {
                let less = compared(Some(key.operand.clone()), Comparison::Lt, value)?;
                Ok(format!("({less} OR {column} IS NULL)"))
            }
        }
    }

    /// The value of a key; `None` is null.
    fn key(&mut self, key: &Key) -> Result<Option<Operand>, Unsupported> {
        let (value, kind) = match key {
            Key::Null => return Ok(None),
            Key::Boolean(value) => (SqlValue::Boolean(*value), Kind::Boolean),
            Key::Number(Number::Integer(value)) => {
                (SqlValue::Integer(*value), Kind::Whole(Range::exactly(*value)))
            }
            Key::Number(Number::Double(_)) => return Err(ORDER),
            Key::Instant(instant) => return self.instant(*instant).map(Some),
            Key::Text(text) => (SqlValue::Text(text.clone()), Kind::Text(Script::of(text))),
        };
        Ok(Some(Operand { sql: self.bound(value), kind, is_literal: true }))
    }
}

/// What rows are ordered by.
#[derive(Debug, Clone)]
pub(super) struct SortKey {
    operand: Operand,
    descending: bool,
}

impl SortKey {
    /// As it stands behind `ORDER BY`. Both databases must be told where null comes.
    pub(super) fn text(&self) -> String {
        let direction = if self.descending { "DESC NULLS LAST" } else { "ASC NULLS FIRST" };
        format!("{} {direction}", self.operand.sql)
    }
}
