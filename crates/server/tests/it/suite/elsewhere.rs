//! Issuers elsewhere: a server that takes the tokens of another one, as it would take Entra ID's.

use std::path::Path;

use chrono::TimeDelta;
use keys::Claims;
use model::{Clock, TenantId};
use openid::IssuerSettings;
use serde_json::json;
use server::{API_AUDIENCE, Settings};

use crate::data::Data;
use crate::harness::{PUBLIC, SETS, Server, claims};

/// A server that is its own public URL, so that others can ask it.
async fn issuer(data: &Path) -> Server {
    Server::start_with(data, |address| Settings { public_url: address.to_owned(), ..Settings::default() })
        .await
}

/// How the tenant `school` of the issuer is named by it.
fn name(issuer: &Server) -> String {
    format!("{}/school/v2.0", issuer.address)
}

/// A server that lets the tenant `school` of `issuer` into its tenant `riverside`.
async fn trusting(issuer: &Server, data: &Path) -> Server {
    let trusted = IssuerSettings {
        url: name(issuer),
        audience: API_AUDIENCE.to_owned(),
        tenants: [("school".to_owned(), TenantId::from("riverside"))].into(),
    };
    let settings =
        |_: &str| Settings { public_url: PUBLIC.to_owned(), issuers: vec![trusted], ..Settings::default() };
    Server::start_with(data, settings).await
}

/// What the issuer's tokens say.
fn claims_of(issuer: &Server) -> Claims {
    let scopes = ["IndustryData-OutboundFlow.ReadWrite.All"];
    Claims { iss: name(issuer), ..claims("school", &scopes, issuer.clock.now()) }
}

#[tokio::test]
async fn a_token_of_a_trusted_issuer_lets_into_the_tenant_that_it_is_trusted_with() {
    let (theirs, ours) = (Data::new(), Data::new());
    let issuer = issuer(theirs.path()).await;
    let server = trusting(&issuer, ours.path()).await;
    let client = server.client_with(&issuer.issue(&claims_of(&issuer)));
    client.make(SETS, &json!({ "displayName": "Everyone" })).await;
    let riverside = server.client_with(&server.token("riverside", server::SCOPES));
    assert_eq!(riverside.get(SETS).await.json()["value"].as_array().map(Vec::len), Some(1));

    let reader = Claims { scp: Some("IndustryData-OutboundFlow.Read.All".to_owned()), ..claims_of(&issuer) };
    let reader = server.client_with(&issuer.issue(&reader));
    assert_eq!(reader.get(SETS).await.status, 200);
    assert_eq!(reader.post(SETS, &json!({ "displayName": "No" })).await.error().0, 403);

    let roles = vec!["IndustryData-OutboundFlow.Read.All".to_owned()];
    let application = server.client_with(&issuer.issue(&Claims { scp: None, roles, ..claims_of(&issuer) }));
    assert_eq!(application.get(SETS).await.status, 200);
    issuer.stop().await;
    server.stop().await;
}

#[tokio::test]
async fn what_a_trusted_issuer_did_not_say_so_is_refused() {
    let (theirs, ours) = (Data::new(), Data::new());
    let issuer = issuer(theirs.path()).await;
    let server = trusting(&issuer, ours.path()).await;
    let (good, now) = (claims_of(&issuer), issuer.clock.now());
    let refused = async |token: String| server.client_with(&token).get(SETS).await.error().0;
    for (what, claims) in [
        ("another tenant", Claims { tid: TenantId::from("riverside"), ..good.clone() }),
        ("another audience", Claims { aud: "api://elsewhere".to_owned(), ..good.clone() }),
        ("another issuer", Claims { iss: "https://elsewhere.example.org".to_owned(), ..good.clone() }),
        ("expired", Claims { exp: now - TimeDelta::minutes(2), ..good.clone() }),
        ("not yet valid", Claims { nbf: now + TimeDelta::minutes(2), ..good.clone() }),
        // Its key is good for its own name alone, not for that of the embedded issuer.
        ("as the embedded issuer", Claims { iss: server::ISSUER.to_owned(), ..good.clone() }),
        (
            "as the embedded issuer of a tenant",
            Claims { iss: format!("{PUBLIC}/school/v2.0"), ..good.clone() },
        ),
    ] {
        assert_eq!(refused(issuer.issue(&claims)).await, 401, "{what}");
    }
    assert_eq!(refused(server.issue(&good)).await, 401, "the embedded issuer as the other");
    issuer.stop().await;
    server.stop().await;
}

#[tokio::test]
async fn without_the_issuers_keys_nobody_is_told_that_his_token_is_wrong() {
    let (theirs, ours) = (Data::new(), Data::new());
    let issuer = issuer(theirs.path()).await;
    let server = trusting(&issuer, ours.path()).await;
    let token = issuer.issue(&claims_of(&issuer));
    issuer.stop().await;
    let answer = server.client_with(&token).get(SETS).await;
    assert_eq!(answer.error(), (503, "serviceNotAvailable".into(), String::new()));
    assert_eq!(server.client().get(SETS).await.status, 200, "its own tokens need nobody else");
    server.stop().await;
}
