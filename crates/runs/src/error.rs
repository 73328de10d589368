//! Why a run could not go on.

use std::path::Path;

use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use directory::DirectoryError;
use lake::LakeError;
use provisioning::UnmatchableIdentifier;

/// The code of a run that was stopped before its end.
pub const RUN_STOPPED: &str = "RUN-STOPPED";

/// A failure of a run. What is wrong with a roster's contents is a finding instead.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The roster cannot be opened.
    #[error("{source}")]
    Roster {
        /// `ROSTER-FOLDER` or `ROSTER-FORMAT`.
        code: &'static str,
        /// What is wrong with it.
        source: formats::OpenError,
    },
    /// The roster would have to be read from an API.
    #[error(
        "rosters cannot be read over the OneRoster API yet: export the roster as SDS v2.1 files, and bring it by \
         an inbound flow of files"
    )]
    ApiNotRead,
    /// The roster could not be taken in.
    #[error(transparent)]
    Intake(#[from] roster::RosterError),
    /// The lake or its engine failed.
    #[error(transparent)]
    Lake(#[from] LakeError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The tenant's source system matches people by what rosters do not have.
    #[error(transparent)]
    Matching(#[from] UnmatchableIdentifier),
    /// The directory failed.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// A file for people could not be written.
    #[error("cannot write {path}: {source}: check that the data directory can be written and has room")]
    File {
        /// The file.
        path: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A table lacks a column that this version reads.
    #[error("a table has no usable column {name}: it was written by another version")]
    Column {
        /// The column.
        name: &'static str,
    },
    /// A stored value cannot be read.
    #[error("{what} cannot be read: it was written by another version")]
    Stored {
        /// What it was.
        what: &'static str,
    },
    /// The plan failed its own check.
    #[error("{message}; nothing was written: this is a fault of the planner, please report it")]
    Lint {
        /// The check.
        code: &'static str,
        /// What it found.
        message: String,
    },
    /// Somebody asked it to stop.
    #[error("the run was stopped before its end; the next one goes on where it was, or begins anew")]
    Stopped,
    /// No run has this id.
    #[error("this tenant has no run {0}")]
    UnknownRun(String),
    /// No run has come as far as a visible plan.
    #[error("no run of this tenant has come as far as applying a plan: run homeroom sync first")]
    NothingVisible,
    /// Nothing goes by this id.
    #[error(
        "nothing goes by the id {0}: it is in no row of people, roles, classes, enrollments and organizations, \
         in no finding about them, and in no plan of the last runs; ids are compared with case"
    )]
    UnknownId(String),
    /// There is nothing to release.
    #[error("{guard} holds nothing of run {run} any more")]
    NothingHeld {
        /// The run.
        run: String,
        /// The guard.
        guard: String,
    },
    /// A newer run has planned since.
    #[error("run {newest} has planned since: release what that one holds")]
    Superseded {
        /// The newest run.
        newest: String,
    },
}

impl RunError {
    pub(crate) fn arrow(error: ArrowError) -> Self {
        Self::engine(DataFusionError::from(error))
    }

    pub(crate) fn engine(error: DataFusionError) -> Self {
        Self::Lake(LakeError::from(error))
    }

    /// For `map_err` on whatever touches the file at `path`.
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.display().to_string();
        move |source| Self::File { path, source }
    }

    pub(crate) const fn stored(what: &'static str) -> Self {
        Self::Stored { what }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Roster { code, .. } | Self::Lint { code, .. } => code,
            Self::ApiNotRead => "ROSTER-API",
            Self::Intake(_) => "RUN-INTAKE",
            Self::Lake(_) => "DATA-LAKE",
            Self::Store(error) => error.code(),
            Self::Matching(_) => "MATCH-IDENTIFIER",
            Self::Directory(_) => "DIR-UNAVAILABLE",
            Self::File { .. } => "DATA-FILE",
            Self::Column { .. } | Self::Stored { .. } => "DATA-VERSION",
            Self::Stopped => RUN_STOPPED,
            Self::UnknownRun(_) => "RUN-UNKNOWN",
            Self::NothingVisible => "RUN-NONE",
            Self::UnknownId(_) => "EXPLAIN-UNKNOWN",
            Self::NothingHeld { .. } => "RUN-NOTHING-HELD",
            Self::Superseded { .. } => "RUN-SUPERSEDED",
        }
    }

    /// Whether whoever asked for the run can mend it by asking differently: wrong usage or missing input.
    #[must_use]
    pub const fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::Roster { .. }
                | Self::ApiNotRead
                | Self::Matching(_)
                | Self::UnknownRun(_)
                | Self::NothingVisible
                | Self::UnknownId(_)
                | Self::NothingHeld { .. }
                | Self::Superseded { .. }
        )
    }
}

impl From<formats::OpenError> for RunError {
    fn from(source: formats::OpenError) -> Self {
        let code = match source {
            formats::OpenError::UnknownFormat(_) | formats::OpenError::UnreadFormat { .. } => "ROSTER-FORMAT",
            _ => "ROSTER-FOLDER",
        };
        Self::Roster { code, source }
    }
}
