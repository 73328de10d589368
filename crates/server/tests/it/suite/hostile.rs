//! Clients that send too much, or what is no request at all.

use std::time::{Duration, Instant};

use server::{Tls, TlsError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::data::Data;
use crate::harness::{SETS, Server};

/// Sends bytes, all of them if the server takes them, and reads what it answers.
async fn exchange(server: &Server, bytes: &[u8]) -> String {
    let mut connection = connect(server).await;
    let _closed_early = connection.write_all(bytes).await;
    let mut answer = vec![0; 1_000];
    let length = connection.read(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.address.trim_start_matches("http://")).await.unwrap()
}

async fn read(connection: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

/// The head of a request with a body of `length` bytes.
fn head(server: &Server, length: usize, more: &str) -> String {
    format!(
        "POST {SETS} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Authorization: Bearer {}\r\nContent-Length: {length}\r\n{more}\r\n",
        server.token("default", server::SCOPES)
    )
}

#[tokio::test]
async fn a_body_of_100_mb_is_refused_before_it_is_sent() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    for more in ["", "Expect: 100-continue\r\n"] {
        let mut connection = connect(&server).await;
        connection.write_all(head(&server, 100_000_000, more).as_bytes()).await.unwrap();
        let mut status = [0; 12];
        connection.read_exact(&mut status).await.unwrap();
        assert_eq!(&status, b"HTTP/1.1 413", "{more}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_client_that_sends_it_nevertheless_learns_why_it_was_refused() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let mut connection = connect(&server).await;
    connection.write_all(head(&server, 100_000_000, "").as_bytes()).await.unwrap();
    let part = vec![b' '; 1_000_000];
    for _ in 0..100 {
        connection.write_all(&part).await.unwrap();
    }
    assert!(read(&mut connection).await.starts_with("HTTP/1.1 413"));
    server.stop().await;
}

#[tokio::test]
async fn a_body_whose_length_nobody_told_is_refused_when_it_gets_too_long() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let head = head(&server, 0, "Transfer-Encoding: chunked\r\n").replace("Content-Length: 0\r\n", "");
    let mut connection = connect(&server).await;
    connection.write_all(head.as_bytes()).await.unwrap();
    let chunk = [b"10000\r\n".as_slice(), &[b' '; 0x1_0000], b"\r\n"].concat();
    for _ in 0..40 {
        connection.write_all(&chunk).await.unwrap();
    }
    connection.write_all(b"0\r\n\r\n").await.unwrap();
    assert!(read(&mut connection).await.starts_with("HTTP/1.1 413"));
    server.stop().await;
}

#[tokio::test]
async fn what_is_no_request_is_answered_and_closed() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let long = "x".repeat(400_000);
    for (request, expected) in [
        ("\0\0\0\0\r\n\r\n".to_owned(), "HTTP/1.1 400"),
        ("GET\r\n\r\n".to_owned(), "HTTP/1.1 400"),
        (format!("GET /{long} HTTP/1.1\r\nHost: x\r\n\r\n"), "HTTP/1.1 4"),
        (format!("GET / HTTP/1.1\r\nHost: x\r\nX: {long}\r\n\r\n"), "HTTP/1.1 431"),
        (
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n".to_owned(),
            "HTTP/1.1 400",
        ),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n".to_owned(), "HTTP/1.1 400"),
    ] {
        let answer = exchange(&server, request.as_bytes()).await;
        assert!(answer.starts_with(expected), "{:.60}: {answer}", request);
    }
    server.stop().await;
}

#[tokio::test]
async fn bad_percent_encoding_is_refused_wherever_it_is() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let client = server.client();
    for path in ["%", "%2", "%zz", "%ff", "a%00b", "('%')", "('%ff')", "?$filter=%", "?$filter=%ff", "?%zz=1"]
    {
        let answer = client.get(&format!("{SETS}/{path}").replace("/?", "?")).await;
        assert!([400, 404].contains(&answer.error().0), "{path}: {}", answer.text);
    }
    for path in ["/%ff/oauth2/v2.0/token", "/%/v2.0/.well-known/openid-configuration"] {
        assert!([400, 404, 405].contains(&server.stranger().get(path).await.status), "{path}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_client_that_goes_away_early_leaves_nothing_behind() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let mut connection = connect(&server).await;
    connection.write_all(head(&server, 1_000, "").as_bytes()).await.unwrap();
    connection.write_all(b"{\"displayName\":").await.unwrap();
    drop(connection);
    let begun = Instant::now();
    assert_eq!(server.client().get(SETS).await.json()["value"], serde_json::json!([]));
    server.stop().await;
    assert!(begun.elapsed() < Duration::from_secs(10), "nobody waits for it");
}

#[test]
fn a_certificate_that_cannot_be_used_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    };
    let certificate =
        file("certificate.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    let key = file("key.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    let (empty, missing) = (file("empty.pem", ""), folder.path().join("missing.pem"));
    let code =
        |certificate, key| Tls::load(certificate, key).map_err(|error: TlsError| error.code()).unwrap_err();
    assert_eq!(code(&missing, &key), "TLS-FILE");
    assert_eq!(code(&certificate, &missing), "TLS-FILE");
    assert_eq!(code(&empty, &key), "TLS-CERTIFICATE");
    assert_eq!(code(&key, &key), "TLS-CERTIFICATE");
    assert_eq!(code(&certificate, &empty), "TLS-KEY");
    assert_eq!(code(&certificate, &certificate), "TLS-KEY");
    assert_eq!(code(&certificate, &key), "TLS-UNUSABLE");
}
