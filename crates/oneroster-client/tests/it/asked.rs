//! What a source is asked, and with which proof.

use axum::response::IntoResponse;
use http::StatusCode;

use crate::source::{Asked, ORGS, Source, check};

#[tokio::test]
async fn a_client_that_signs_asks_for_one_organization() {
    let source = Source::answering(|_| ORGS).await;
    assert_eq!(check(&source.signed()).await, Ok(()));
    let asked = source.asked();
    assert_eq!((asked.len(), asked[0].line.as_str()), (1, "GET /ims/oneroster/v1p1/orgs?limit=1"));
    let proof = &asked[0].authorization;
    assert!(proof.starts_with(r#"OAuth oauth_consumer_key="school%20one", oauth_nonce="0000"#), "{proof}");
    assert!(
        proof.contains(r#"oauth_signature_method="HMAC-SHA256", oauth_timestamp="1788242400""#),
        "{proof}"
    );
}

#[tokio::test]
async fn an_older_api_gets_the_older_signature() {
    let source = Source::answering(|asked| match asked.authorization.contains("HMAC-SHA1") {
        true => ORGS.into_response(),
        false => StatusCode::UNAUTHORIZED.into_response(),
    });
    let source = source.await;
    assert_eq!(check(&source.signed()).await, Ok(()));
    let asked = source.asked();
    let nonce = |asked: &Asked| asked.authorization.split('"').nth(3).unwrap().to_owned();
    assert_eq!(asked.len(), 2);
    assert_ne!(nonce(&asked[0]), nonce(&asked[1]), "a nonce is used once");
}

#[tokio::test]
async fn a_client_that_fetches_a_token_shows_it() {
    let source = Source::answering(|asked| match asked.line.as_str() {
        "POST /token" => r#"{"access_token": "abc", "token_type": "Bearer", "expires_in": 3600}"#,
        _ => r#"{"orgs": []}"#,
    });
    let source = source.await;
    assert_eq!(check(&source.with_token()).await, Ok(()), "an API without organizations is one, too");
    let [token, orgs] = <[Asked; 2]>::try_from(source.asked()).unwrap();
    // `school+one:correct-horse`
    assert_eq!(token.authorization, "Basic c2Nob29sK29uZTpjb3JyZWN0LWhvcnNl");
    assert_eq!(token.body, "grant_type=client_credentials&scope=roster+read");
    assert_eq!(orgs.line, "GET /ims/oneroster/v1p1/orgs?limit=1", "no slash is doubled");
    assert_eq!(orgs.authorization, "Bearer abc");
}
