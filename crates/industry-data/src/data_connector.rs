//! `industryDataConnector`, abstract, and its two concrete kinds.

mod address;
mod credential;
mod files;
mod one_roster;

use model::codes::CodeBook;
use model::inbound::{Connection, ConnectorKind, DataConnector};
use model::{DataConnectorId, Secret, SecretChange, SourceSystemId};
use odata::{ContextPath, Error, ObjectReader};
use serde_json::{Map, Value, json};

use crate::concrete_types::ConcreteTypes;
use crate::reference::{self, Target, target};
use crate::write::{Write, stays};
use crate::{API_ROOT, joined, source_system, text, type_annotation};

/// Data connectors, as a binding names them.
pub(crate) static TARGET: Target = target!("dataConnectors");

const SOURCE_SYSTEM: &str = "sourceSystem";

/// The kinds, by name.
const TYPES: ConcreteTypes<ConnectorKind> = ConcreteTypes::new(
    "industryDataConnector",
    &[("azureDataLakeConnector", ConnectorKind::Files), ("oneRosterApiDataConnector", ConnectorKind::Api)],
);

/// Reads the body of a create: the connector, which takes `id`, and the client secret that it brings.
///
/// # Errors
/// When the body breaks a rule of its type; the error's target says where.
pub fn read_new(
    body: Map<String, Value>,
    id: DataConnectorId,
    book: &CodeBook,
) -> Result<(DataConnector, Option<Secret>), Error> {
    let mut reader = ObjectReader::new(body);
    let connection = match TYPES.read(&reader)? {
        ConnectorKind::Files => Connection::Files(files::empty()),
        ConnectorKind::Api => Connection::OneRoster(one_roster::empty()),
    };
    reader.ignore(&["id"]);
    let source_system = SourceSystemId::from("");
    let empty = DataConnector { id, display_name: String::new(), source_system, connection };
    let (connector, secret) = merge(empty, reader, Write::Create, book)?;
    Ok((connector, secret.into_new()))
}

/// Reads the body of an update: `connector` with what the body names, and what becomes of its client secret.
///
/// # Errors
/// When the body breaks a rule of its type, or means another connector, or one of another type.
pub fn read_update(
    body: Map<String, Value>,
    connector: DataConnector,
    book: &CodeBook,
) -> Result<(DataConnector, SecretChange<Secret>), Error> {
    let mut reader = ObjectReader::new(body);
    TYPES.check(&reader, connector.connection.kind())?;
    stays(&mut reader, "id", connector.id.as_str())?;
    merge(connector, reader, Write::Update, book)
}

fn merge(
    mut connector: DataConnector,
    mut reader: ObjectReader,
    write: Write,
    book: &CodeBook,
) -> Result<(DataConnector, SecretChange<Secret>), Error> {
    if let Some(name) = text::display_name(&mut reader, write)? {
        connector.display_name = name;
    }
    let bound = reference::bound(&mut reader, SOURCE_SYSTEM, &source_system::TARGET, write)?;
    reference::keep(&mut connector.source_system, bound, "sourceSystem@odata.bind", write)?;
    let secret = match &mut connector.connection {
        Connection::Files(files) => files::merge(files, &mut reader, book).map(|()| SecretChange::Keep),
        Connection::OneRoster(api) => one_roster::merge(api, &mut reader, write),
    }?;
    reader.finish()?;
    Ok((connector, secret))
}

/// The connector as a response shows it, without what a context adds.
#[must_use]
pub fn render(connector: &DataConnector) -> Value {
    let body = json!({
        "@odata.type": type_annotation(TYPES.name(connector.connection.kind())),
        "id": connector.id.as_str(),
        "displayName": connector.display_name,
    });
    let own = match &connector.connection {
        Connection::Files(files) => files::render(files),
        Connection::OneRoster(api) => one_roster::render(api),
    };
    joined(body, own)
}

/// The collection's context.
#[must_use]
pub fn context() -> ContextPath {
    ContextPath::new(API_ROOT).segment("dataConnectors")
}
