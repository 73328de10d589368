//! A container in a folder of its own, at a URL that is printed: `serve FOLDER [BYTES A FILE]`.

#![expect(clippy::print_stdout, reason = "it is how it tells its URL")]

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use blob_service::{BlobService, Containers, Grant, Limits, Permissions, Place, SessionUrl, SigningKeys};
use chrono::TimeDelta;
use model::{Clock, IdSource, RandomIds, SystemClock};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("say in which folder")?);
    let file_bytes = arguments.next().map(|bytes| bytes.parse()).transpose()?;
    let limits = Limits {
        file_bytes: file_bytes.unwrap_or_else(|| Limits::default().file_bytes),
        ..Limits::default()
    };

    let containers = Arc::new(Containers::new(&folder, limits)?);
    let id = RandomIds.fresh();
    containers.ensure(id)?;
    let place = Place::new("default", "connector", id).ok_or("no place")?;
    let service = BlobService::new(
        containers,
        SigningKeys::new(&[7; 32], &[]),
        Arc::new(SystemClock),
        Arc::new(RandomIds),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let grant = Grant {
        permissions: Permissions::all(),
        starts: None,
        expires: SystemClock.now() + TimeDelta::hours(1),
    };
    let server = format!("http://{}", listener.local_addr()?);
    println!("{}", SessionUrl::sign(&server, &place, &grant, service.keys())?);
    let app = Router::new().fallback(answer).with_state(Arc::new(service));
    Ok(axum::serve(listener, app).await?)
}

async fn answer(State(service): State<Arc<BlobService>>, request: Request) -> Response {
    service.answer(request).await
}
