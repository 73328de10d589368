//! Who may.

use blob_service::{Grant, Permission, Permissions, Place, SessionUrl, SigningKeys};
use chrono::TimeDelta;
use uuid::Uuid;

use crate::harness::{Home, small, start};

#[tokio::test]
async fn without_a_good_signature_nothing_is_told_and_nothing_done() {
    let home = Home::new();
    home.put("users.csv", &[], "secret").await;
    let path = format!("{}/users.csv", home.path);
    let queries = [
        String::new(),
        "sig=AAAA".into(),
        home.query.replace("sp=racwdl", "sp=rl"),
        home.query.replace("sig=", "sig=A"),
        home.query.replace("se=2026", "se=2027"),
        format!("{}&sp=racwdl", home.query),
    ];
    for query in &queries {
        for (method, headers) in
            [("GET", vec![]), ("PUT", vec![("x-ms-blob-type", "BlockBlob")]), ("DELETE", vec![])]
        {
            let answer = home.send_to(method, &format!("{path}?{query}"), &headers, "x").await;
            assert!(answer.status == 403 || answer.status == 400, "{method} {query}");
            assert!(!answer.text().contains("secret"));
        }
        let unknown = home.send_to("GET", &format!("{}/no.csv?{query}", home.path), &[], "").await;
        assert_ne!(unknown.status, 404, "whoever may not look does not learn what is there");
    }
    assert_eq!(home.get("users.csv").await.text(), "secret");
}

#[tokio::test]
async fn a_session_ends() {
    let home = Home::new();
    home.clock.set(start() + TimeDelta::hours(14) - TimeDelta::seconds(1));
    assert_eq!(home.put("users.csv", &[], "x").await.status, 201);
    home.clock.set(start() + TimeDelta::hours(14));
    let late = home.put("users.csv", &[], "y").await;
    assert_eq!(late.refusal(), (403, "AuthenticationFailed"));
    assert!(late.text().contains("has expired"));
}

/// A method, a name, parameters, headers, and the permissions of which one is enough.
type Asked = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [Permission],
);

#[tokio::test]
async fn each_operation_needs_its_permission() {
    use Permission::{Append, Create, Delete, List, Read, Write};
    const BLOB: [(&str, &str); 1] = [("x-ms-blob-type", "BlockBlob")];
    let operations: [Asked; 11] = [
        ("PUT", "users.csv", "", &BLOB, &[Create, Write]),
        ("PUT", "users.csv", "&comp=block&blockid=QUE%3D", &[], &[Create, Write]),
        ("PUT", "users.csv", "&comp=blocklist", &[], &[Create, Write]),
        ("PUT", "users.csv", "&resource=file", &[], &[Create, Write]),
        ("PATCH", "users.csv", "&action=append&position=0", &[], &[Append, Write]),
        ("PATCH", "users.csv", "&action=flush&position=0", &[], &[Append, Write]),
        ("GET", "users.csv", "", &[], &[Read]),
        ("HEAD", "users.csv", "", &[], &[Read]),
        ("DELETE", "users.csv", "", &[], &[Delete]),
        ("GET", "", "&restype=container&comp=list", &[], &[List]),
        ("HEAD", "", "&restype=container", &[], &[Read, List]),
    ];
    for granted in [Read, Append, Create, Write, Delete, List] {
        let home = Home::with(small(), Permissions::of(&[granted]));
        for (method, name, parameters, headers, needed) in operations {
            let answer = home.send(method, name, parameters, headers, "").await;
            let refused = answer.refusal() == (403, "AuthorizationPermissionMismatch");
            assert_eq!(refused, !needed.contains(&granted), "{granted:?}: {method} {parameters}");
        }
    }
}

#[tokio::test]
async fn a_session_is_for_its_container_alone() {
    let home = Home::new();
    let other = Uuid::from_u128(99);
    home.containers.ensure(other).unwrap();
    let path = home.path.replace(&home.id.to_string(), &other.to_string());
    let answer =
        home.send_to("GET", &format!("{path}?{}&restype=container&comp=list", home.query), &[], "").await;
    assert_eq!(answer.refusal(), (403, "AuthenticationFailed"));

    let place = Place::new("default", "conn", Uuid::from_u128(100)).unwrap();
    let grant =
        Grant { permissions: Permissions::all(), starts: None, expires: start() + TimeDelta::hours(1) };
    let url = SessionUrl::sign("", &place, &grant, &home.service.keys().unwrap()).unwrap().to_string();
    let gone = home.send_to("GET", &format!("{url}&restype=container&comp=list"), &[], "").await;
    assert_eq!(gone.refusal(), (404, "ContainerNotFound"));
}

#[tokio::test]
async fn a_url_holds_until_its_key_is_forgotten() {
    let home = Home::new();
    let status = async || home.send("HEAD", "", "&restype=container", &[], "").await.status;
    assert_eq!(status().await, 200);
    home.keys.set(SigningKeys::new(&[8; 32], &[[7; 32]]));
    assert_eq!(status().await, 200, "the old key verifies");
    home.keys.set(SigningKeys::new(&[8; 32], &[]));
    assert_eq!(status().await, 403);
}
