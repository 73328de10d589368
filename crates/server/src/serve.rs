//! Serving: what listens, and what goes on beside.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::map_request;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::CONTENT_TYPE;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::respond::respond;
use crate::service::{ServeError, Service};
use crate::site::Site;
use crate::uploads::{self, Uploads};
use crate::{body, connections, issuer, openapi, readiness, validation};

impl Service {
    /// Answers requests on `listener` until `stop` resolves; requests in flight are then answered, as long as
    /// that does not take too long.
    ///
    /// # Errors
    /// When a declared route is not a path.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), ServeError> {
        let service = Arc::new(self);
        let site = Arc::new(Site::new(Arc::clone(&service))?);
        // Ends when it is dropped.
        let _beside = beside(&service);
        connections::serve(listener, service.tls.clone(), app(site), stop).await;
        service.store.close().await;
        Ok(())
    }
}

/// What goes on beside the requests.
fn beside(service: &Arc<Service>) -> JoinSet<()> {
    let mut beside = JoinSet::new();
    let (store, clock) = (&service.store, &service.clock);
    beside.spawn(readiness::keep(Arc::clone(service)));
    beside.spawn(validation::end_abandoned(store.clone(), Arc::clone(clock)));
    if let Some(uploads) = &service.uploads {
        beside.spawn(uploads::keep(Arc::clone(uploads), store.clone(), Arc::clone(clock)));
    }
    beside
}

fn app(site: Arc<Site>) -> Router {
    let issuer = issuer::routes().with_state(Arc::clone(&site.service));
    let routes = Router::new()
        .route("/healthz", get(health))
        .route("/openapi.json", get(describe))
        .fallback(answer)
        .with_state(site);
    routes.merge(issuer).layer(map_request(body::linger))
}

/// Ready: the store answers.
async fn health(State(site): State<Arc<Site>>) -> (http::StatusCode, &'static str) {
    match site.service.store.tenants().await {
        Ok(_) => (http::StatusCode::OK, "ready"),
        Err(_) => (http::StatusCode::SERVICE_UNAVAILABLE, "the store does not answer"),
    }
}

/// What there is, for machines.
async fn describe(State(site): State<Arc<Site>>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], openapi::document(&site.service.public_url).to_string())
}

async fn answer(State(site): State<Arc<Site>>, request: Request) -> Response {
    match &site.service.uploads {
        Some(uploads) if Uploads::concerns(&request) => Box::pin(uploads.answer(request)).await,
        _ => respond(&site, request).await,
    }
}
