//! Collections: how many items they have, and conditions on them.

use super::operand::{Kind, Operand};
use super::range::Range;
use super::writer::Writer;
use super::{SqlItems, Unsupported};
use crate::query::{Member, Predicate};

impl<'a> Writer<'a> {
    /// The items that have this name here.
    pub(super) fn item(&self, name: &str) -> Result<SqlItems<'a>, Unsupported> {
        let named = self.items.iter().rfind(|(known, _)| known == name);
        named.map(|(_, items)| *items).ok_or(Unsupported("this name"))
    }

    /// How many items there are.
    pub(super) fn count(&self, collection: &Member) -> Result<Operand, Unsupported> {
        let SqlItems { from, belong, .. } = self.items_of(collection)?;
        let count = format!("(SELECT count(*) FROM {from} WHERE {belong})");
        Ok(Operand::computed(count, Kind::Whole(Range::ANY)))
    }

    /// Whether an item fulfils the condition, or is there at all.
    pub(super) fn any(
        &mut self,
        collection: &Member,
        predicate: Option<&Predicate>,
    ) -> Result<String, Unsupported> {
        let items = self.items_of(collection)?;
        let condition = match predicate {
            Some(predicate) => format!(" AND {}", self.predicate(items, predicate)?),
            None => String::new(),
        };
        Ok(format!("(EXISTS (SELECT 1 FROM {} WHERE {}{condition}))", items.from, items.belong))
    }

    /// Whether every item fulfils the condition.
    pub(super) fn all(&mut self, collection: &Member, predicate: &Predicate) -> Result<String, Unsupported> {
        let items = self.items_of(collection)?;
        let condition = self.predicate(items, predicate)?;
        Ok(format!(
            "(NOT EXISTS (SELECT 1 FROM {} WHERE {} AND coalesce(NOT {condition}, TRUE)))",
            items.from, items.belong
        ))
    }

    fn predicate(&mut self, items: SqlItems<'a>, predicate: &Predicate) -> Result<String, Unsupported> {
        self.items.push((predicate.variable.clone(), items));
        let condition = self.condition(&predicate.condition);
        self.items.pop();
        condition
    }

    fn items_of(&self, collection: &Member) -> Result<SqlItems<'a>, Unsupported> {
        let (table, path) = self.resolved(collection)?;
        let items = table.items(&path).ok_or(Unsupported("this collection"))?;
        // Within itself its name would stand for the inner rows alone.
        match self.items.iter().any(|(_, outer)| outer.from == items.from) {
            true => Err(Unsupported("a collection within itself")),
            false => Ok(items),
        }
    }
}
