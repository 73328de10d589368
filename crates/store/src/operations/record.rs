//! A long-running operation as the store knows it.

use chrono::{DateTime, Utc};
use model::{OperationId, PublicError};
use serde::{Deserialize, Serialize};

use crate::word::words;
use crate::{StoreError, time};

const WHAT: &str = "an operation";

words! {
    /// Where an operation stands (Graph: `longRunningOperationStatus`).
    OperationStatus {
        /// Asked for, not begun.
        NotStarted = "notStarted",
        /// Going on.
        Running = "running",
        /// It has come to an answer, whatever the answer is.
        Succeeded = "succeeded",
        /// It could not come to one.
        Failed = "failed",
    }
}

impl OperationStatus {
    /// Whether the operation changes no more.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed)
    }
}

/// The validation of an upload, or of a source (Graph: `fileValidateOperation`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationRecord {
    /// Its id.
    pub id: OperationId,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it last came further.
    pub acted_at: DateTime<Utc>,
    /// What it works on: the path of a resource below the service root.
    pub resource: String,
    /// Where it stands.
    pub status: OperationStatus,
    /// Why it failed.
    pub status_detail: Option<String>,
    /// What it has found.
    pub validation: Validation,
}

/// What a validation has found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validation {
    /// The files that can be taken in; none if there are errors.
    pub validated_files: Vec<String>,
    /// What keeps the upload from being taken in, or the source from being read.
    pub errors: Vec<PublicError>,
    /// What does not.
    pub warnings: Vec<PublicError>,
}

/// A row of `operations`.
#[derive(sqlx::FromRow)]
pub(super) struct OperationRow {
    id: String,
    created_at: String,
    acted_at: String,
    resource: String,
    status: String,
    status_detail: Option<String>,
    validation: String,
}

impl TryFrom<OperationRow> for OperationRecord {
    type Error = StoreError;

    fn try_from(row: OperationRow) -> Result<Self, StoreError> {
        let stored: StoredValidation =
            serde_json::from_str(&row.validation).map_err(|error| StoreError::unreadable(WHAT, error))?;
        Ok(Self {
            id: OperationId::from(row.id),
            created_at: time::instant(&row.created_at)?,
            acted_at: time::instant(&row.acted_at)?,
            resource: row.resource,
            status: OperationStatus::parse(&row.status)?,
            status_detail: row.status_detail,
            validation: stored.into(),
        })
    }
}

/// What stands in `operations.validation`.
pub(super) fn validation_text(validation: &Validation) -> Result<String, StoreError> {
    let stored = StoredValidation::from(validation);
    serde_json::to_string(&stored).map_err(|error| StoreError::unreadable(WHAT, error))
}

#[derive(Serialize, Deserialize)]
struct StoredValidation {
    validated_files: Vec<String>,
    errors: Vec<StoredError>,
    warnings: Vec<StoredError>,
}

#[derive(Serialize, Deserialize)]
struct StoredError {
    code: String,
    message: String,
    target: Option<String>,
}

impl From<&Validation> for StoredValidation {
    fn from(validation: &Validation) -> Self {
        let stored = |errors: &[PublicError]| errors.iter().cloned().map(StoredError::from).collect();
        Self {
            validated_files: validation.validated_files.clone(),
            errors: stored(&validation.errors),
            warnings: stored(&validation.warnings),
        }
    }
}

impl From<StoredValidation> for Validation {
    fn from(stored: StoredValidation) -> Self {
        let read = |errors: Vec<StoredError>| errors.into_iter().map(PublicError::from).collect();
        Self {
            validated_files: stored.validated_files,
            errors: read(stored.errors),
            warnings: read(stored.warnings),
        }
    }
}

impl From<PublicError> for StoredError {
    fn from(PublicError { code, message, target }: PublicError) -> Self {
        Self { code, message, target }
    }
}

impl From<StoredError> for PublicError {
    fn from(StoredError { code, message, target }: StoredError) -> Self {
        Self { code, message, target }
    }
}
