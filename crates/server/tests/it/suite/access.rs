//! Who may: every declared route, without a token, with too little, with each scope that will do, and for
//! what is another tenant's.

use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use model::Clock;
use serde_json::json;
use server::routes::{Access, Route, Takes, declarations};
use server::{API_AUDIENCE, SCOPES};

use crate::data::Data;
use crate::harness::{Client, SETS, Server, claims, tenant};
use crate::suite::sources::{CONNECTORS, FLOWS, SYSTEMS, YEARS};
use crate::world::{World, has_key};

/// Sends a request to a route, its keys filled in, with a body that is well-formed but says nothing.
async fn call(client: &Client, route: &Route, world: &World) -> crate::harness::Answer {
    let body = (route.takes == Takes::Json).then(|| b"{}".to_vec());
    client.send(route.method.as_str(), &format!("{}{}", route.root(), world.path(route)), body).await
}

#[tokio::test]
async fn every_route_wants_a_token_with_one_of_its_scopes() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let nothing = World::empty();
    for route in declarations() {
        let name = format!("{} {}", route.method, route.path);
        let scopes = match route.access {
            Access::OneOf(scopes) => scopes,
            Access::AnyCaller => &[],
            Access::Anyone => continue,
        };
        assert_eq!(scopes.is_empty(), route.access == Access::AnyCaller, "{name} needs no scope");

        let stranger = call(&server.stranger(), &route, &nothing).await;
        assert_eq!(stranger.error(), (401, "InvalidAuthenticationToken".into(), String::new()), "{name}");
        assert!(stranger.header("www-authenticate").starts_with("Bearer"), "{name}");

        // Delegated, and an application's own.
        let kinds =
            [|server: &Server, scopes: &[&str]| server.token("default", scopes), Server::application_token];
        let others: Vec<&str> = SCOPES.iter().copied().filter(|scope| !scopes.contains(scope)).collect();
        for token in kinds {
            let wrong = call(&server.client_with(&token(&server, &others)), &route, &nothing).await;
            if scopes.is_empty() {
                assert!(![401, 403].contains(&wrong.status), "{name}: {}", wrong.text);
            } else {
                assert_eq!(
                    wrong.error(),
                    (403, "Authorization_RequestDenied".into(), String::new()),
                    "{name}"
                );
            }
            for scope in scopes {
                let right = call(&server.client_with(&token(&server, &[scope])), &route, &nothing).await;
                assert!(![401, 403].contains(&right.status), "{name} with {scope}: {}", right.text);
            }
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn the_roles_of_a_person_who_signed_in_are_no_permissions_of_an_application() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let roles = SCOPES.iter().map(|&scope| scope.to_owned()).collect();
    let now = server.clock.now();
    let person = keys::Claims { roles, ..claims("default", &["IndustryData-Run.Read.All"], now) };
    let client = server.client_with(&server.issue(&person));
    assert_eq!(client.get(SETS).await.error().0, 403);
    server.stop().await;
}

#[tokio::test]
async fn what_is_another_tenants_is_not_there() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let ours = server.client();
    let world = World::make(&ours, &tenant(data.path(), "default").await).await;
    let theirs = server.client_with(&server.token("another", SCOPES));
    for route in declarations().iter().filter(|route| has_key(route)) {
        let name = format!("{} {}", route.method, route.path);
        let answer = call(&theirs, route, &world).await;
        let is_create = route.method == http::Method::POST && route.takes == Takes::Json;
        let expected = if is_create { 400 } else { 404 };
        assert_eq!(answer.status, expected, "{name}: {}", answer.text);
    }
    for collection in [SETS, SYSTEMS, CONNECTORS, YEARS, FLOWS] {
        assert_eq!(theirs.get(collection).await.json()["value"], json!([]));
        assert_eq!(ours.get(collection).await.json()["value"].as_array().map(Vec::len), Some(1));
    }
    server.stop().await;
}

#[tokio::test]
async fn a_token_that_is_not_good_now_and_here_is_refused() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let (good, now) = (server.token("default", SCOPES), server.clock.now());
    let others = Data::new();
    let other_keys = keys::SigningKeys::open(&others.path().join("keys"), now).unwrap();
    let foreign = other_keys.issue(&claims("default", SCOPES, now), now).unwrap();
    let secret = EncodingKey::from_secret(API_AUDIENCE.as_bytes());
    let symmetric = encode(&Header::new(Algorithm::HS256), &claims("default", SCOPES, now), &secret).unwrap();
    let mut parts = good.split('.');
    let (head, body) = (parts.next().unwrap(), parts.next().unwrap());

    for (what, header) in [
        ("nothing", String::new()),
        ("another scheme", format!("Basic {good}")),
        ("no token", "Bearer ".to_owned()),
        ("no token at all", "Bearer one".to_owned()),
        ("without a signature", format!("Bearer {head}.{body}.")),
        ("of another issuer's key", format!("Bearer {foreign}")),
        ("with another algorithm", format!("Bearer {symmetric}")),
    ] {
        let answer = server.stranger().with("authorization", &header).get(SETS).await;
        assert_eq!(answer.error().0, 401, "{what}: {}", answer.text);
        assert!(!answer.text.contains(&good), "{what}");
    }

    let client = server.client_with(&good);
    assert_eq!(client.get(SETS).await.status, 200);
    server.clock.set(now + TimeDelta::hours(2));
    assert_eq!(client.get(SETS).await.error().0, 401, "its time is over");
    server.stop().await;
}

#[tokio::test]
async fn tokens_outlive_a_rotation_of_the_keys() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let before = server.client();
    let rotating = keys::SigningKeys::open(&data.path().join("keys"), server.clock.now()).unwrap();
    server.wait(5);
    rotating.rotate(server.clock.now()).unwrap();
    server.wait(5);
    let after = server.client_with(
        &rotating.issue(&claims("default", SCOPES, server.clock.now()), server.clock.now()).unwrap(),
    );
    assert_eq!(before.get(SETS).await.status, 200);
    assert_eq!(after.get(SETS).await.status, 200);
    server.stop().await;
}
