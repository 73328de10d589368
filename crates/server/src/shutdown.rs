//! Ending well: no new connection, and time for the requests that are being answered.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// How long requests in flight have to end once the server is asked to stop.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Serves until `stop` resolves and the requests in flight have ended, or patience has.
pub(crate) async fn serve(
    listener: TcpListener,
    app: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let stopping = Arc::new(Notify::new());
    let told = Arc::clone(&stopping);
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        stop.await;
        told.notify_one();
    });
    let out_of_patience = async {
        stopping.notified().await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        served = serving => served,
        () = out_of_patience => {
            tracing::warn!("requests were still in flight when the server's patience ended");
            Ok(())
        }
    }
}
