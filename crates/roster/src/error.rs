//! Why an intake could not be carried through; what is wrong with the roster is a finding instead.

use std::path::PathBuf;

use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use formats::ReadError;
use lake::LakeError;

/// A failure of the machine, or a step that must not be taken.
#[derive(Debug, thiserror::Error)]
pub enum RosterError {
    /// A file of the roster could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The lake or its engine failed.
    #[error(transparent)]
    Lake(#[from] LakeError),
    /// Rows could not be brought into columns.
    #[error("rows cannot be brought into columns: {0}")]
    Columns(#[from] ArrowError),
    /// The findings could not be written.
    #[error("cannot write the findings to {}: {source}: check that there is room and that it may be written", path.display())]
    Findings {
        /// The findings file.
        path: PathBuf,
        /// The reason.
        source: csv::Error,
    },
    /// The roster has fatal findings, so that nothing of it may be stored.
    #[error("the roster is not usable as a whole: nothing was stored; its findings say why")]
    Unusable,
    /// A working thread ended without a result.
    #[error("a reading thread ended early: {0}")]
    Thread(#[from] tokio::task::JoinError),
}

impl From<DataFusionError> for RosterError {
    fn from(error: DataFusionError) -> Self {
        Self::Lake(error.into())
    }
}
