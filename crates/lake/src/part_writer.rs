//! Rows from plain code into Parquet files.

use std::fs::File;
use std::path::{Path, PathBuf};

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::properties::WriterProperties;

use crate::{LakeError, folder};

/// Rows a file holds before the next one is begun; several files let the engine read in parallel.
const ROWS_PER_FILE: usize = 2 << 20;
/// Rows a row group holds; what a writer keeps in memory grows with it.
const ROWS_PER_GROUP: usize = 256 << 10;

/// Writes batches to `part-0.parquet`, `part-1.parquet` and so on of one folder, on the calling thread.
#[derive(Debug)]
pub struct PartWriter {
    folder: PathBuf,
    schema: SchemaRef,
    open: Option<OpenPart>,
    parts: usize,
}

#[derive(Debug)]
struct OpenPart {
    path: PathBuf,
    writer: ArrowWriter<File>,
    rows: usize,
}

impl PartWriter {
    /// A writer into `folder`; no file is made before there are rows.
    pub(crate) fn new(folder: &Path, schema: SchemaRef) -> Self {
        Self { folder: folder.to_owned(), schema, open: None, parts: 0 }
    }

    /// Writes a batch, whose columns must be those of the table.
    ///
    /// # Errors
    ///
    /// When the disk refuses, or the columns differ.
    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), LakeError> {
        let mut part = match self.open.take() {
            Some(part) => part,
            None => self.next_part()?,
        };
        part.writer.write(batch).map_err(parquet_error(&part.path))?;
        part.rows += batch.num_rows();
        if part.rows < ROWS_PER_FILE {
            self.open = Some(part);
            return Ok(());
        }
        part.close()
    }

    /// Ends the last file. A writer that is dropped instead leaves an unreadable file.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn finish(mut self) -> Result<(), LakeError> {
        self.open.take().map_or(Ok(()), OpenPart::close)
    }

    fn next_part(&mut self) -> Result<OpenPart, LakeError> {
        folder::create(&self.folder)?;
        let path = self.folder.join(format!("part-{}.parquet", self.parts));
        self.parts += 1;
        let file = File::create(&path).map_err(LakeError::storage(&path))?;
        let writer = ArrowWriter::try_new(file, self.schema.clone(), Some(properties()));
        Ok(OpenPart { writer: writer.map_err(parquet_error(&path))?, path, rows: 0 })
    }
}

impl OpenPart {
    fn close(self) -> Result<(), LakeError> {
        self.writer.close().map(drop).map_err(parquet_error(&self.path))
    }
}

fn properties() -> WriterProperties {
    let level = ZstdLevel::try_new(3).unwrap_or_default();
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_max_row_group_row_count(Some(ROWS_PER_GROUP))
        .build()
}

fn parquet_error(path: &Path) -> impl FnOnce(ParquetError) -> LakeError {
    let path = path.to_owned();
    move |source| LakeError::Parquet { path, source }
}
