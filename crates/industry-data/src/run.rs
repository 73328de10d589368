//! `industryDataRun`, its activities, and its statistics.

pub mod activity;
pub mod statistics;

use model::PublicError;
use odata::time::format_date_time;
use odata::{ContextPath, ServiceRoot};
use serde_json::{Value, json};
use store::{RunFailure, RunOverview};

use crate::{API_ROOT, joined, public_error};

/// The run as a response shows it, without what a context adds, with the rows of its `activities` if these are
/// needed.
#[must_use]
pub fn render(run: &RunOverview, root: &ServiceRoot, activities: Option<Vec<Value>>) -> Value {
    let body = json!({
        "id": run.id.as_str(),
        "displayName": run.started_at.format("Run %Y-%m-%d %H:%M UTC").to_string(),
        "startDateTime": format_date_time(run.started_at),
        "endDateTime": run.ended_at.map(format_date_time),
        "status": run.state.as_str(),
        "blockingError": blocking_error(run.failure.as_ref()),
    });
    let activities = activities.map(|activities| {
        json!({
            "activities@odata.context": root.context(activity::context(&run.id)),
            "activities": activities,
        })
    });
    joined(body, activities.unwrap_or_default())
}

/// What stopped a run or one of its activities.
fn blocking_error(failure: Option<&RunFailure>) -> Value {
    let Some(RunFailure { code, message }) = failure else { return Value::Null };
    public_error::render(&PublicError { code: code.clone(), message: message.clone(), target: None })
}

/// The collection's context.
#[must_use]
pub fn context() -> ContextPath {
    ContextPath::new(API_ROOT).segment("runs")
}
