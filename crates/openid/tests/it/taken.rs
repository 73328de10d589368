//! What is taken of good tokens.

use chrono::TimeDelta;
use openid::{Bearer, IssuerSettings, Issuers, SettingsError};
use serde_json::json;

use crate::issuer::{LocalIssuer, after, noon, settings};
use crate::keys::Key;

#[tokio::test]
async fn a_token_of_either_kind_of_key_names_its_bearer() {
    let issuer = LocalIssuer::start().await;
    let (rsa, ec) = (Key::rsa(), Key::ec());
    issuer.publish(&[rsa.published("rsa"), ec.published("ec")]);
    let expected = Bearer {
        tenant: "riverside".into(),
        subject: "subject-1".to_owned(),
        scp: None,
        roles: vec!["IndustryData-Run.Start".to_owned()],
    };
    for (key, id) in [(&rsa, "rsa"), (&ec, "ec")] {
        assert_eq!(issuer.verify(&key.token(id, &issuer.claims())).await.as_ref(), Ok(&expected), "{id}");
    }
}

#[tokio::test]
async fn claims_come_in_the_forms_that_issuers_give_them() {
    let issuer = LocalIssuer::start().await;
    let key = Key::ec();
    issuer.publish(&[key.published("1")]);
    let verify = async |name, value| issuer.verify(&key.token("1", &issuer.claims_with(name, value))).await;
    verify("aud", json!(["somebody-else", "api://homeroom"])).await.unwrap();
    assert_eq!(verify("oid", json!("object-1")).await.unwrap().subject, "object-1");
    let delegated = verify("scp", json!("IndustryData-Run.Start openid")).await.unwrap();
    assert_eq!(delegated.scp.as_deref(), Some("IndustryData-Run.Start openid"));
    assert!(verify("roles", json!(null)).await.unwrap().roles.is_empty());
    verify("nbf", json!(null)).await.unwrap();
}

#[tokio::test]
async fn a_minute_between_the_clocks_does_no_harm() {
    let issuer = LocalIssuer::start().await;
    let key = Key::ec();
    issuer.publish(&[key.published("1")]);
    let token = key.token("1", &issuer.claims());
    issuer.verify_at(&token, noon() - TimeDelta::seconds(60)).await.unwrap();
    issuer.verify_at(&token, after(TimeDelta::minutes(61) - TimeDelta::seconds(1))).await.unwrap();
}

#[test]
fn settings_that_trust_nobody_or_too_much_are_refused() {
    let code = |settings: Vec<IssuerSettings>| {
        Issuers::new(settings).map_err(|error: SettingsError| error.code()).unwrap_err()
    };
    let good = settings("https://id.example.org");
    assert_eq!(code(vec![settings("http://id.example.org")]), "ISSUER-URL");
    assert_eq!(code(vec![good.clone(), good.clone()]), "ISSUER-TWICE");
    assert_eq!(code(vec![IssuerSettings { audience: String::new(), ..good.clone() }]), "ISSUER-INCOMPLETE");
    assert_eq!(code(vec![IssuerSettings { tenants: [].into(), ..good }]), "ISSUER-INCOMPLETE");
}
