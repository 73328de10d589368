//! `industryDataRunActivity`, abstract, and its two kinds.

use model::RunId;
use odata::ContextPath;
use serde_json::{Value, json};
use store::{ActivityOf, ActivityRecord};

use super::blocking_error;
use crate::type_annotation;

/// The activity as a response shows it, without what a context adds.
#[must_use]
pub fn render(activity: &ActivityRecord) -> Value {
    let kind = match &activity.of {
        ActivityOf::Inbound(_) => "inboundFlowActivity",
        ActivityOf::Outbound(_) => "outboundFlowActivity",
    };
    json!({
        "@odata.type": type_annotation(kind),
        "id": activity.id.as_str(),
        "displayName": activity.display_name,
        "status": activity.status.as_str(),
        "blockingError": blocking_error(activity.failure.as_ref()),
    })
}

/// The collection's context.
#[must_use]
pub fn context(run: &RunId) -> ContextPath {
    super::context().key(run.as_str()).segment("activities")
}
