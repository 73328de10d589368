//! `$search` as a condition.

use super::condition::joined;
use super::writer::Writer;
use super::{SqlType, SqlValue, Unsupported};
use crate::query::{Properties, Search};

impl Writer<'_> {
    /// The condition that something is found in the properties `searched`, of which a row need not have all.
    pub(super) fn search(
        &mut self,
        search: &Search,
        searched: &[&str],
        properties: &dyn Properties,
    ) -> Result<String, Unsupported> {
        let condition = match search {
            Search::Text(wanted) => self.word(wanted, searched, properties)?,
            Search::And(terms) => joined(&self.searches(terms, searched, properties)?, "AND"),
            Search::Or(terms) => joined(&self.searches(terms, searched, properties)?, "OR"),
            Search::Not(term) => format!("(NOT {})", self.search(term, searched, properties)?),
        };
        self.bounded(condition)
    }

    fn searches(
        &mut self,
        terms: &[Search],
        searched: &[&str],
        properties: &dyn Properties,
    ) -> Result<Vec<String>, Unsupported> {
        terms.iter().map(|term| self.search(term, searched, properties)).collect()
    }

    fn word(
        &mut self,
        wanted: &str,
        searched: &[&str],
        properties: &dyn Properties,
    ) -> Result<String, Unsupported> {
        let mut conditions = Vec::new();
        for name in searched.iter().copied().filter(|name| properties.is_property(&[name])) {
            let column = self.compiler.table.column(&[name]);
            // Databases know the case of ASCII alone.
            let column = column.filter(|column| column.holds == SqlType::Word);
            let column = column.ok_or(Unsupported("the search in this property"))?;
            let part = self.bound(SqlValue::Text(wanted.to_lowercase()));
            let text = format!("lower({})", column.sql);
            conditions.push(format!("coalesce({} > 0, FALSE)", self.position(&text, &part)));
        }
        Ok(if conditions.is_empty() { "FALSE".to_owned() } else { joined(&conditions, "OR") })
    }
}
