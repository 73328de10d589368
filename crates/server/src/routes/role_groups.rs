//! Role groups, which are built in.

use industry_data::role_groups::{context, find, render};
use industry_data::schema::ROLE_GROUPS as ROWS;
use model::RoleGroup;
use odata::Error;
use odata::headers::ETag;
use odata::query::{Allowed, Needs};

use super::codes;
use super::collection::{self, Collection, Entity, Order};
use super::declaration::{Route, get};
use super::deletion::found;
use crate::access::REFERENCE_READ;
use crate::call::Call;
use crate::reply::Reply;
use crate::service::Service;

const GROUPS: &str = "/external/industryData/roleGroups";
const GROUP_COUNT: &str = "/external/industryData/roleGroups/$count";
const GROUP: &str = "/external/industryData/roleGroups/{roleGroup}";

pub(super) fn routes() -> Vec<Route> {
    let scopes = REFERENCE_READ;
    vec![
        get(GROUPS, "Lists role groups.", scopes, Allowed::COLLECTION, |s, c| Box::pin(list(s, c))),
        get(GROUP_COUNT, "Counts role groups.", scopes, Allowed::SIZE, |s, c| Box::pin(count(s, c))),
        get(GROUP, "Gets a role group.", scopes, Allowed::ENTITY, |s, c| Box::pin(get_one(s, c))),
    ]
}

async fn list(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::list(service, &call, groups(&call, &call.options.needs()).await?)
}

async fn count(service: &Service, call: Call) -> Result<Reply, Error> {
    collection::count(service, &call, groups(&call, &call.options.needs()).await?)
}

/// Both role groups.
pub(super) async fn groups(call: &Call, needs: &Needs<'_>) -> Result<Collection, Error> {
    let rows = RoleGroup::ALL.into_iter().map(render).collect();
    let rows = codes::defined(call, rows, needs, ROWS).await?;
    Ok(Collection { context: context(), rows, of: ROWS, order: Order::ById })
}

async fn get_one(service: &Service, call: Call) -> Result<Reply, Error> {
    let row = render(found(find(call.role_group()?), "role group")?);
    let tag = ETag::of(&row);
    let rows = codes::defined(&call, vec![row], &call.options.needs(), ROWS).await?;
    let row = rows.into_iter().next().unwrap_or_default();
    Ok(collection::entity(service, &call.options, Entity { context: context(), row, of: ROWS })?.tagged(tag))
}
