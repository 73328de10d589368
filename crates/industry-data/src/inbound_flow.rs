//! `inboundFlow`, abstract, and its two kinds.

use chrono::DateTime;
use model::inbound::{ConnectorKind, InboundFlow};
use model::{DataConnectorId, InboundFlowId, YearId};
use odata::{ContextPath, Error, ObjectReader};
use serde_json::{Map, Value, json};
use store::InboundFlowRecord;

use crate::concrete_types::ConcreteTypes;
use crate::enums::{INBOUND_DOMAINS, InboundDomain};
use crate::reference::{bound, keep};
use crate::write::{Write, null_as, stays};
use crate::{API_ROOT, data_connector, text, type_annotation, year};

const DOMAIN: &str = "dataDomain";
const EFFECTIVE: &str = "effectiveDateTime";
const EXPIRATION: &str = "expirationDateTime";
const CONNECTOR: &str = "dataConnector";
const YEAR: &str = "year";

/// The kinds, by name.
const TYPES: ConcreteTypes<ConnectorKind> = ConcreteTypes::new(
    "inboundFlow",
    &[("inboundFileFlow", ConnectorKind::Files), ("inboundApiFlow", ConnectorKind::Api)],
);

/// Reads the body of a create. The flow takes `id`.
///
/// # Errors
/// When the body breaks a rule of its type; the error's target says where.
pub fn read_new(body: Map<String, Value>, id: InboundFlowId) -> Result<InboundFlow, Error> {
    let mut reader = ObjectReader::new(body);
    let kind = TYPES.read(&reader)?;
    reader.ignore(&["id"]);
    let empty = InboundFlow {
        id,
        display_name: String::new(),
        kind,
        data_connector: DataConnectorId::from(""),
        year: YearId::from(""),
        effective_at: DateTime::UNIX_EPOCH,
        expires_at: None,
    };
    merge(empty, reader, Write::Create)
}

/// Reads the body of an update: `flow` with what the body names.
///
/// # Errors
/// When the body breaks a rule of its type, or means another flow, or one of another type.
pub fn read_update(body: Map<String, Value>, flow: InboundFlow) -> Result<InboundFlow, Error> {
    let mut reader = ObjectReader::new(body);
    TYPES.check(&reader, flow.kind)?;
    stays(&mut reader, "id", flow.id.as_str())?;
    merge(flow, reader, Write::Update)
}

fn merge(mut flow: InboundFlow, mut reader: ObjectReader, write: Write) -> Result<InboundFlow, Error> {
    reader.ignore(&["readinessStatus"]);
    if let Some(name) = text::display_name(&mut reader, write)? {
        flow.display_name = name;
    }
    let _the_only_one = write.required(INBOUND_DOMAINS.read(&mut reader, DOMAIN)?, DOMAIN)?;
    if let Some(effective) = write.required(reader.date_time(EFFECTIVE)?, EFFECTIVE)? {
        flow.effective_at = effective;
    }
    if let Some(expiration) = null_as(reader.date_time(EXPIRATION)?.map(Some), None) {
        flow.expires_at = expiration;
    }
    let connector = bound(&mut reader, CONNECTOR, &data_connector::TARGET, write)?;
    keep(&mut flow.data_connector, connector, "dataConnector@odata.bind", write)?;
    let bound_year = bound(&mut reader, YEAR, &year::TARGET, write)?;
    keep(&mut flow.year, bound_year, "year@odata.bind", write)?;
    reader.finish()?;
    if flow.expires_at.is_some_and(|end| end < flow.effective_at) {
        let message = format!("The property '{EXPIRATION}' must not be before '{EFFECTIVE}'.");
        return Err(Error::bad_request(message).at(EXPIRATION));
    }
    Ok(flow)
}

/// The flow as a response shows it, without what a context adds.
#[must_use]
pub fn render(record: &InboundFlowRecord) -> Value {
    let flow = &record.flow;
    json!({
        "@odata.type": type_annotation(TYPES.name(flow.kind)),
        "id": flow.id.as_str(),
        "displayName": flow.display_name,
        "readinessStatus": record.readiness.as_str(),
        DOMAIN: INBOUND_DOMAINS.name(InboundDomain::EducationRostering),
        EFFECTIVE: odata::time::format_date_time(flow.effective_at),
        EXPIRATION: flow.expires_at.map(odata::time::format_date_time),
    })
}

/// The collection's context.
#[must_use]
pub fn context() -> ContextPath {
    ContextPath::new(API_ROOT).segment("inboundFlows")
}
