//! A page of a listing, as a database is asked for it.

use super::condition::joined;
use super::order::SortKey;
use super::writer::Writer;
use super::{SqlCompiler, SqlCondition, Unsupported};
use crate::Error;
use crate::query::page::{SkipToken, skipped};
use crate::query::{Listing, QueryOptions, names};

/// What a database is asked for a page: `SELECT … WHERE page ORDER BY order LIMIT limit OFFSET offset`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlPage {
    /// Which rows there are on all pages.
    pub found: SqlCondition,
    /// Which of them may be on this one.
    pub page: SqlCondition,
    /// In which order.
    pub order: String,
    /// How many to read at most: one more than the page has, to see whether another follows.
    pub limit: usize,
    /// How many to leave out at first.
    pub offset: usize,
}

impl SqlCompiler<'_> {
    /// What a database is asked for the page that `options` ask for. The rows that it answers with are for
    /// [`Listing::read_page`]. `None` when that might be another page; the rows are then for [`Listing::page`].
    ///
    /// # Errors
    /// 400 as for [`Listing::page`], as far as the options alone can tell.
    pub fn page(&self, listing: &Listing<'_>, options: &QueryOptions) -> Result<Option<SqlPage>, Error> {
        names::check(options, listing.evaluation.properties)?;
        let after = SkipToken::of(options)?;
        Ok(self.try_page(listing, options, after.as_ref()).ok())
    }

    /// The condition for the rows that `$filter` and `$search` leave; `None` when they might be others.
    ///
    /// # Errors
    /// As for [`Self::page`].
    pub fn count(
        &self,
        listing: &Listing<'_>,
        options: &QueryOptions,
    ) -> Result<Option<SqlCondition>, Error> {
        names::check(options, listing.evaluation.properties)?;
        Ok(self.found(listing, options).map(|(found, _)| found).ok())
    }

    fn try_page(
        &self,
        listing: &Listing<'_>,
        options: &QueryOptions,
        after: Option<&SkipToken>,
    ) -> Result<SqlPage, Unsupported> {
        let (found, mut writer) = self.found(listing, options)?;
        let keys = writer.keys(&options.order_by)?;
        let order: Vec<String> = keys.iter().map(SortKey::text).collect();
        let text = match after {
            Some(after) => joined(&[found.text.clone(), writer.after(&keys, &after.position)?], "AND"),
            None => found.text.clone(),
        };
        Ok(SqlPage {
            found,
            page: SqlCondition { text, values: writer.values },
            order: order.join(", "),
            limit: listing.limit(options, after),
            offset: if after.is_some() { 0 } else { skipped(options) },
        })
    }

    /// The condition for the rows on all pages, and whoever wrote it.
    fn found<'a>(
        &'a self,
        listing: &Listing<'_>,
        options: &QueryOptions,
    ) -> Result<(SqlCondition, Writer<'a>), Unsupported> {
        let mut writer = Writer::new(*self);
        let mut conditions = Vec::new();
        if let Some(filter) = &options.filter {
            conditions.push(writer.condition(filter)?);
        }
        if let Some(search) = &options.search {
            conditions.push(writer.search(search, listing.searched, listing.evaluation.properties)?);
        }
        let text = if conditions.is_empty() { "TRUE".to_owned() } else { joined(&conditions, "AND") };
        Ok((SqlCondition { text, values: writer.values.clone() }, writer))
    }
}
