//! Connections: how many there are, how long each may take over what, and how they end.
//!
//! A client that is slow on purpose costs a connection, not more: it has a while to shake hands, a while to
//! send the head of each request, and its answer must go on leaving. (What it has for a request's body is
//! the `body` module's.) When the server is asked to stop, no connection is taken any more, and requests in
//! flight have a while to end.

mod patient;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use self::patient::Patient;
use crate::tls::Tls;

/// How many connections there are at once; more wait to be taken.
const CONNECTIONS: usize = 1024;

/// How long a client has for the handshake, and then for the head of each request, its idle time included.
const HEAD: Duration = Duration::from_secs(30);

/// How long an answer may stand still on its way out.
const STANDSTILL: Duration = Duration::from_secs(30);

/// The longest head of a request, in bytes.
const LONGEST_HEAD: usize = 64 * 1024;

/// How long requests in flight have to end once the server is asked to stop.
const FAREWELL: Duration = Duration::from_secs(20);

/// How long to wait when no connection can be taken: the system lacks something that others may give back.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `stop` resolves and the requests in flight have ended, or patience has.
pub(crate) async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    app: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let open = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    tokio::select! {
        () = accept(&listener, tls, &app, &places, &open) => {}
        () = stop => {}
    }
    drop(listener);
    if timeout(FAREWELL, open.shutdown()).await.is_err() {
        tracing::warn!("requests were still in flight when the server's patience ended");
    }
}

/// Takes connections as long as there are places, for ever.
async fn accept(
    listener: &TcpListener,
    tls: Option<Tls>,
    app: &Router,
    places: &Arc<Semaphore>,
    open: &GracefulShutdown,
) {
    loop {
        // They are never closed.
        let Ok(place) = Arc::clone(places).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(connection(stream, tls.clone(), app.clone(), open.watcher(), place));
            }
            Err(error) if is_the_clients(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "no connection can be taken");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

/// Whether a connection failed because its client went away.
fn is_the_clients(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// One connection, from its handshake to its end. What goes wrong with it is its client's affair.
async fn connection(
    stream: TcpStream,
    tls: Option<Tls>,
    app: Router,
    watcher: Watcher,
    _place: OwnedSemaphorePermit,
) {
    // Only makes small answers faster.
    let _not_needed = stream.set_nodelay(true);
    let stream = Patient::new(stream, STANDSTILL);
    match tls {
        None => requests(stream, app, watcher).await,
        Some(tls) => match timeout(HEAD, tls.0.accept(stream)).await {
            Ok(Ok(stream)) => requests(stream, app, watcher).await,
            Ok(Err(error)) => tracing::debug!(%error, "a client did not shake hands"),
            Err(_) => tracing::debug!("a client took too long to shake hands"),
        },
    }
}

/// The requests of a connection, one after the other.
async fn requests(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    app: Router,
    watcher: Watcher,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(LONGEST_HEAD);
    let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app));
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection ended early");
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;
    use tokio::time::Instant;

    use super::*;

    const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    fn app() -> Router {
        let never = || std::future::pending::<()>();
        Router::new().route("/", get(|| async { "answer" })).route("/never", get(never))
    }

    async fn served() -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(serve(listener, None, app(), async { drop(stopped.await) }));
        (address, stop, serving)
    }

    async fn read_to_end(stream: &mut TcpStream) -> String {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_does_not_end_its_head_is_let_go() {
        let (address, _stop, _serving) = served().await;
        for begun in [b"".as_slice(), b"GET / HTTP/1.1\r\nHost: x\r\n"] {
            let started = Instant::now();
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(begun).await.unwrap();
            assert!(!read_to_end(&mut stream).await.starts_with("HTTP/1.1 200"));
            assert!(started.elapsed() >= HEAD && started.elapsed() < HEAD * 2, "{:?}", started.elapsed());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn an_idle_client_is_let_go() {
        let (address, _stop, _serving) = served().await;
        let started = Instant::now();
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(REQUEST).await.unwrap();
        assert!(read_to_end(&mut stream).await.ends_with("answer"));
        assert!(started.elapsed() >= HEAD && started.elapsed() < HEAD * 2, "{:?}", started.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn no_request_in_flight_is_waited_for_for_ever() {
        let (address, stop, serving) = served().await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET /never HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        tokio::time::sleep(Duration::from_secs(1)).await;
        let stopped = Instant::now();
        stop.send(()).unwrap();
        serving.await.unwrap();
        assert!(stopped.elapsed() >= FAREWELL && stopped.elapsed() < FAREWELL * 2);
    }

    #[tokio::test]
    async fn a_connection_beyond_the_limit_waits_for_a_place() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (places, open) = (Arc::new(Semaphore::new(1)), GracefulShutdown::new());
        let serving = tokio::spawn(async move { accept(&listener, None, &app(), &places, &open).await });

        let mut first = TcpStream::connect(address).await.unwrap();
        first.write_all(REQUEST).await.unwrap();
        first.read_exact(&mut [0; 12]).await.unwrap();
        let mut second = TcpStream::connect(address).await.unwrap();
        second.write_all(REQUEST).await.unwrap();
        let mut status = [0; 12];
        let early = timeout(Duration::from_millis(200), second.read_exact(&mut status)).await;
        assert!(early.is_err(), "there was no place yet");

        drop(first);
        second.read_exact(&mut status).await.unwrap();
        assert_eq!(&status, b"HTTP/1.1 200");
        serving.abort();
    }
}
