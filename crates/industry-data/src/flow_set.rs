//! `outboundProvisioningFlowSet`: flows over some organizations.

use model::OrgId;
use model::flow::OrgFilter;
use odata::{ContextPath, Error, Field, ObjectReader, ServiceRoot};
use serde_json::{Map, Value, json};
use store::FlowSetRecord;

use crate::enums::FILTER_OPTIONS;
use crate::flow::{self, RoleGroups};
use crate::{NAMESPACE, Write, joined, local_name, text, type_annotation};

/// What a body says of a flow set; `None` leaves it as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowSetBody {
    /// Its name.
    pub display_name: Option<String>,
    /// The organizations it covers.
    pub filter: Option<OrgFilter>,
    /// Flows to make within it, of a body that makes a set.
    pub flows: Vec<Map<String, Value>>,
}

/// Reads the body of a create or an update.
///
/// # Errors
/// When the body breaks a rule of the type; the error's target says where.
pub fn read(body: Map<String, Value>, write: Write) -> Result<FlowSetBody, Error> {
    let mut reader = ObjectReader::new(body);
    reader.expect_type(&format!("{NAMESPACE}.outboundProvisioningFlowSet"))?;
    reader.ignore(&["id", "createdDateTime", "lastModifiedDateTime"]);
    let display_name = text::display_name(&mut reader, write)?;
    let filter = match reader.object("filter", read_filter)? {
        Field::Absent => None,
        Field::Null => Some(OrgFilter::All),
        Field::Value(filter) => Some(filter),
    };
    let flows = match write {
        Write::Create => reader.array("provisioningFlows", object)?.into_option(),
        Write::Update => None,
    };
    reader.finish()?;
    Ok(FlowSetBody { display_name, filter, flows: flows.unwrap_or_default() })
}

/// What a flow within a set is read from.
fn object(value: Value) -> Result<Map<String, Value>, Error> {
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(Error::bad_request("Expected an object.")),
    }
}

/// A `basicFilter`, the one kind of filter there is.
fn read_filter(reader: &mut ObjectReader) -> Result<OrgFilter, Error> {
    match reader.odata_type()?.as_deref().map(local_name) {
        Some(Some("basicFilter")) => {}
        None => {
            return Err(Error::bad_request(format!(
                "A filter must say its type: '@odata.type': '#{NAMESPACE}.basicFilter'."
            ))
            .at("@odata.type"));
        }
        Some(_) => {
            return Err(Error::bad_request(format!(
                "The type of the filter is unknown or abstract; it is '#{NAMESPACE}.basicFilter'."
            ))
            .at("@odata.type"));
        }
    }
    let _the_only_one = FILTER_OPTIONS.read(reader, "attribute")?.required("attribute")?;
    let ids = reader.strings("in")?.required("in")?;
    Ok(OrgFilter::only(ids.into_iter().map(OrgId::from)))
}

/// The flow set as a response shows it, without what a context adds. `flows` are shown when expanded.
#[must_use]
pub fn render(set: &FlowSetRecord, root: &ServiceRoot, with_flows: bool) -> Value {
    let body = json!({
        "id": set.id.as_str(),
        "createdDateTime": odata::time::format_date_time(set.created_at),
        "lastModifiedDateTime": odata::time::format_date_time(set.modified_at),
        "displayName": set.display_name,
        "filter": render_filter(&set.filter),
    });
    let flows = with_flows.then(|| {
        let flows = set.flows.iter().map(|flow| flow::render(flow, root, RoleGroups::Shown));
        json!({
            "provisioningFlows@odata.context": root.context(flow::context(&set.id)),
            "provisioningFlows": flows.collect::<Value>(),
        })
    });
    joined(body, flows.unwrap_or_default())
}

fn render_filter(filter: &OrgFilter) -> Value {
    match filter {
        OrgFilter::All => Value::Null,
        OrgFilter::Only(orgs) => json!({
            "@odata.type": type_annotation("basicFilter"),
            "attribute": "orgExternalId",
            "in": orgs.iter().map(OrgId::as_str).collect::<Vec<_>>(),
        }),
    }
}

/// The collection's context.
#[must_use]
pub fn context() -> ContextPath {
    crate::context::flow_sets()
}
