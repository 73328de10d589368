//! Findings as rows, so that a million of them need no memory.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringViewArray};
use datafusion::arrow::datatypes::{Schema, SchemaRef};
use lake::{PartWriter, Staging};
use model::Finding;

use crate::{RosterError, tables};

/// How many findings make a batch.
const BATCH: usize = 4_096;

/// The columns of findings.
pub(crate) fn schema() -> SchemaRef {
    Arc::new(Schema::new(tables::finding_fields().to_vec()))
}

/// Takes findings one by one and stages them.
#[derive(Debug)]
pub(crate) struct FindingWriter {
    schema: SchemaRef,
    writer: PartWriter,
    waiting: Vec<Finding>,
}

impl FindingWriter {
    /// A writer of the staged table `name`.
    pub(crate) fn new(staging: &Staging, name: &str) -> Self {
        let schema = schema();
        Self { writer: staging.part_writer(name, &schema), schema, waiting: Vec::new() }
    }

    pub(crate) fn push(&mut self, finding: Finding) -> Result<(), RosterError> {
        self.waiting.push(finding);
        if self.waiting.len() < BATCH { Ok(()) } else { self.flush() }
    }

    pub(crate) fn finish(mut self) -> Result<(), RosterError> {
        self.flush()?;
        Ok(self.writer.finish()?)
    }

    fn flush(&mut self) -> Result<(), RosterError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let batch = batch(&self.schema, &self.waiting)?;
        self.waiting.clear();
        Ok(self.writer.write(&batch)?)
    }
}

fn batch(schema: &SchemaRef, findings: &[Finding]) -> Result<RecordBatch, RosterError> {
    let text = |of: fn(&Finding) -> Option<&str>| -> ArrayRef {
        Arc::new(findings.iter().map(of).collect::<StringViewArray>())
    };
    let line = |of: fn(&Finding) -> Option<u64>| -> ArrayRef {
        let lines = findings.iter().map(|finding| of(finding).and_then(|line| i64::try_from(line).ok()));
        Arc::new(lines.collect::<Int64Array>())
    };
    let columns = vec![
        text(|finding| Some(finding.severity.as_str())),
        text(|finding| Some(finding.rule.code())),
        text(|finding| Some(finding.entity)),
        text(|finding| Some(&finding.file)),
        line(|finding| finding.line),
        text(|finding| finding.record.as_deref()),
        text(|finding| finding.field),
        text(|finding| finding.value.as_deref()),
        text(|finding| Some(&finding.message)),
        text(|finding| Some(finding.cause.as_ref()?.rule.code())),
        text(|finding| Some(&finding.cause.as_ref()?.file)),
        line(|finding| finding.cause.as_ref()?.line),
        text(|finding| finding.cause.as_ref()?.record.as_deref()),
    ];
    Ok(RecordBatch::try_new(Arc::clone(schema), columns)?)
}
