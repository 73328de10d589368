//! From an upload to a delivery: asked for at once, done beside.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use blob_service::FileInfo;
use model::PublicError;
use model::codes::FileFormat;
use odata::Error;
use store::{Delivery, OperationStep, StoreError, UploadSession};

use super::Uploads;
use super::validation::{FORMAT_NOT_SUPPORTED, look};
use crate::reply::store_failed;
use crate::validation::{Asked, go_on};

/// Ends the session of a connector, and begins to validate what was sent in it.
///
/// # Errors
/// 409 when there is no session.
pub(crate) async fn validate(uploads: Arc<Uploads>, asked: Asked, format: FileFormat) -> Result<(), Error> {
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
    go_on(asked.clone(), async move { deliver(&asked, format, session, folder, files).await });
    Ok(())
}

/// Looks at the files, and makes them the delivery of the connector if nothing is wrong with them.
async fn deliver(
    asked: &Asked,
    format: FileFormat,
    session: UploadSession,
    folder: PathBuf,
    files: Vec<FileInfo>,
) -> Result<(), StoreError> {
    let (tenant, operation) = (&asked.tenant, &asked.operation);
    tenant.advance_operation(operation, OperationStep::Begin, asked.clock.now()).await?;
    let step = look_beside(asked, format, folder.clone(), files).await?;
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
    asked: &Asked,
    format: FileFormat,
    folder: PathBuf,
    files: Vec<FileInfo>,
) -> Result<OperationStep, StoreError> {
    if format != FileFormat::SDS_V2_1 {
        return Ok(OperationStep::FailWith(unread(format)));
    }
    let codes = asked.tenant.code_book().await?;
    let looked = tokio::task::spawn_blocking(move || look(&folder, &files, codes)).await;
    Ok(match looked {
        Ok(Ok(validation)) => OperationStep::Succeed(validation),
        Ok(Err(error)) => {
            tracing::error!(%error, "uploaded files could not be looked at");
            OperationStep::Fail("The server could not read the files; upload them again.".to_owned())
        }
        Err(_) => OperationStep::Fail("The validation was cut short; upload the files again.".to_owned()),
    })
}

/// Why files of a connector's format are not looked at.
fn unread(format: FileFormat) -> PublicError {
    let (format, read) = (format.as_str(), FileFormat::SDS_V2_1.as_str());
    PublicError {
        code: FORMAT_NOT_SUPPORTED.to_owned(),
        message: format!(
            "The data connector takes files of the format {format}, which cannot be read yet: change its \
             fileFormat to {read}, and upload the roster in that format."
        ),
        target: Some("fileFormat".to_owned()),
    }
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
