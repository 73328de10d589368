//! Every finding of a run, as a file.

use std::io::ErrorKind;

use axum::body::{Body, Bytes};
use futures::stream;
use odata::Error;
use odata::query::Allowed;
use tokio::fs::File;
use tokio::io::AsyncReadExt;

use crate::access::FINDINGS_READ;
use crate::call::Call;
use crate::reply::{Content, Reply};
use crate::routes::declaration::{Route, get};
use crate::routes::deletion::found;
use crate::service::Service;

const FINDINGS: &str = "/homeroom/v1/runs/{run}/findings";

/// How much of the file is read at a time, in bytes.
const PART: usize = 64 * 1024;

pub(super) fn routes() -> Vec<Route> {
    vec![get(
        FINDINGS,
        "Downloads the findings of a run, as CSV.",
        FINDINGS_READ,
        Allowed::NOTHING,
        |s, c| Box::pin(findings(s, c)),
    )]
}

async fn findings(service: &Service, call: Call) -> Result<Reply, Error> {
    let run = super::read(&call).await?.id;
    let runs = service.runs.as_ref().ok_or_else(|| Error::unavailable("This server carries no runs out."))?;
    let path = runs.findings(&call.caller.store, &run);
    match File::open(&path).await {
        Ok(file) => Ok(Content::Csv(streamed(file)).into()),
        Err(error) if error.kind() == ErrorKind::NotFound => found(None, "file of findings"),
        Err(error) => {
            tracing::error!(%error, %run, "the findings of a run cannot be read");
            Err(Error::internal())
        }
    }
}

/// The file, read as it is sent.
fn streamed(file: File) -> Body {
    Body::from_stream(stream::try_unfold(file, async |mut file| {
        let mut part = vec![0; PART];
        let length = file.read(&mut part).await?;
        part.truncate(length);
        Ok::<_, std::io::Error>((length > 0).then(|| (Bytes::from(part), file)))
    }))
}
