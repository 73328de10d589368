//! The first few findings of every kind.

use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::datatypes::Int64Type;

use super::{FindingSample, RuleFindings};
use crate::RosterError;
use crate::session::Session;

/// How many findings of a kind are shown.
const SAMPLES: usize = 3;

/// Fills in the samples of `groups`.
pub(crate) async fn take(session: &Session<'_>, groups: &mut [RuleFindings]) -> Result<(), RosterError> {
    let sql = format!(
        "SELECT code, severity, entity, file, line, record, message FROM (
             SELECT f.*, row_number() OVER (
                 PARTITION BY f.code, f.severity, f.entity
                 ORDER BY f.file, f.line, f.record, f.field) AS rank
             FROM findings f)
         WHERE rank <= {SAMPLES} ORDER BY file, line, record, rank"
    );
    for batch in session.collect(&sql).await? {
        for row in 0..batch.num_rows() {
            add(groups, &batch, row);
        }
    }
    Ok(())
}

fn add(groups: &mut [RuleFindings], batch: &RecordBatch, row: usize) {
    let text = |column: usize| {
        let values = batch.column(column).as_string_view();
        values.iter().nth(row).flatten()
    };
    let line = batch.column(4).as_primitive::<Int64Type>().iter().nth(row).flatten();
    let (code, severity, entity) = (text(0), text(1), text(2));
    let group = groups.iter_mut().find(|group| {
        Some(group.rule.code()) == code
            && Some(group.severity.as_str()) == severity
            && Some(group.entity.as_str()) == entity
    });
    if let Some(group) = group {
        group.samples.push(FindingSample {
            file: text(3).unwrap_or_default().to_owned(),
            line: line.and_then(|line| u64::try_from(line).ok()),
            record: text(5).map(str::to_owned),
            message: text(6).unwrap_or_default().to_owned(),
        });
    }
}
