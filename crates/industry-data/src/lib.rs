//! The industryData API's resources as they look on the wire, and the rules within and between them.
//!
//! Reading goes from JSON to the domain's types and says precisely what is wrong; writing goes the other
//! way. Nothing here knows HTTP or a database: a request that is refused here has changed nothing.
//!
//! A create and an update share one reader: it merges what the body names into what is there, and what is
//! there on a create is a resource with every option at its default ([`Write`]).

mod concrete_types;
mod context;
pub mod data_connector;
mod enums;
pub mod flow;
pub mod flow_set;
pub mod inbound_flow;
mod limits;
pub mod operation;
mod public_error;
mod readiness;
pub mod reference;
pub mod reference_definition;
mod reference_value;
pub mod role_groups;
pub mod run;
pub mod schema;
pub mod source_system;
mod text;
pub mod upload_session;
mod write;
pub mod year;

use serde_json::Value;

pub use readiness::{Facts, InboundFacts, inbound_readiness, readiness};
pub use reference_value::{reference_codes, reference_list};
pub use write::Write;

/// The namespace of every type here.
pub const NAMESPACE: &str = "microsoft.graph.industryData";

/// Where the API lies under the service root.
pub const API_ROOT: &str = "external/industryData";

/// `#microsoft.graph.industryData.` and the type's name: how a response names a type.
fn type_annotation(name: &str) -> String {
    format!("#{NAMESPACE}.{name}")
}

/// The name of a type within the namespace; `None` when it is of another.
fn local_name(qualified: &str) -> Option<&str> {
    qualified.strip_prefix(NAMESPACE)?.strip_prefix('.')
}

/// An object with the members of another after its own.
fn joined(mut object: Value, more: Value) -> Value {
    if let (Some(members), Value::Object(more)) = (object.as_object_mut(), more) {
        members.extend(more);
    }
    object
}
