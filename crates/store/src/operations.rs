//! Operations: what was asked for and takes a while, for whoever asked to look at.

mod record;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use database::{query, query_as, query_scalar};
use model::{OperationId, PublicError};

pub use record::{OperationRecord, OperationStatus, Validation};
use record::{OperationRow, validation_text};

use crate::lists::{Condition, Selection};
use crate::{Store, StoreError, TenantStore, time};

/// For how long whoever works on an operation is taken to be alive after a sign of life.
const SIGN_OF_LIFE: TimeDelta = TimeDelta::seconds(60);

/// What became of the deletion of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeleteOperation {
    /// It is gone.
    Deleted,
    /// It still goes on.
    Unfinished,
    /// The tenant has no such operation.
    NoSuchOperation,
}

/// How an operation comes further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OperationStep {
    /// It begins.
    Begin,
    /// It has come to an answer.
    Succeed(Validation),
    /// It could not come to one; the text tells a person why.
    Fail(String),
    /// It could not come to one, for a reason that has a code.
    FailWith(PublicError),
}

impl OperationStep {
    /// What it makes of the record.
    fn take(self, operation: &mut OperationRecord, at: DateTime<Utc>) {
        operation.acted_at = at.trunc_subsecs(6).max(operation.acted_at);
        match self {
            Self::Begin => operation.status = OperationStatus::Running,
            Self::Succeed(validation) => {
                operation.status = OperationStatus::Succeeded;
                operation.validation = validation;
            }
            Self::Fail(why) => {
                operation.status = OperationStatus::Failed;
                operation.status_detail = Some(why);
            }
            Self::FailWith(error) => {
                operation.status = OperationStatus::Failed;
                operation.status_detail = Some(error.message.clone());
                operation.validation.errors = vec![error];
            }
        }
    }
}

impl TenantStore {
    /// Enters an operation that is asked for at `at` and works on `resource`: a path below the service root.
    /// Whoever works on it gives [a sign of life](Self::keep_operation) now and then.
    ///
    /// # Errors
    /// When its id is taken or the database fails.
    pub async fn create_operation(
        &self,
        id: &OperationId,
        resource: &str,
        at: DateTime<Utc>,
    ) -> Result<OperationRecord, StoreError> {
        let at = at.trunc_subsecs(6);
        let operation = OperationRecord {
            id: id.clone(),
            created_at: at,
            acted_at: at,
            resource: resource.to_owned(),
            status: OperationStatus::NotStarted,
            status_detail: None,
            validation: Validation::default(),
        };
        let mut transaction = self.database.write().await?;
        query(
            "INSERT INTO operations (tenant, id, created_at, acted_at, resource, status, validation, kept_until)
            VALUES ($1, $2, $3, $3, $4, $5, $6, $7)",
        )
        .bind(self.tenant.as_str())
        .bind(id.as_str())
        .bind(time::text(at))
        .bind(resource)
        .bind(operation.status.as_str())
        .bind(validation_text(&operation.validation)?)
        .bind(time::text(at + SIGN_OF_LIFE))
        .execute(&mut transaction)
        .await?;
        transaction.commit().await?;
        Ok(operation)
    }

    /// Says that an operation is still worked on at `at`. To be said several times a minute.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_operation(&self, id: &OperationId, at: DateTime<Utc>) -> Result<(), StoreError> {
        let mut transaction = self.database.write().await?;
        query("UPDATE operations SET kept_until = $3 WHERE tenant = $1 AND id = $2")
            .bind(self.tenant.as_str())
            .bind(id.as_str())
            .bind(time::text(at + SIGN_OF_LIFE))
            .execute(&mut transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Brings an operation further. One that has come to its end stays as it is; says whether it was brought.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn advance_operation(
        &self,
        id: &OperationId,
        step: OperationStep,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database.write().await?;
        let row: Option<OperationRow> = query_as("SELECT * FROM operations WHERE tenant = $1 AND id = $2")
            .bind(self.tenant.as_str())
            .bind(id.as_str())
            .fetch_optional(&mut transaction)
            .await?;
        let Some(mut operation) = row.map(OperationRecord::try_from).transpose()? else { return Ok(false) };
        if operation.status.is_final() {
            return Ok(false);
        }
        step.take(&mut operation, at);
        query(
            "UPDATE operations SET acted_at = $3, status = $4, status_detail = $5, validation = $6
            WHERE tenant = $1 AND id = $2",
        )
        .bind(self.tenant.as_str())
        .bind(id.as_str())
        .bind(time::text(operation.acted_at))
        .bind(operation.status.as_str())
        .bind(operation.status_detail.as_deref())
        .bind(validation_text(&operation.validation)?)
        .execute(&mut transaction)
        .await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// The tenant's operations, the oldest first.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn operations(&self) -> Result<Vec<OperationRecord>, StoreError> {
        let rows: Vec<OperationRow> =
            query_as("SELECT * FROM operations WHERE tenant = $1 ORDER BY created_at, id")
                .bind(self.tenant.as_str())
                .fetch_all(self.database.read())
                .await?;
        rows.into_iter().map(OperationRecord::try_from).collect()
    }

    /// The operations of a page.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn selected_operations(
        &self,
        selection: &Selection,
    ) -> Result<Vec<OperationRecord>, StoreError> {
        let rows: Vec<OperationRow> = self.selected("operations", "*", selection).await?;
        rows.into_iter().map(OperationRecord::try_from).collect()
    }

    /// How many operations there are under a condition.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_operations(&self, condition: &Condition) -> Result<usize, StoreError> {
        self.counted("operations", condition).await
    }

    /// One of the tenant's operations.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn operation(&self, id: &OperationId) -> Result<Option<OperationRecord>, StoreError> {
        let row: Option<OperationRow> = query_as("SELECT * FROM operations WHERE tenant = $1 AND id = $2")
            .bind(self.tenant.as_str())
            .bind(id.as_str())
            .fetch_optional(self.database.read())
            .await?;
        row.map(OperationRecord::try_from).transpose()
    }

    /// Whether an operation that has not come to its end works on `resource`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_worked_on(&self, resource: &str) -> Result<bool, StoreError> {
        let unfinished: Option<String> = query_scalar(
            "SELECT id FROM operations WHERE tenant = $1 AND resource = $2 AND status IN ($3, $4) LIMIT 1",
        )
        .bind(self.tenant.as_str())
        .bind(resource)
        .bind(OperationStatus::NotStarted.as_str())
        .bind(OperationStatus::Running.as_str())
        .fetch_optional(self.database.read())
        .await?;
        Ok(unfinished.is_some())
    }

    /// Deletes an operation that has come to its end.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_operation(&self, id: &OperationId) -> Result<DeleteOperation, StoreError> {
        let mut transaction = self.database.write().await?;
        let status: Option<String> =
            query_scalar("SELECT status FROM operations WHERE tenant = $1 AND id = $2")
                .bind(self.tenant.as_str())
                .bind(id.as_str())
                .fetch_optional(&mut transaction)
                .await?;
        match status.as_deref().map(OperationStatus::parse).transpose()? {
            None => return Ok(DeleteOperation::NoSuchOperation),
            Some(status) if !status.is_final() => return Ok(DeleteOperation::Unfinished),
            Some(_) => {}
        }
        query("DELETE FROM operations WHERE tenant = $1 AND id = $2")
            .bind(self.tenant.as_str())
            .bind(id.as_str())
            .execute(&mut transaction)
            .await?;
        transaction.commit().await?;
        Ok(DeleteOperation::Deleted)
    }
}

impl Store {
    /// Ends, at `at`, every operation that has not come to its end, and whose worker has not given a sign of
    /// life for a minute: it is gone, and `why` tells a person so. Says how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fail_unfinished_operations(&self, why: &str, at: DateTime<Utc>) -> Result<u64, StoreError> {
        let mut transaction = self.database.write().await?;
        let failed = query(
            "UPDATE operations SET status = $1, status_detail = $2, acted_at = $3
            WHERE status IN ($4, $5) AND coalesce(kept_until, '') <= $3",
        )
        .bind(OperationStatus::Failed.as_str())
        .bind(why)
        .bind(time::text(at))
        .bind(OperationStatus::NotStarted.as_str())
        .bind(OperationStatus::Running.as_str())
        .execute(&mut transaction)
        .await?;
        transaction.commit().await?;
        Ok(failed)
    }
}
