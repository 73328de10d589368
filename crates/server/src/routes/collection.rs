//! How collections and entities are answered: what a query asks of rows, and what a context adds.

use std::fmt::Display;

use industry_data::schema::RowsOf;
use odata::control::{Described, Place};
use odata::query::{Listing, Page, QueryOptions, Row, SelectItem, Step};
use odata::{ContextPath, Error};
use serde_json::{Map, Value, json};

use super::expansion;
use super::listing::listing;
use crate::call::Call;
use crate::reply::{Content, Reply};
use crate::service::Service;

/// Rows a page, unless the client wants fewer.
pub(super) const PAGE: usize = 100;

/// In which order rows come when nobody asks for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// By their ids.
    ById,
    /// As they are given: others are only ever added at the end.
    AsGiven,
    /// As this query would have them.
    By(&'static str),
}

/// In the order of their creation, the oldest first.
pub(super) const BY_CREATION: Order = Order::By("$orderby=createdDateTime");

/// Every row of a collection.
pub(super) struct Collection<R = Value> {
    /// Its context.
    pub(super) context: ContextPath,
    pub(super) rows: Vec<R>,
    pub(super) of: RowsOf,
    /// The order when nobody asks for one.
    pub(super) order: Order,
}

/// One entity of a collection.
pub(super) struct Entity {
    /// The collection's context.
    pub(super) context: ContextPath,
    pub(super) row: Value,
    pub(super) of: RowsOf,
}

/// A page of a collection.
pub(super) fn list<R: Row>(
    service: &Service,
    call: &Call,
    collection: Collection<R>,
) -> Result<Reply, Error> {
    let options = ordered(call, collection.order)?;
    answer(service, call, &options, collection, |listing, rows| listing.page(rows, &options))
}

/// A page of a collection, whose rows alone the store has found for it; `count` is how many there are on all
/// pages, if that was asked.
pub(super) fn list_found(
    service: &Service,
    call: &Call,
    collection: Collection,
    count: Option<usize>,
) -> Result<Reply, Error> {
    let options = ordered(call, collection.order)?;
    answer(service, call, &options, collection, |listing, rows| listing.read_page(rows, count, &options))
}

/// The options of a call, with an order if that is one of a query.
pub(super) fn ordered(call: &Call, order: Order) -> Result<QueryOptions, Error> {
    let mut options = call.options.clone();
    if let Order::By(query) = order
        && options.order_by.is_empty()
    {
        options.order_by = QueryOptions::parse(query)?.order_by;
    }
    Ok(options)
}

/// The page that `paged` makes of the rows of a collection.
fn answer<R>(
    service: &Service,
    call: &Call,
    options: &QueryOptions,
    collection: Collection<R>,
    paged: impl FnOnce(Listing<'_>, Vec<R>) -> Result<Page, Error>,
) -> Result<Reply, Error> {
    let Collection { context, rows, of, order } = collection;
    let page_size = Some(call.wishes.page_size(PAGE));
    let has_order = order == Order::AsGiven;
    let page = paged(Listing { page_size, has_order, ..listing(service, &of) }, rows)?;
    let described = described(&context, of);
    let mut body = Map::new();
    body.insert("@odata.context".to_owned(), json!(service.root.context(shaped(context, options))));
    if let Some(count) = page.count {
        body.insert("@odata.count".to_owned(), json!(count));
    }
    if let Some(next) = page.next_link(&service.root.url(&call.path), &call.query) {
        body.insert("@odata.nextLink".to_owned(), json!(next));
    }
    let rows = page.rows.into_iter().map(|row| expansion::answered(service, row, options, of));
    body.insert("value".to_owned(), rows.collect::<Result<_, _>>()?);
    Ok(Reply { described, ..Value::Object(body).into() })
}

/// How many rows a query leaves.
pub(super) fn count<R: Row>(
    service: &Service,
    call: &Call,
    collection: Collection<R>,
) -> Result<Reply, Error> {
    let count = listing(service, &collection.of).count(collection.rows, &call.options)?;
    Ok(Content::Count(count).into())
}

/// One entity, as a query wants to see it.
pub(super) fn entity(service: &Service, options: &QueryOptions, entity: Entity) -> Result<Reply, Error> {
    let Entity { context, row, of } = entity;
    let row = shown(service, options, row, of)?;
    let described = described(&context, of);
    Ok(Reply { described, ..in_context(service, shaped(context, options).entity(), row).into() })
}

/// An entity at the root of the service, as a query wants to see it; its context is its path.
pub(super) fn singleton(service: &Service, options: &QueryOptions, entity: Entity) -> Result<Reply, Error> {
    let Entity { context, row, of } = entity;
    let row = shown(service, options, row, of)?;
    let described = Some(Described { type_name: of.type_name(), place: Place::At(context.clone()) });
    Ok(Reply { described, ..in_context(service, shaped(context, options), row).into() })
}

/// The one entity that there is at a path, as a query wants to see it; its context is that path.
pub(super) fn only(service: &Service, options: &QueryOptions, entity: Entity) -> Result<Reply, Error> {
    let described = Described { type_name: entity.of.type_name(), place: Place::At(entity.context.clone()) };
    Ok(Reply { described: Some(described), ..self::entity(service, options, entity)? })
}

/// One row, with what was selected and expanded.
fn shown(service: &Service, options: &QueryOptions, row: Value, of: RowsOf) -> Result<Value, Error> {
    let page = listing(service, &of).page(vec![row], options)?;
    let row = page.rows.into_iter().next().ok_or_else(Error::internal)?;
    expansion::answered(service, row, options, of)
}

/// A new entity.
pub(super) fn created(service: &Service, entity: Entity, location: String) -> Reply {
    let described = described(&entity.context, entity.of);
    let body = in_context(service, entity.context.entity(), entity.row);
    Reply { location: Some(location), described, ..body.into() }
}

/// The value that a function tells.
pub(super) fn value(service: &Service, of: RowsOf, value: Value) -> Reply {
    let described = Some(Described { type_name: of.type_name(), place: Place::Nowhere });
    Reply { described, ..in_context(service, of.type_name(), value).into() }
}

/// What the rows of a collection are.
fn described(collection: &ContextPath, of: RowsOf) -> Option<Described> {
    Some(Described { type_name: of.type_name(), place: Place::Among(collection.clone()) })
}

fn in_context(service: &Service, context: impl Display, row: Value) -> Value {
    let mut body = Map::new();
    body.insert("@odata.context".to_owned(), json!(service.root.context(context)));
    if let Value::Object(row) = row {
        body.extend(row);
    }
    Value::Object(body)
}

/// The context with what was selected and expanded: `(displayName,provisioningFlows())`.
fn shaped(context: ContextPath, options: &QueryOptions) -> ContextPath {
    let selected = options.select.iter().map(|item| match item {
        SelectItem::Everything => "*".to_owned(),
        SelectItem::Path(steps) => joined(steps),
    });
    let expanded =
        options.expand.iter().filter(|item| !item.all).map(|item| format!("{}()", joined(&item.path)));
    let parts: Vec<String> = selected.chain(expanded).collect();
    if parts.is_empty() { context } else { context.selecting(parts.iter().map(String::as_str)) }
}

fn joined(steps: &[Step]) -> String {
    steps.iter().map(Step::name).collect::<Vec<_>>().join("/")
}
