//! What can go wrong in the lake.

use std::io;
use std::path::PathBuf;

use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use datafusion::parquet::errors::ParquetError;
use deltalake_core::DeltaTableError;

/// A failure of storage or of the engine.
#[derive(Debug, thiserror::Error)]
pub enum LakeError {
    /// A folder or file of the data directory.
    #[error("cannot use {}: {source}: check that the data directory exists, can be written, and has room", path.display())]
    Storage {
        /// What could not be read or written.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A Delta log.
    #[error("table {table}: {source}")]
    Table {
        /// The table's name.
        table: String,
        /// The log's reason.
        source: Box<DeltaTableError>,
    },
    /// A table does not fit what it is written with or read as.
    #[error("table {table} cannot hold rows of this shape: {source}")]
    Shape {
        /// The table's name.
        table: String,
        /// Where the two differ.
        source: ArrowError,
    },
    /// A Parquet file.
    #[error("cannot use the Parquet file {}: {source}", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: ParquetError,
    },
    /// A step's plan could not be made or run.
    #[error("the engine stopped: {0}")]
    Engine(#[from] DataFusionError),
    /// Work on another thread ended without a result.
    #[error("a writing thread ended early: {0}")]
    Thread(#[from] tokio::task::JoinError),
}

impl LakeError {
    /// For `map_err` on whatever touches `path`.
    pub(crate) fn storage(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Storage { path, source }
    }

    /// For `map_err` on whatever touches the log of `table`.
    pub(crate) fn table(table: &str) -> impl Fn(DeltaTableError) -> Self {
        let table = table.to_owned();
        move |source| Self::Table { table: table.clone(), source: Box::new(source) }
    }
}
