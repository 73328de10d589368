//! `longRunningOperation`: its one kind is `fileValidateOperation`.

use odata::time::format_date_time;
use odata::{ContextPath, ServiceRoot};
use serde_json::{Value, json};
use store::OperationRecord;

use crate::{API_ROOT, public_error, type_annotation};

/// The operation as a response shows it, without what a context adds.
#[must_use]
pub fn render(operation: &OperationRecord, root: &ServiceRoot) -> Value {
    let errors = |found: &[model::PublicError]| found.iter().map(public_error::render).collect::<Value>();
    json!({
        "@odata.type": type_annotation("fileValidateOperation"),
        "id": operation.id.as_str(),
        "createdDateTime": format_date_time(operation.created_at),
        "lastActionDateTime": format_date_time(operation.acted_at),
        "resourceLocation": root.url(&operation.resource),
        "status": operation.status.as_str(),
        "statusDetail": operation.status_detail,
        "validatedFiles": operation.validation.validated_files,
        "errors": errors(&operation.validation.errors),
        "warnings": errors(&operation.validation.warnings),
    })
}

/// The collection's context.
#[must_use]
pub fn context() -> ContextPath {
    ContextPath::new(API_ROOT).segment("operations")
}
