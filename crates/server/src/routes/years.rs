//! School years.

use std::collections::HashMap;

use industry_data::schema::YEARS as ROWS;
use industry_data::year::{context, read_new, read_update, render};
use model::YearId;
use model::inbound::Year;
use odata::Error;
use odata::headers::ETag;
use odata::query::{Allowed, Needs};
use serde_json::Value;

use super::codes;
use super::collection::{self, Collection, Entity, Order};
use super::declaration::{Resource, Route};
use super::deletion::{self, IN_USE, found};
use crate::access::{Access, TIME_PERIOD_READ, TIME_PERIOD_WRITE};
use crate::call::Call;
use crate::reply::{Reply, store_failed};
use crate::service::Service;

const YEARS: &str = "/external/industryData/years";
const YEAR_COUNT: &str = "/external/industryData/years/$count";
const YEAR: &str = "/external/industryData/years/{year}";

const THING: &str = "year";

/// Who may read and change years, wherever they are met.
pub(super) const TIME_PERIOD: Resource = Resource { read: TIME_PERIOD_READ, write: TIME_PERIOD_WRITE };

pub(super) fn routes() -> Vec<Route> {
    vec![
        TIME_PERIOD.get(YEARS, "Lists school years.", Allowed::COLLECTION, |s, c| Box::pin(list(s, c))),
        TIME_PERIOD.get(YEAR_COUNT, "Counts school years.", Allowed::SIZE, |s, c| Box::pin(count(s, c))),
        TIME_PERIOD.get(YEAR, "Gets a school year.", Allowed::ENTITY, |s, c| Box::pin(get(s, c))),
        TIME_PERIOD.create(YEARS, "Makes a school year.", |s, c| Box::pin(create(s, c))),
        TIME_PERIOD.update(YEAR, "Changes a school year's name or dates.", |s, c| Box::pin(update(s, c))),
        TIME_PERIOD
            .delete(YEAR, "Deletes a school year that no inbound flow uses.", |s, c| Box::pin(delete(s, c)))
            .refusing(IN_USE),
    ]
}

async fn list(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::list(service, &call, years(&call, &call.options.needs()).await?)
}

async fn count(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::count(service, &call, years(&call, &call.options.needs()).await?)
}

/// Every year of the caller's tenant.
pub(super) async fn years(call: &Call, needs: &Needs<'_>) -> Result<Collection, Error> {
    let years = call.caller.store.years().await.map_err(store_failed)?;
    let rows = rows(call, &years, needs).await?;
    Ok(Collection { context: context(), rows, of: ROWS, order: Order::ById })
}

/// The rows of years, with what is needed of others.
async fn rows(call: &Call, years: &[Year], needs: &Needs<'_>) -> Result<Vec<Value>, Error> {
    codes::defined(call, years.iter().map(render).collect(), needs, ROWS).await
}

/// The rows of all years, by their ids, for those who refer to them.
pub(super) async fn by_id(call: &Call, needs: &Needs<'_>) -> Result<HashMap<YearId, Value>, Error> {
    call.caller.must_have(Access::OneOf(TIME_PERIOD_READ))?;
    let years = call.caller.store.years().await.map_err(store_failed)?;
    let rows = rows(call, &years, needs).await?;
    Ok(years.into_iter().map(|year| year.id).zip(rows).collect())
}

async fn get(service: &Service, call: Call) -> Result<Reply, Error> {
    show(service, &call, &call.year()?).await
}

/// Answers with a year.
pub(super) async fn show(service: &Service, call: &Call, id: &YearId) -> Result<Reply, Error> {
    let year = found(call.caller.store.year(id).await.map_err(store_failed)?, THING)?;
    let row = rows(call, std::slice::from_ref(&year), &call.options.needs()).await?.pop().unwrap_or_default();
    let entity = Entity { context: context(), row, of: ROWS };
    Ok(collection::entity(service, &call.options, entity)?.tagged(tag(&year)))
}

async fn create(service: &Service, mut call: Call) -> Result<Reply, Error> {
    let id = YearId::from(service.ids.fresh().to_string());
    let year = read_new(std::mem::take(&mut call.body), id, &call.code_book().await?)?;
    let change = call.caller.change(service);
    call.caller.store.create_year(&year, &change).await.map_err(store_failed)?;
    let location = service.root.url(&context().key(year.id.as_str()).to_string());
    let entity = Entity { context: context(), row: render(&year), of: ROWS };
    Ok(collection::created(service, entity, location).tagged(tag(&year)))
}

async fn update(service: &Service, mut call: Call) -> Result<Reply, Error> {
    let (id, body, book) = (call.year()?, std::mem::take(&mut call.body), call.code_book().await?);
    let change = call.caller.change(service);
    let merged = |year| {
        call.may_write(|| tag(&year))?;
        read_update(body, year, &book)
    };
    let changed = call.caller.store.update_year(&id, &change, merged).await.map_err(store_failed)?;
    found(changed, THING)??;
    service.flows_changed.notify_one();
    Ok(Reply::default())
}

/// The state of a year.
fn tag(year: &Year) -> ETag {
    ETag::of(&render(year))
}

async fn delete(service: &Service, call: Call) -> Result<Reply, Error> {
    let (id, change) = (call.year()?, call.caller.change(service));
    let allow = |current: &Year| call.may_write(|| tag(current));
    let deleted = call.caller.store.delete_year_if(&id, &change, allow).await.map_err(store_failed)??;
    deletion::answer(deleted, THING, "the inbound flows")
}
