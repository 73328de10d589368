//! As many requests as a server answers, the same one again and again.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Failure;

/// How many connections ask at once, each for its next answer when it has one.
const CONNECTIONS: usize = 64;

/// A `GET` with all its headers.
pub(crate) struct Get {
    /// Host and port.
    pub(crate) host: String,
    /// The request, as it goes over the wire.
    pub(crate) text: String,
}

impl Get {
    pub(crate) fn new(url: &str, authorization: &str) -> Result<Self, Failure> {
        let uri: http::Uri = url.parse()?;
        let host = uri.authority().ok_or("a URL has a host")?.to_string();
        let text =
            format!("GET {} HTTP/1.1\r\nhost: {host}\r\nauthorization: {authorization}\r\n\r\n", uri.path());
        Ok(Self { host, text })
    }
}

/// How many requests a second are answered with 200, over `duration`. The clients have a thread of their own.
pub(crate) async fn requests_a_second(get: &Get, duration: Duration) -> Result<f64, Failure> {
    let (host, text) = (get.host.clone(), get.text.clone());
    tokio::task::spawn_blocking(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        let until = Instant::now() + duration;
        let answered = runtime.block_on(futures::future::try_join_all(
            (0..CONNECTIONS).map(|_| ask_until(&host, text.as_bytes(), until)),
        ))?;
        Ok(answered.iter().sum::<f64>() / duration.as_secs_f64())
    })
    .await?
}

/// How many requests one connection has answered until then.
async fn ask_until(host: &str, request: &[u8], until: Instant) -> Result<f64, Failure> {
    let mut connection = TcpStream::connect(host).await?;
    connection.set_nodelay(true)?;
    let mut answer = first_answer(&mut connection, request).await?;
    let mut answered = 0.0;
    while Instant::now() < until {
        connection.write_all(request).await?;
        // Each is as long as the first: only ids and the date differ.
        connection.read_exact(&mut answer).await?;
        if !answer.starts_with(b"HTTP/1.1 200 ") {
            return Err("a request was refused".into());
        }
        answered += 1.0;
    }
    Ok(answered)
}

/// The first answer, whole: what comes within a moment.
async fn first_answer(connection: &mut TcpStream, request: &[u8]) -> Result<Vec<u8>, Failure> {
    connection.write_all(request).await?;
    let mut answer = vec![0; 64 * 1024];
    let mut length = 0;
    loop {
        length += connection.read(answer.get_mut(length..).ok_or("a long answer")?).await?;
        let read = answer.get(..length).unwrap_or_default();
        if is_whole(read) {
            return Ok(read.to_vec());
        }
    }
}

/// Whether the head, and as many bytes of a body as it tells, are there.
fn is_whole(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let told = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    told.and_then(|length| length.parse().ok()) == Some(body.len())
}
