//! Paths, queries and conditions that nobody should send, on every route.

use server::routes::{Route, Takes, declarations};

use super::{everything, refusal};
use crate::harness::{Answer, Client, Server, tenant};
use crate::world::World;

/// Sends a request to a route, at another path or with a query, with a body that says nothing.
async fn send(client: &Client, route: &Route, path: &str) -> Answer {
    let body = (route.takes == Takes::Json).then(|| b"{}".to_vec());
    client.send(route.method.as_str(), &format!("{}{path}", route.root()), body).await
}

#[tokio::test]
async fn keys_that_are_none_are_refused() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let world = World::make(&client, &tenant(data.path(), "default").await).await;
    let before = everything(&client).await;
    let unreadable = ["%", "%2", "%zz", "%ff", "a%00b", "%ed%a0%80"];
    let unknown = ["none", "a.b", "'", "%27;--", "a%2Fb", "..%2F..", "%F0%9F%98%80", "-1", "null"];
    let long = "x".repeat(5_000);
    let mut tried = 0;
    for route in declarations() {
        for key in unreadable.into_iter().chain(unknown).chain([long.as_str()]) {
            let Some(path) = world.path_with(&route, key) else { break };
            let answer = send(&client, &route, &path).await;
            let what = format!("{} {path}", route.method);
            let (status, _) = refusal(&answer, &what);
            // What makes something reads its body first.
            let is_unreadable = unreadable.contains(&key) || route.takes == Takes::Json && status == 400;
            assert_eq!(status, if is_unreadable { 400 } else { 404 }, "{what}: {}", answer.text);
            tried += 1;
        }
    }
    assert!(tried > 500, "{tried}");
    assert_eq!(everything(&client).await, before, "nothing was made or changed");
    server.stop().await;
}

#[tokio::test]
async fn queries_and_conditions_that_are_none_are_refused() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path()).await;
    let client = server.client();
    let world = World::make(&client, &tenant(data.path(), "default").await).await;
    let before = everything(&client).await;
    let long = format!("a={}", "x".repeat(20_000));
    for route in declarations() {
        let path = world.path(&route);
        for query in ["%", "%zz=1", "a=%ff", "$nonsense=1", "$apply=aggregate(id)", "$top=-1", long.as_str()]
        {
            let answer = send(&client, &route, &format!("{path}?{query}")).await;
            let what = format!("{} {path}?{query:.40}", route.method);
            let (status, target) = refusal(&answer, &what);
            assert_eq!(status, 400, "{what}: {}", answer.text);
            let name = query.split('=').next().filter(|name| name.starts_with('$')).unwrap_or_default();
            assert_eq!(target, name, "{what}: {}", answer.text);
        }
        let answer = send(&client.with("if-match", "none"), &route, &path).await;
        let what = format!("{} {path} if-match", route.method);
        assert_eq!(refusal(&answer, &what), (400, "if-match".to_owned()), "{what}: {}", answer.text);
    }
    assert_eq!(everything(&client).await, before, "nothing was made or changed");
    server.stop().await;
}
