//! Sources that are not reached, or not asked at all.

use std::time::Duration;

use model::inbound::{ClientGrant, OneRosterConnection};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::source::{HOST, ORGS, Source, check, check_within, connection};

fn at(base_url: &str) -> OneRosterConnection {
    connection(base_url, ClientGrant::OAuth1)
}

async fn said_of(base_url: &str) -> String {
    check(&at(base_url)).await.unwrap_err()
}

#[tokio::test]
async fn a_name_that_nobody_knows() {
    insta::assert_snapshot!(
        said_of("https://nowhere.school.example/ims").await,
        @"SourceNameNotFound: The OneRoster API has a host whose name is not known: check the address for typing errors."
    );
    assert!(said_of("https://empty.school.example/ims").await.starts_with("SourceNameNotFound"));
}

#[tokio::test]
async fn a_port_where_nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    insta::assert_snapshot!(
        said_of(&format!("http://{HOST}:{port}/ims")).await,
        @"SourceNotReachable: The OneRoster API cannot be reached: its host takes no connection there, or breaks it off; check host and port."
    );
}

#[tokio::test]
async fn a_connection_that_breaks_off() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            connection.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{").await.unwrap();
        }
    });
    assert!(said_of(&format!("http://{HOST}:{port}/ims")).await.starts_with("SourceNotReachable"));
}

#[tokio::test]
async fn patience_has_an_end() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let patience = Duration::from_millis(200);
    let silent = check_within(patience, &at(&format!("http://{HOST}:{port}/ims"))).await;
    insta::assert_snapshot!(
        silent.unwrap_err(),
        @"SourceTimedOut: The OneRoster API did not answer in time: try again, or ask those who run it."
    );
    let unresolved = check_within(patience, &at("https://silent.school.example/ims")).await;
    assert!(unresolved.unwrap_err().starts_with("SourceTimedOut"), "looking a name up is part of it");
}

#[tokio::test]
async fn what_only_this_server_reaches_is_not_asked() {
    let source = Source::answering(|_| ORGS).await;
    let port = source.address.port();
    insta::assert_snapshot!(
        said_of(&format!("https://127.0.0.1:{port}/ims")).await,
        @"SourceNotAllowed: The OneRoster API lies on this server or in a private network, which it does not ask by itself: have its operator name the host in homeroom.toml ([sources] allow_hosts)."
    );
    for host in ["[::1]", "inside.school.example", "intranet.school.example", "metadata.school.example"] {
        let said = said_of(&format!("https://{host}:{port}/ims")).await;
        assert!(said.starts_with("SourceNotAllowed"), "{host}: {said}");
    }
    assert_eq!(source.asked(), []);
}

#[tokio::test]
async fn the_token_endpoint_is_not_asked_there_either() {
    let source = Source::answering(|_| ORGS).await;
    for (token_url, code) in [
        (
            format!("https://127.0.0.1:{}/token", source.address.port()),
            "SourceNotAllowed: The token endpoint",
        ),
        ("http://tokens.school.example/token".to_owned(), "SourceNotEncrypted: The token endpoint"),
    ] {
        let grant = ClientGrant::OAuth2 { token_url, scope: None };
        let said = check(&connection(&source.url("/ims"), grant)).await.unwrap_err();
        assert!(said.starts_with(code), "{said}");
    }
    assert_eq!(source.asked(), []);
}

#[tokio::test]
async fn nothing_goes_unencrypted_but_to_hosts_that_are_allowed() {
    insta::assert_snapshot!(
        said_of("http://93.184.216.34/ims").await,
        @"SourceNotEncrypted: The OneRoster API has an address without encryption: give an https:// URL."
    );
    assert!(said_of("no URL").await.starts_with("SourceAddressNotValid"));
}
