//! The embedded issuer: what it tells of itself, and the tokens that apps get from it.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use keys::{SecretHash, draw_app_secret};
use model::{AppId, Clock, Secret, TenantId};
use serde_json::{Value, json};
use store::{Change, NewApp, TenantStore};

use crate::data::{self, Data};
use crate::harness::{Answer, PUBLIC, SETS, Server};

const TOKEN: &str = "/default/oauth2/v2.0/token";

/// An app of the tenant `default` that may read flows.
struct App {
    id: AppId,
    secret: Secret,
}

async fn store(server: &Server, data: &Path) -> TenantStore {
    let store = data::store(data).await;
    store.tenant(TenantId::from("default"), server.clock.now()).await.unwrap()
}

fn by_admin(server: &Server) -> Change {
    Change::new("admin", server.clock.now())
}

impl App {
    async fn make(server: &Server, data: &Path) -> Self {
        let app = Self { id: AppId::from("8c1d1f6e"), secret: draw_app_secret().unwrap() };
        let new = NewApp {
            id: app.id.clone(),
            display_name: "Timetable".to_owned(),
            roles: vec!["IndustryData-OutboundFlow.Read.All".to_owned()],
            secret: app.hash(),
        };
        store(server, data).await.create_app(&new, &by_admin(server)).await.unwrap();
        app
    }

    fn hash(&self) -> SecretHash {
        SecretHash::of(&self.secret, self.id.as_str())
    }

    /// What it posts to get a token.
    fn form(&self) -> String {
        let (id, secret) = (&self.id, self.secret.expose());
        format!("grant_type=client_credentials&client_id={id}&client_secret={secret}&scope={PUBLIC}/.default")
    }

    /// What it sends as a header instead.
    fn basic(&self) -> String {
        format!("Basic {}", STANDARD.encode(format!("{}:{}", self.id, self.secret.expose())))
    }

    /// A token for its secret.
    async fn token(&self, server: &Server) -> String {
        let answer = ask(server, TOKEN, &self.form()).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()["access_token"].as_str().unwrap().to_owned()
    }
}

async fn ask(server: &Server, path: &str, form: &str) -> Answer {
    ask_as(server, path, None, form).await
}

async fn ask_as(server: &Server, path: &str, authorization: Option<&str>, form: &str) -> Answer {
    let mut client = server.stranger().with("content-type", "application/x-www-form-urlencoded");
    if let Some(authorization) = authorization {
        client = client.with("authorization", authorization);
    }
    client.send("POST", path, Some(form.as_bytes().to_vec())).await
}

/// Status and code of an error of OAuth.
fn refused(answer: &Answer) -> (u16, String) {
    let body = answer.json();
    assert!(body["error_description"].as_str().is_some_and(|text| !text.is_empty()), "{body}");
    assert_eq!(answer.header("cache-control"), "no-store");
    (answer.status, body["error"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn an_app_gets_a_token_and_may_what_it_was_granted() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let app = App::make(&server, data.path()).await;

    let answer = ask(&server, TOKEN, &app.form()).await;
    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
    assert!(answer.header("content-type").starts_with("application/json"));
    let body = answer.json();
    assert_eq!((&body["token_type"], &body["expires_in"]), (&json!("Bearer"), &json!(3600)));
    let client = server.client_with(body["access_token"].as_str().unwrap());
    assert_eq!(client.get(SETS).await.status, 200);
    assert_eq!(client.post(SETS, &json!({ "displayName": "No" })).await.error().0, 403);

    server.wait(3600 + 61);
    assert_eq!(client.get(SETS).await.error().0, 401, "its time is over");
    server.stop().await;
}

#[tokio::test]
async fn a_token_says_who_where_and_what() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let app = App::make(&server, data.path()).await;
    let token = app.token(&server).await;
    let claims = jsonwebtoken::dangerous::insecure_decode_claims::<Value>(&token).unwrap();
    let now = server.clock.now().timestamp();
    for (name, expected) in [
        ("iss", json!(format!("{PUBLIC}/default/v2.0"))),
        ("aud", json!("urn:homeroom:api")),
        ("tid", json!("default")),
        ("sub", json!(app.id)),
        ("appid", json!(app.id)),
        ("roles", json!(["IndustryData-OutboundFlow.Read.All"])),
        ("iat", json!(now)),
        ("nbf", json!(now)),
        ("exp", json!(now + 3600)),
    ] {
        assert_eq!(claims[name], expected, "{name}");
    }
    assert!(claims.get("scp").is_none());
    server.stop().await;
}

#[tokio::test]
async fn the_secret_may_come_in_the_header() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let app = App::make(&server, data.path()).await;
    let grant = "grant_type=client_credentials";
    let ask = async |authorization: &str, form: &str| ask_as(&server, TOKEN, Some(authorization), form).await;
    assert_eq!(ask(&app.basic(), grant).await.status, 200);
    assert_eq!(ask(&app.basic(), &format!("{grant}&client_id={}", app.id)).await.status, 200);

    // Each part is encoded as in a form.
    let encoded = format!("%38c1d1f6e:{}", app.secret.expose().replace('_', "%5F"));
    assert_eq!(ask(&format!("basic {}", STANDARD.encode(encoded)), grant).await.status, 200);

    let invalid_request = (400, "invalid_request".to_owned());
    assert_eq!(refused(&ask(&app.basic(), &app.form()).await), invalid_request, "in both ways");
    assert_eq!(refused(&ask(&app.basic(), &format!("{grant}&client_id=other")).await), invalid_request);
    for header in ["Basic", "Basic ?", "Basic YQ==", "Bearer x", &format!("Basic {}", STANDARD.encode("a:b"))]
    {
        let answer = ask(header, grant).await;
        assert_eq!(refused(&answer), (401, "invalid_client".to_owned()), "{header}");
        assert!(answer.header("www-authenticate").starts_with("Basic"), "{header}");
    }
    server.stop().await;
}

#[tokio::test]
async fn whoever_has_no_right_secret_gets_nothing() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let app = App::make(&server, data.path()).await;
    let good = app.form();
    let stored = app.hash();
    let invalid_client = (401, "invalid_client".to_owned());
    for form in [
        good.replace(app.secret.expose(), "wrong"),
        good.replace(app.secret.expose(), stored.as_str()),
        good.replace(app.secret.expose(), ""),
        good.replace("client_id=8c1d1f6e", "client_id=8C1D1F6E"),
        good.replace("client_id=8c1d1f6e", "client_id=another"),
    ] {
        let answer = ask(&server, TOKEN, &form).await;
        assert_eq!(refused(&answer), invalid_client, "{form}");
        assert!(!answer.text.contains(app.secret.expose()));
    }
    // Another tenant does not have the app, and one that is not there cannot be told from one that is.
    let elsewhere = ask(&server, "/another/oauth2/v2.0/token", &good).await;
    assert_eq!(refused(&elsewhere), invalid_client);
    let nobody = ask(&server, "/nobody/oauth2/v2.0/token", &good).await;
    assert_eq!(nobody.text, elsewhere.text);
    let tenants = data::store(data.path()).await.tenants().await.unwrap();
    assert_eq!(tenants, [TenantId::from("default")], "asking makes no tenant");
    server.stop().await;
}

#[tokio::test]
async fn what_is_no_request_for_a_token_is_refused() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let app = App::make(&server, data.path()).await;
    let good = app.form();
    let large = format!("{good}&more={}", "x".repeat(20_000));
    for (form, status, code) in [
        (good.replace("client_credentials", "password"), 400, "unsupported_grant_type"),
        (good.replace("client_credentials", "authorization_code"), 400, "unsupported_grant_type"),
        (good.replace("grant_type=client_credentials", "grant_type="), 400, "invalid_request"),
        (good.replace("client_id=8c1d1f6e", ""), 400, "invalid_request"),
        (format!("{good}&client_id=8c1d1f6e"), 400, "invalid_request"),
        (format!("{good}&scope=again"), 400, "invalid_request"),
        (good.replace(PUBLIC, "https://elsewhere.example.org"), 400, "invalid_scope"),
        (good.replace("/.default", "/IndustryData-OutboundFlow.Read.All"), 400, "invalid_scope"),
        (String::new(), 400, "invalid_request"),
        ("%".to_owned(), 400, "invalid_request"),
        (large, 413, "invalid_request"),
    ] {
        let answer = ask(&server, TOKEN, &form).await;
        assert_eq!(refused(&answer), (status, code.to_owned()), "{}", form.get(..90).unwrap_or(&form));
    }
    let json = server.stranger().post(TOKEN, &json!({ "grant_type": "client_credentials" })).await;
    assert_eq!(refused(&json), (400, "invalid_request".to_owned()));
    let get = server.stranger().get(TOKEN).await;
    assert_eq!((refused(&get).0, get.header("allow")), (405, "POST"));
    let sign_in = server.stranger().get("/default/oauth2/v2.0/authorize?response_type=code").await;
    assert_eq!(refused(&sign_in), (400, "unsupported_response_type".to_owned()));
    server.stop().await;
}

#[tokio::test]
async fn a_scope_may_be_left_out_and_the_originals_is_understood() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let app = App::make(&server, data.path()).await;
    let scope = format!("&scope={PUBLIC}/.default");
    for form in [
        app.form().replace(&scope, ""),
        app.form().replace(&scope, "&scope=urn%3Ahomeroom%3Aapi%2F.default"),
        app.form().replace(&scope, "&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"),
    ] {
        assert_eq!(ask(&server, TOKEN, &form).await.status, 200, "{form}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_rotated_secret_and_what_was_got_with_it_stop_working_at_once() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let mut app = App::make(&server, data.path()).await;
    let (before, old) = (app.token(&server).await, app.form());
    server.wait(60);
    app.secret = draw_app_secret().unwrap();
    store(&server, data.path()).await.rotate_app(&app.id, &app.hash(), &by_admin(&server)).await.unwrap();
    assert_eq!(refused(&ask(&server, TOKEN, &old).await).0, 401);
    assert_eq!(server.client_with(&before).get(SETS).await.error().0, 401);
    let after = app.token(&server).await;
    assert_eq!(server.client_with(&after).get(SETS).await.status, 200);
    server.stop().await;
}

#[tokio::test]
async fn a_deleted_app_stops_working_at_once() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let app = App::make(&server, data.path()).await;
    let token = app.token(&server).await;
    store(&server, data.path()).await.delete_app(&app.id, &by_admin(&server)).await.unwrap();
    assert_eq!(refused(&ask(&server, TOKEN, &app.form()).await).0, 401);
    assert_eq!(server.client_with(&token).get(SETS).await.error().0, 401);
    server.stop().await;
}

#[tokio::test]
async fn tokens_of_apps_outlive_a_rotation_of_the_keys_too() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let app = App::make(&server, data.path()).await;
    let before = app.token(&server).await;
    server.wait(5);
    let keys = keys::SigningKeys::open(&data.path().join("keys"), server.clock.now()).unwrap();
    keys.rotate(server.clock.now()).unwrap();
    server.wait(5);
    let after = app.token(&server).await;
    let published = server.stranger().get("/default/discovery/v2.0/keys").await.json();
    assert_eq!(published["keys"].as_array().map(Vec::len), Some(2));
    for token in [before, after] {
        assert_eq!(server.client_with(&token).get(SETS).await.status, 200);
    }
    server.wait(TimeDelta::minutes(30).num_seconds());
    assert_eq!(server.client_with(&app.token(&server).await).get(SETS).await.status, 200);
    server.stop().await;
}

#[tokio::test]
async fn the_issuer_tells_of_itself_below_each_tenants_name() {
    let data = Data::new();
    let server = Server::start(data.path()).await;
    let path = "/riverside/v2.0/.well-known/openid-configuration";
    let metadata = server.stranger().get(path).await.json();
    let base = format!("{PUBLIC}/riverside");
    assert_eq!(metadata["issuer"], json!(format!("{base}/v2.0")));
    assert_eq!(metadata["token_endpoint"], json!(format!("{base}/oauth2/v2.0/token")));
    assert_eq!(metadata["jwks_uri"], json!(format!("{base}/discovery/v2.0/keys")));
    for name in ["a b", "%2e%2e", ".hidden", "%ff", &"x".repeat(65)] {
        let answer = server.stranger().get(&path.replace("riverside", &name.replace(' ', "%20"))).await;
        assert!([400, 404].contains(&answer.status), "{name}: {}", answer.status);
    }
    server.stop().await;
}
