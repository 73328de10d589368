//! Rows become columns, each in the bucket of its key.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int32Array, Int64Builder, RecordBatch, StringViewBuilder};
use datafusion::arrow::datatypes::{Schema, SchemaRef};
use formats::{StagedRow, Table};
use lake::{Buckets, PartWriter, Staging, column};

use super::columns::ColumnWriter;
use crate::{RosterError, relations, tables};

/// How many rows make a batch.
const BATCH: usize = 8_192;

/// The columns of staged rows: the table's, the bucket, the line, and the rule that dropped the row.
pub(crate) fn staged_schema(table: Table) -> SchemaRef {
    let own = [column::int("bucket"), column::long("line"), column::text("dropped")];
    Arc::new(Schema::new(tables::fields(table).chain(own).collect::<Vec<_>>()))
}

/// Stages the rows of one table as `read/TABLE/BUCKET`.
#[derive(Debug)]
pub(crate) struct RowWriter {
    buckets: Buckets,
    bucket_column: Option<usize>,
    writers: Vec<BucketWriter>,
}

impl RowWriter {
    pub(crate) fn new(staging: &Staging, table: Table, buckets: Buckets) -> Self {
        let bucket_column = relations::bucket_column(table);
        let place = |name| table.columns().iter().position(|column| column.name == name);
        let buckets = if bucket_column.is_some() { buckets } else { Buckets::ONE };
        let writers = buckets.all().map(|bucket| BucketWriter::new(staging, table, bucket)).collect();
        Self { buckets, bucket_column: bucket_column.and_then(place), writers }
    }

    pub(crate) fn push(&mut self, row: &StagedRow<'_>) -> Result<(), RosterError> {
        let key = self.bucket_column.and_then(|place| row.values.get(place)?.as_deref());
        let bucket = key.map_or(0, |key| self.buckets.bucket_of(key));
        match self.writers.get_mut(usize::from(bucket)) {
            Some(writer) => writer.push(row),
            None => Ok(()),
        }
    }

    pub(crate) fn finish(self) -> Result<(), RosterError> {
        self.writers.into_iter().try_for_each(BucketWriter::finish)
    }
}

#[derive(Debug)]
struct BucketWriter {
    schema: SchemaRef,
    writer: PartWriter,
    bucket: i32,
    columns: Vec<ColumnWriter>,
    lines: Int64Builder,
    dropped: StringViewBuilder,
    rows: usize,
}

impl BucketWriter {
    fn new(staging: &Staging, table: Table, bucket: u16) -> Self {
        let schema = staged_schema(table);
        Self {
            writer: staging.part_writer(&format!("read/{}/{bucket}", table.name()), &schema),
            schema,
            bucket: i32::from(bucket),
            columns: table.columns().iter().map(|column| ColumnWriter::new(column.kind)).collect(),
            lines: Int64Builder::new(),
            dropped: StringViewBuilder::new(),
            rows: 0,
        }
    }

    fn push(&mut self, row: &StagedRow<'_>) -> Result<(), RosterError> {
        for (column, value) in self.columns.iter_mut().zip(row.values) {
            column.push(value.as_deref());
        }
        self.lines.append_option(i64::try_from(row.line).ok());
        self.dropped.append_option(row.dropped.map(model::Rule::code));
        self.rows += 1;
        if self.rows < BATCH { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> Result<(), RosterError> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut columns: Vec<ArrayRef> = self.columns.iter_mut().map(ColumnWriter::finish).collect();
        columns.push(Arc::new(Int32Array::from_value(self.bucket, self.rows)));
        columns.push(Arc::new(self.lines.finish()));
        columns.push(Arc::new(self.dropped.finish()));
        self.rows = 0;
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns)?;
        Ok(self.writer.write(&batch)?)
    }

    fn finish(mut self) -> Result<(), RosterError> {
        self.flush()?;
        Ok(self.writer.finish()?)
    }
}
