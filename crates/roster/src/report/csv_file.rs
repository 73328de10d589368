//! The findings file: every finding, causes before consequences. What a spreadsheet would run as a formula
//! stands behind an apostrophe.

use std::fs::File;
use std::path::Path;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use futures::TryStreamExt;
use lake::Staging;

use crate::session::Session;
use crate::{Intake, RosterError, spreadsheet, sql};

const HEADER: [&str; 12] = [
    "runId",
    "severity",
    "code",
    "entity",
    "sourceFile",
    "line",
    "recordId",
    "field",
    "value",
    "message",
    "rootCauseCode",
    "rootCauseRecordId",
];

/// Writes the staged findings to `path`, one at a time.
pub(crate) async fn write_csv(
    intake: &Intake<'_>,
    staging: &Staging,
    path: &Path,
) -> Result<(), RosterError> {
    let failed = |source| RosterError::Findings { path: path.to_owned(), source };
    let file = File::create(path).map_err(|error| failed(error.into()))?;
    let mut csv = csv::Writer::from_writer(file);
    csv.write_record(HEADER).map_err(failed)?;
    let session = Session::new(intake.engine);
    session.view("catalogue", &sql::catalogue()).await?;
    super::register(&session, staging)?;
    let mut findings = session.stream(&sorted(intake)).await?;
    while let Some(batch) = findings.try_next().await? {
        for finding in texts(&batch)? {
            csv.write_record(finding).map_err(failed)?;
        }
    }
    csv.flush().map_err(|error| failed(error.into()))
}

fn sorted(intake: &Intake<'_>) -> String {
    format!(
        "SELECT {run} AS run_id, f.severity, f.code, f.entity, f.file, CAST(f.line AS VARCHAR) AS line_text,
             f.record, f.field, f.value, f.message, f.cause_rule, f.cause_record
         FROM findings f JOIN catalogue r ON r.code = f.code
         ORDER BY r.place, f.file, f.line, f.field, f.record, f.value",
        run = sql::text(intake.run.as_str())
    )
}

/// The rows of a batch as texts.
fn texts(batch: &RecordBatch) -> Result<Vec<Vec<String>>, RosterError> {
    let options = FormatOptions::default();
    let columns = batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options));
    let columns = columns.collect::<Result<Vec<_>, _>>()?;
    let row = |row| {
        columns.iter().map(|column| spreadsheet::cell(&column.value(row).to_string()).into_owned()).collect()
    };
    Ok((0..batch.num_rows()).map(row).collect())
}
