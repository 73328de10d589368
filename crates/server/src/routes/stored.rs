//! Lists that the store looks through: which column holds which property, and the pages that are chosen there.
//!
//! What a query asks that no column tells is looked for in memory, as in all other lists.

use industry_data::schema::{MODEL, RowsOf};
use odata::Error;
use odata::query::{
    Listing, QueryOptions, SqlColumn, SqlCompiler, SqlCondition, SqlDialect, SqlItems, SqlPage, SqlTable,
    SqlType, SqlValue,
};
use store::Dialect;
use store::lists::{Column, Condition, FIRST_PLACEHOLDER, Given, Holds, Parts, Selection};

use super::collection::PAGE;
use super::listing::listing;
use crate::call::Call;
use crate::service::Service;

/// Where the properties of a list are.
pub(super) struct Stored {
    pub(super) of: RowsOf,
    /// The type that every row is of at least.
    pub(super) type_name: &'static str,
    /// Whether rows may be of types that extend it.
    pub(super) has_subtypes: bool,
    /// The columns that the store names.
    pub(super) columns: &'static [Column],
    /// The path of a property, and the name of its column.
    pub(super) properties: &'static [(&'static str, &'static str)],
    /// The path of a property, and what it is computed from.
    pub(super) computed: &'static [(&'static str, SqlColumn)],
    /// The path of a collection, where its items lie, and their properties.
    pub(super) items: &'static [(&'static str, Parts, &'static Self)],
}

/// What the store is asked for a page.
pub(super) struct Asked {
    pub(super) page: Selection,
    /// Which rows there are on all pages, if that was asked.
    pub(super) counted: Option<Condition>,
}

/// What the store is asked for the page that a call wants; `None` when it cannot be asked.
///
/// # Errors
/// 400 when the options are wrong.
pub(super) fn page(
    service: &Service,
    call: &Call,
    stored: &Stored,
    options: &QueryOptions,
) -> Result<Option<Asked>, Error> {
    let page_size = Some(call.wishes.page_size(PAGE));
    let listing = Listing { page_size, ..listing(service, &stored.of) };
    let asked = compiler(service, call, stored).page(&listing, options)?;
    let asked = asked.map(|SqlPage { found, page, order, limit, offset }| Asked {
        page: Selection { condition: condition(page), order, limit, offset },
        counted: (options.count == Some(true)).then(|| condition(found)),
    });
    Ok(asked)
}

/// The rows that a call wants to have counted; `None` when the store cannot be asked.
///
/// # Errors
/// 400 when the options are wrong.
pub(super) fn counted(service: &Service, call: &Call, stored: &Stored) -> Result<Option<Condition>, Error> {
    let listing = listing(service, &stored.of);
    let found = compiler(service, call, stored).count(&listing, &call.options)?;
    Ok(found.map(condition))
}

fn compiler<'a>(service: &Service, call: &Call, stored: &'a Stored) -> SqlCompiler<'a> {
    let dialect = match call.caller.store.dialect() {
        Dialect::Sqlite => SqlDialect::Sqlite,
        Dialect::Postgres => SqlDialect::Postgres,
    };
    SqlCompiler { dialect, table: stored, now: service.clock.now(), first: FIRST_PLACEHOLDER }
}

fn condition(SqlCondition { text, values }: SqlCondition) -> Condition {
    let given = |value| match value {
        SqlValue::Text(text) => Given::Text(text),
        SqlValue::Integer(number) => Given::Integer(number),
        SqlValue::Boolean(truth) => Given::Boolean(truth),
        SqlValue::Instant(instant) => Given::Instant(instant),
    };
    Condition { sql: text, values: values.into_iter().map(given).collect() }
}

impl SqlTable for Stored {
    fn column(&self, path: &[&str]) -> Option<SqlColumn> {
        if let Some((_, column)) = self.computed.iter().find(|(property, _)| leads(path, property)) {
            return Some(*column);
        }
        let (_, name) = self.properties.iter().find(|(property, _)| leads(path, property))?;
        let column = self.columns.iter().find(|column| column.name == *name)?;
        let holds = match column.holds {
            Holds::Text => SqlType::Text,
            Holds::Word => SqlType::Word,
            Holds::Instant => SqlType::Instant,
        };
        Some(SqlColumn { sql: column.sql, holds })
    }

    fn items(&self, path: &[&str]) -> Option<SqlItems<'_>> {
        let (_, parts, table) = self.items.iter().find(|(collection, ..)| leads(path, collection))?;
        Some(SqlItems { from: parts.from, belong: parts.belong, table: *table })
    }

    fn is_of(&self, type_name: &str) -> Option<bool> {
        match MODEL.is_a(self.type_name, type_name) {
            false if self.has_subtypes => None,
            is_of => Some(is_of),
        }
    }
}

/// Whether a path is that of a property.
fn leads(path: &[&str], property: &str) -> bool {
    property.split('/').map(str::to_ascii_lowercase).eq(path.iter().map(|name| name.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use odata::query::Evaluation;

    use super::*;
    use crate::routes::{operations, runs};

    /// What the store is asked for a page of two rows, if it is.
    fn asked(stored: &Stored, query: &str) -> Option<SqlPage> {
        let now = "2026-09-01T06:00:00Z".parse().unwrap();
        let compiler =
            SqlCompiler { dialect: SqlDialect::Sqlite, table: stored, now, first: FIRST_PLACEHOLDER };
        let evaluation = Evaluation { now, properties: &stored.of };
        let listing =
            Listing { evaluation, searched: &["displayName"], page_size: Some(2), has_order: false };
        let options = QueryOptions::parse(query).unwrap();
        compiler.page(&listing, &options).unwrap_or_else(|error| panic!("{query}: {error}"))
    }

    #[test]
    fn one_page_is_read_for_what_clients_ask() {
        for query in [
            "$orderby=startDateTime desc",
            "$filter=status eq 'failed' and startDateTime ge 2026-09-01",
            "$filter=blockingError/code eq 'FILE-MISSING'&$orderby=displayName",
            "$filter=activities/any(a:a/status eq 'failed')",
            "$filter=startswith(displayName,'Run 2026')&$search=run",
            "$filter=STATUS eq microsoft.graph.industryData.industryDataRunStatus'running'",
            "$filter=isof('microsoft.graph.industryData.industryDataRun')",
        ] {
            assert_eq!(asked(&runs::STORED, query).map(|page| page.limit), Some(3), "{query}");
        }
        for query in [
            "$orderby=createdDateTime",
            "$filter=status eq 'failed' and lastActionDateTime lt now()",
            "$filter=isof('microsoft.graph.industryData.fileValidateOperation') and contains(statusDetail,'x')",
            "$filter=microsoft.graph.industryData.validateOperation/status ne 'running'&$top=9",
        ] {
            assert_eq!(asked(&operations::STORED, query).map(|page| page.limit), Some(3), "{query}");
        }
    }

    #[test]
    fn what_no_column_tells_is_looked_for_in_memory() {
        for query in [
            "$filter=blockingError ne null",
            "$filter=matchesPattern(displayName,'^Run')",
            "$filter=activities/any(a:isof(a,'microsoft.graph.industryData.inboundFlowActivity'))",
            "$filter=activities/any(a:a/activity/displayName eq 'x')",
        ] {
            assert_eq!(asked(&runs::STORED, query), None, "{query}");
        }
        let of_files = "$filter=microsoft.graph.industryData.fileValidateOperation/validatedFiles/any()";
        assert_eq!(asked(&operations::STORED, of_files), None);
    }

    /// Each column that a list names is one that the store has.
    #[test]
    fn every_property_has_its_column() {
        for stored in [&runs::STORED, &operations::STORED, runs::STORED.items[0].2] {
            for (property, _) in stored.properties.iter() {
                let path: Vec<&str> = property.split('/').collect();
                assert!(stored.column(&path).is_some(), "{property}");
                assert!(odata::query::Properties::is_property(&stored.of, &path), "{property}");
            }
        }
    }
}
