//! From an upload to a delivery: asked for at once, done beside.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use blob_service::FileInfo;
use model::codes::FileFormat;
use model::{Clock, DataConnectorId, OperationId};
use odata::Error;
use store::{Delivery, OperationStep, StoreError, TenantStore, UploadSession, Validation};

use super::Uploads;
use super::validation::{LookError, look};
use crate::reply::store_failed;

/// What is to be validated, and for whom.
pub(crate) struct Validate {
    pub(crate) tenant: TenantStore,
    pub(crate) connector: DataConnectorId,
    pub(crate) format: FileFormat,
    pub(crate) operation: OperationId,
    /// The path of the connector below the service root.
    pub(crate) resource: String,
    pub(crate) clock: Arc<dyn Clock>,
}

/// Ends the session of a connector, and begins to validate what was sent in it.
///
/// # Errors
/// 409 when there is no session.
pub(crate) async fn validate(uploads: Arc<Uploads>, asked: Validate) -> Result<(), Error> {
    let ending = uploads.ending.lock().await;
    let now = asked.clock.now();
    let session = asked.tenant.end_upload_session(&asked.connector, now).await.map_err(store_failed)?;
    let session = session.ok_or_else(|| {
        Error::conflict(
            "There is no upload session to validate: call getUploadSession and send the files first.",
        )
    })?;
    let folder = uploads.delivered(asked.tenant.id(), &asked.connector, &session.container);
    let files = uploads.take(&session, folder.clone()).await.map_err(|error| {
        tracing::error!(%error, "the files of an upload session could not be taken");
        Error::internal()
    })?;
    drop(ending);
    let (tenant, operation) = (&asked.tenant, &asked.operation);
    tenant.create_operation(operation, &asked.resource, now).await.map_err(store_failed)?;
    tokio::spawn(async move {
        if let Err(error) = deliver(&asked, session, folder, files).await {
            tracing::error!(%error, "what a validation came to could not be stored");
        }
    });
    Ok(())
}

/// Looks at the files, and makes them the delivery of the connector if nothing is wrong with them.
async fn deliver(
    asked: &Validate,
    session: UploadSession,
    folder: PathBuf,
    files: Vec<FileInfo>,
) -> Result<(), StoreError> {
    let (tenant, operation) = (&asked.tenant, &asked.operation);
    tenant.advance_operation(operation, OperationStep::Begin, asked.clock.now()).await?;
    let step = match look_beside(asked, folder.clone(), files).await? {
        Ok(validation) => OperationStep::Succeed(validation),
        Err(why) => OperationStep::Fail(why),
    };
    let is_delivered = matches!(&step, OperationStep::Succeed(found) if found.errors.is_empty());
    if is_delivered {
        let delivery = Delivery { container: session.container, at: asked.clock.now() };
        let before = tenant.delivery(&asked.connector).await?;
        tenant.record_delivery(&asked.connector, &delivery).await?;
        let kept: Vec<Delivery> = [Some(delivery), before].into_iter().flatten().collect();
        forget_all_but(&folder, &kept);
    } else {
        forget(&folder);
    }
    tenant.advance_operation(operation, step, asked.clock.now()).await?;
    Ok(())
}

/// What is found in the files, or why they could not be looked at.
async fn look_beside(
    asked: &Validate,
    folder: PathBuf,
    files: Vec<FileInfo>,
) -> Result<Result<Validation, String>, StoreError> {
    if asked.format != FileFormat::SDS_V2_1 {
        return Ok(Err(format!("Files of the format {} cannot be read yet.", asked.format.as_str())));
    }
    let codes = asked.tenant.code_book().await?;
    let looked = tokio::task::spawn_blocking(move || look(&folder, &files, codes)).await;
    Ok(match looked {
        Ok(looked) => looked.map_err(|error: LookError| {
            tracing::error!(%error, "uploaded files could not be looked at");
            "The server could not read the files; upload them again.".to_owned()
        }),
        Err(_) => Err("The validation was cut short; upload the files again.".to_owned()),
    })
}

/// Deletes older deliveries beside `folder`. The one before is kept: a run may still read it.
fn forget_all_but(folder: &Path, kept: &[Delivery]) {
    let entries = folder.parent().and_then(|deliveries| fs::read_dir(deliveries).ok());
    for entry in entries.into_iter().flatten().flatten() {
        if !kept.iter().any(|delivery| entry.file_name() == delivery.container.as_str()) {
            forget(&entry.path());
        }
    }
}

fn forget(folder: &Path) {
    if let Err(error) = fs::remove_dir_all(folder) {
        tracing::warn!(%error, folder = %folder.display(), "an upload that is not needed could not be deleted");
    }
}
