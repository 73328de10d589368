//! `sourceSystemDefinition`, and how its people find their accounts.

mod matching;

use model::SourceSystemId;
use model::codes::CodeBook;
use model::inbound::SourceSystem;
use odata::{ContextPath, Error, ObjectReader};
use serde_json::{Map, Value, json};

use crate::reference::{Target, target};
use crate::write::{Write, null_as, stays};
use crate::{API_ROOT, NAMESPACE, text};

/// Source systems, as a binding names them.
pub(crate) static TARGET: Target = target!("sourceSystems");

const VENDOR: &str = "vendor";
const MATCHING: &str = "userMatchingSettings";

/// Reads the body of a create. The system takes `id`.
///
/// # Errors
/// When the body breaks a rule of its type; the error's target says where.
pub fn read_new(
    body: Map<String, Value>,
    id: SourceSystemId,
    book: &CodeBook,
) -> Result<SourceSystem, Error> {
    let mut reader = ObjectReader::new(body);
    reader.ignore(&["id"]);
    let empty = SourceSystem { id, display_name: String::new(), vendor: None, matching: Vec::new() };
    merge(empty, reader, Write::Create, book)
}

/// Reads the body of an update: `system` with what the body names.
///
/// # Errors
/// When the body breaks a rule of its type, or means another system.
pub fn read_update(
    body: Map<String, Value>,
    system: SourceSystem,
    book: &CodeBook,
) -> Result<SourceSystem, Error> {
    let mut reader = ObjectReader::new(body);
    stays(&mut reader, "id", system.id.as_str())?;
    merge(system, reader, Write::Update, book)
}

fn merge(
    mut system: SourceSystem,
    mut reader: ObjectReader,
    write: Write,
    book: &CodeBook,
) -> Result<SourceSystem, Error> {
    reader.expect_type(&format!("{NAMESPACE}.sourceSystemDefinition"))?;
    if let Some(name) = text::display_name(&mut reader, write)? {
        system.display_name = name;
    }
    if let Some(vendor) = null_as(text::optional_name(&mut reader, VENDOR)?.map(Some), None) {
        system.vendor = vendor;
    }
    if let Some(settings) = null_as(matching::read_all(&mut reader, MATCHING, book)?, Vec::new()) {
        system.matching = settings;
    }
    reader.finish()?;
    Ok(system)
}

/// The system as a response shows it, without what a context adds. The role groups of its settings are shown
/// when expanded.
#[must_use]
pub fn render(system: &SourceSystem, with_role_groups: bool) -> Value {
    let settings = system.matching.iter().map(|setting| matching::render(setting, with_role_groups));
    json!({
        "id": system.id.as_str(),
        "displayName": system.display_name,
        VENDOR: system.vendor,
        MATCHING: settings.collect::<Vec<_>>(),
    })
}

/// The collection's context.
#[must_use]
pub fn context() -> ContextPath {
    ContextPath::new(API_ROOT).segment("sourceSystems")
}
