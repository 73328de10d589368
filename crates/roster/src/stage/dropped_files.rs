//! FILE-DROPPED: a file that the run before had is absent now.
//!
//! Every delivery is a complete snapshot, so a file left out by mistake would make each of its records
//! look gone.

use std::borrow::Cow;

use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::Int64Type;
use formats::Table;
use model::{Finding, Rule, Severity};

use super::severity;
use crate::files::{Files, SourceFile};
use crate::session::Session;
use crate::{Intake, RosterError, tables};

/// The findings, one a file; `unusable` tables have theirs already.
pub(crate) async fn find(
    intake: &Intake<'_>,
    files: &Files,
    unusable: &[Table],
) -> Result<Vec<Finding>, RosterError> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.bytes.is_none() && !unusable.contains(&file.table)) {
        let present = count_present(intake, file.table).await?;
        if present > 0 {
            findings.push(finding(intake, file, present));
        }
    }
    Ok(findings)
}

async fn count_present(intake: &Intake<'_>, table: Table) -> Result<i64, RosterError> {
    let session = Session::new(intake.engine);
    session.register("before", intake.lake.read(&tables::stored(table), intake.previous).await?)?;
    let batches = session.collect("SELECT count(*) AS present FROM before WHERE present").await?;
    let counts = batches.first().map(|batch| batch.column(0).as_primitive::<Int64Type>());
    Ok(counts.and_then(|counts| counts.iter().next().flatten()).unwrap_or_default())
}

fn finding(intake: &Intake<'_>, file: &SourceFile, present: i64) -> Finding {
    let severity = severity(Severity::Fatal, Rule::FileDropped, intake.allow);
    let message = format!(
        "{} was delivered before and is missing now, so that its {present} records would count as gone. \
         Deliver it again (with its header alone if it is empty), or allow FILE-DROPPED.",
        file.name
    );
    Finding {
        rule: Rule::FileDropped,
        severity,
        entity: "file",
        file: Cow::Borrowed(file.name),
        line: None,
        record: None,
        field: None,
        value: None,
        message,
        cause: None,
    }
}
