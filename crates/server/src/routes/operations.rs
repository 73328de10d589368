//! Operations: what was asked for and takes a while. They come from actions; here they are looked at, and
//! cleared away when they have ended.

use http::StatusCode;
use industry_data::operation::{context, render};
use industry_data::schema::OPERATIONS as ROWS;
use odata::Error;
use odata::headers::ETag;
use odata::query::Allowed;
use serde_json::Value;
use store::{DeleteOperation, OperationRecord, lists};

use super::collection::{self, BY_CREATION, Collection, Entity, ordered};
use super::declaration::{Resource, Route};
use super::deletion::found;
use super::stored::{self, Stored};
use crate::access::{OPERATION_DELETE, OPERATION_READ};
use crate::call::Call;
use crate::reply::{Content, Reply, store_failed};
use crate::service::Service;

const OPERATIONS: &str = "/external/industryData/operations";
const OPERATION_COUNT: &str = "/external/industryData/operations/$count";
const OPERATION: &str = "/external/industryData/operations/{operation}";

const THING: &str = "operation";

const RESOURCE: Resource = Resource { read: OPERATION_READ, write: OPERATION_DELETE };

/// Where the properties of operations are stored.
pub(super) static STORED: Stored = Stored {
    of: ROWS,
    type_name: "microsoft.graph.industryData.fileValidateOperation",
    has_subtypes: false,
    columns: lists::OPERATIONS,
    properties: &[
        ("id", "id"),
        ("createdDateTime", "created_at"),
        ("lastActionDateTime", "acted_at"),
        ("status", "status"),
        ("statusDetail", "status_detail"),
    ],
    computed: &[],
    items: &[],
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        RESOURCE.get(OPERATIONS, "Lists operations.", Allowed::COLLECTION, |s, c| Box::pin(list(s, c))),
        RESOURCE.get(OPERATION_COUNT, "Counts operations.", Allowed::SIZE, |s, c| Box::pin(count(s, c))),
        RESOURCE.get(OPERATION, "Gets an operation.", Allowed::ENTITY, |s, c| Box::pin(get(s, c))),
        RESOURCE
            .delete(OPERATION, "Deletes an operation that has ended.", |s, c| Box::pin(delete(s, c)))
            .refusing(&[StatusCode::CONFLICT]),
    ]
}

async fn list(service: &Service, call: Call) -> Result<Reply, Error> {
    let Some(asked) = stored::page(service, &call, &STORED, &ordered(&call, BY_CREATION)?)? else {
        return collection::list(service, &call, operations(service, &call).await?);
    };
    let store = &call.caller.store;
    let count = match &asked.counted {
        Some(condition) => Some(store.count_operations(condition).await.map_err(store_failed)?),
        None => None,
    };
    let records = store.selected_operations(&asked.page).await.map_err(store_failed)?;
    collection::list_found(service, &call, collection(service, &records), count)
}

async fn count(service: &Service, call: Call) -> Result<Reply, Error> {
    match stored::counted(service, &call, &STORED)? {
        Some(condition) => {
            let count = call.caller.store.count_operations(&condition).await.map_err(store_failed)?;
            Ok(Content::Count(count).into())
        }
        None => collection::count(service, &call, operations(service, &call).await?),
    }
}

/// Every operation of the caller's tenant.
pub(super) async fn operations(service: &Service, call: &Call) -> Result<Collection, Error> {
    let records = call.caller.store.operations().await.map_err(store_failed)?;
    Ok(collection(service, &records))
}

fn collection(service: &Service, records: &[OperationRecord]) -> Collection {
    let rows = records.iter().map(|operation| render(operation, &service.root)).collect();
    Collection { context: context(), rows, of: ROWS, order: BY_CREATION }
}

async fn get(service: &Service, call: Call) -> Result<Reply, Error> {
    let row = read(service, &call).await?;
    let tag = ETag::of(&row);
    Ok(collection::entity(service, &call.options, Entity { context: context(), row, of: ROWS })?.tagged(tag))
}

/// The operation of the path.
async fn read(service: &Service, call: &Call) -> Result<Value, Error> {
    let operation = call.caller.store.operation(&call.operation()?).await.map_err(store_failed)?;
    Ok(render(&found(operation, THING)?, &service.root))
}

/// One that has ended does not change any more: its state can be looked at before.
async fn delete(service: &Service, call: Call) -> Result<Reply, Error> {
    let current = read(service, &call).await?;
    call.may_write(|| ETag::of(&current))?;
    match call.caller.store.delete_operation(&call.operation()?).await.map_err(store_failed)? {
        DeleteOperation::Deleted => Ok(Reply::default()),
        DeleteOperation::NoSuchOperation => found(None, THING),
        DeleteOperation::Unfinished => Err(Error::conflict("The operation has not ended yet.")),
    }
}
