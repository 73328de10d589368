//! Answers the options of a query from rows in memory, a page at a time.
//!
//! A page begins after the last row of the one before, whatever became of the rows in between: a row that is
//! added or removed moves no other onto a page twice, or off all pages.

mod hidden;
mod order;
mod projection;
mod skip_token;

use std::borrow::Borrow;

use serde_json::Value;

use super::filter::{self, Patterns};
use super::{Evaluation, Expr, QueryOptions, Search, SystemOption, names, raw};
use crate::Error;
use order::Placed;
pub(super) use order::{Key, Position};
pub(super) use skip_token::SkipToken;

/// How the rows of a collection are listed.
#[derive(Clone, Copy)]
pub struct Listing<'a> {
    /// What expressions are answered with.
    pub evaluation: Evaluation<'a>,
    /// The properties in which `$search` looks.
    pub searched: &'a [&'a str],
    /// How many rows a page has at most. With `None` all are on one page.
    pub page_size: Option<usize>,
    /// Whether the rows come in an order of their own, to which others are only ever added at the end: where the
    /// query asks for no order they stay in theirs. Other rows then come in the order of their `id`.
    pub has_order: bool,
}

/// A row, at hand or borrowed: of rows that are kept, only those on the page are copied.
pub trait Row: Borrow<Value> {
    /// The row at hand.
    fn into_value(self) -> Value;
}

impl Row for Value {
    fn into_value(self) -> Value {
        self
    }
}

impl Row for &Value {
    fn into_value(self) -> Value {
        self.clone()
    }
}

/// One page of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The rows, with the properties that were selected.
    pub rows: Vec<Value>,
    /// How many rows there are on all pages, if that was asked.
    pub count: Option<usize>,
    /// Where the next page begins: the value of its `$skiptoken`. `None` on the last page.
    pub next: Option<String>,
}

impl Listing<'_> {
    /// The page that `options` ask for. `rows` are all there are, each with an `id` of its own.
    /// `$select` keeps `id`, annotations and what `$expand` names; to expand is up to the caller. Related entities
    /// that `options` look at must be there ([`QueryOptions::needs`]), and are shown only where they are expanded.
    ///
    /// # Errors
    /// 400 when the options name a property that is not there, ask of a value what its type cannot do, or
    /// carry a skip token of another query.
    pub fn page<R: Row>(
        &self,
        rows: impl IntoIterator<Item = R>,
        options: &QueryOptions,
    ) -> Result<Page, Error> {
        let rows = self.found(rows, options)?;
        let count = (options.count == Some(true)).then_some(rows.len());
        let after = SkipToken::of(options)?;
        let stays = self.has_order && options.order_by.is_empty();
        let mut rows = order::placed(rows, &options.order_by, &self.evaluation)?;
        if !stays {
            order::sort(&mut rows, &options.order_by);
        }
        let rows = match &after {
            Some(token) if stays => behind(rows, skipped(options).saturating_add(token.rows)),
            Some(token) => order::after(rows, &token.position, &options.order_by),
            None => behind(rows, skipped(options)),
        };
        let (rows, next) = self.cut(rows, options, after.as_ref());
        Ok(Page { rows: self.shown(rows, options), count, next })
    }

    /// The page of the rows that a database has found for it, in their order (`SqlCompiler::page`); `count` is how
    /// many there are on all pages, if that was asked.
    ///
    /// # Errors
    /// As for [`Self::page`].
    pub fn read_page(
        &self,
        rows: Vec<Value>,
        count: Option<usize>,
        options: &QueryOptions,
    ) -> Result<Page, Error> {
        let rows = order::placed(rows, &options.order_by, &self.evaluation)?;
        let (rows, next) = self.cut(rows, options, SkipToken::of(options)?.as_ref());
        Ok(Page { rows: self.shown(rows, options), count, next })
    }

    /// How many rows to read for a page: one more than it has, to see whether another follows.
    pub(super) fn limit(&self, options: &QueryOptions, after: Option<&SkipToken>) -> usize {
        let most = self.page_size.map_or(usize::MAX, |size| size.saturating_add(1));
        most.min(left(options, after))
    }

    /// The rows with what an answer shows of them.
    fn shown<R: Row>(&self, rows: Vec<R>, options: &QueryOptions) -> Vec<Value> {
        let hidden = hidden::paths(options, self.evaluation.properties);
        let shown = |row: R| {
            let row = hidden::without(row.into_value(), &hidden, &self.evaluation);
            projection::selected(row, options, &self.evaluation)
        };
        rows.into_iter().map(shown).collect()
    }

    /// How many rows `$filter` and `$search` leave.
    ///
    /// # Errors
    /// As for [`Self::page`].
    pub fn count<R: Row>(
        &self,
        rows: impl IntoIterator<Item = R>,
        options: &QueryOptions,
    ) -> Result<usize, Error> {
        Ok(self.found(rows, options)?.len())
    }

    /// The rows that `$filter` and `$search` leave.
    fn found<R: Row>(
        &self,
        rows: impl IntoIterator<Item = R>,
        options: &QueryOptions,
    ) -> Result<Vec<R>, Error> {
        names::check(options, self.evaluation.properties)?;
        let patterns = Patterns::default();
        let mut found = Vec::new();
        for row in rows {
            let value: &Value = row.borrow();
            let is_searched = options.search.as_ref().is_none_or(|search| self.is_found(search, value));
            if is_searched && self.is_met(options.filter.as_ref(), value, &patterns)? {
                found.push(row);
            }
        }
        Ok(found)
    }

    fn is_met(&self, filter: Option<&Expr>, row: &Value, patterns: &Patterns) -> Result<bool, Error> {
        let Some(condition) = filter else { return Ok(true) };
        let holds = filter::holds(condition, row, &self.evaluation, patterns);
        holds.map_err(|error| error.at(SystemOption::Filter.name()))
    }

    fn is_found(&self, search: &Search, row: &Value) -> bool {
        let texts = self.searched.iter().filter_map(|name| filter::property(row, name).as_str());
        search.is_found_in(&texts.collect::<Vec<_>>())
    }

    /// The rows of this page, and where the next begins.
    fn cut<R>(
        &self,
        mut rows: Vec<Placed<R>>,
        options: &QueryOptions,
        after: Option<&SkipToken>,
    ) -> (Vec<R>, Option<String>) {
        rows.truncate(left(options, after));
        let all = rows.len();
        let earlier = after.map_or(0, |token| token.rows);
        rows.truncate(self.page_size.unwrap_or(usize::MAX));
        let next = rows.last().filter(|_| rows.len() < all).map(|last| {
            SkipToken { rows: earlier + rows.len(), position: last.position.clone() }.to_string()
        });
        (rows.into_iter().map(|placed| placed.row).collect(), next)
    }
}

impl Page {
    /// The link to the next page, with all options of this one: `base` is the absolute URL that was asked,
    /// without its query, and `raw_query` that query as it came.
    #[must_use]
    pub fn next_link(&self, base: &str, raw_query: &str) -> Option<String> {
        let token = self.next.as_deref()?;
        Some(format!("{base}?{}", raw::with_skip_token(raw_query, token)))
    }
}

/// How many rows `$top` leaves for this page and those behind it.
fn left(options: &QueryOptions, after: Option<&SkipToken>) -> usize {
    let top = options.top.map_or(usize::MAX, bound);
    top.saturating_sub(after.map_or(0, |token| token.rows))
}

/// How many rows to leave out at first.
pub(super) fn skipped(options: &QueryOptions) -> usize {
    options.skip.map_or(0, bound)
}

/// The rows behind the first ones.
fn behind<R>(rows: Vec<R>, first: usize) -> Vec<R> {
    rows.into_iter().skip(first).collect()
}

/// A number of rows; more than there can be is no bound.
fn bound(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
