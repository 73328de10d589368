//! Answers that are not taken.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use futures::stream;
use http::StatusCode;
use http::header::LOCATION;

use crate::source::{ORGS, SECRET, Source, check};

const TOKEN: &str = r#"{"access_token": "abc", "token_type": "bearer"}"#;

/// What a client that signs says of a source that answers so.
async fn said_of(answer: impl IntoResponse + Clone + Send + Sync + 'static) -> String {
    let source = Source::answering(move |_| answer.clone()).await;
    said(check(&source.signed()).await)
}

/// What a client that fetches a token says when its request is answered so.
async fn said_of_token(answer: impl IntoResponse + Clone + Send + Sync + 'static) -> String {
    let source = Source::answering(move |asked| match asked.line.starts_with("POST") {
        true => answer.clone().into_response(),
        false => ORGS.into_response(),
    });
    said(check(&source.await.with_token()).await)
}

fn said(checked: Result<(), String>) -> String {
    let error = checked.unwrap_err();
    assert!(!error.contains(SECRET) && !error.contains("school.example"), "{error}");
    error
}

#[tokio::test]
async fn a_credential_that_is_not_accepted() {
    insta::assert_snapshot!(
        said_of(StatusCode::UNAUTHORIZED).await,
        @"SourceCredentialRefused: The OneRoster API does not accept the credential (status 401): check client id, client secret and scope."
    );
    insta::assert_snapshot!(
        said_of(StatusCode::FORBIDDEN).await,
        @"SourceCredentialRefused: The OneRoster API does not accept the credential (status 403): check client id, client secret and scope."
    );
    insta::assert_snapshot!(
        said_of_token((StatusCode::BAD_REQUEST, r#"{"error":"invalid_client"}"#)).await,
        @"SourceCredentialRefused: The token endpoint does not accept the credential (status 400): check client id, client secret and scope."
    );
    insta::assert_snapshot!(
        said_of_token(StatusCode::UNAUTHORIZED).await,
        @"SourceCredentialRefused: The token endpoint does not accept the credential (status 401): check client id, client secret and scope."
    );
}

#[tokio::test]
async fn a_token_that_is_not_accepted() {
    let source = Source::answering(|asked| match asked.line.starts_with("POST") {
        true => TOKEN.into_response(),
        false => StatusCode::UNAUTHORIZED.into_response(),
    });
    insta::assert_snapshot!(
        said(check(&source.await.with_token()).await),
        @"SourceCredentialRefused: The OneRoster API does not accept the credential (status 401): check client id, client secret and scope."
    );
}

#[tokio::test]
async fn an_address_where_something_else_is() {
    insta::assert_snapshot!(
        said_of(StatusCode::NOT_FOUND).await,
        @"SourceNotFound: The OneRoster API is not at its address (status 404): check the path of the URL."
    );
    insta::assert_snapshot!(
        said_of_token(StatusCode::NOT_FOUND).await,
        @"SourceNotFound: The token endpoint is not at its address (status 404): check the path of the URL."
    );
    insta::assert_snapshot!(
        said_of("<html>Welcome</html>").await,
        @"SourceAnswerNotUnderstood: The OneRoster API answered with something else than was asked for: check that the address is the right one."
    );
    for other in [r#"{"users": []}"#, r#"{"orgs": {}}"#, "[]", ""] {
        assert!(said_of(other).await.starts_with("SourceAnswerNotUnderstood: The OneRoster API"), "{other}");
    }
    for other in [
        "{}",
        r#"{"access_token": "", "token_type": "bearer"}"#,
        r#"{"access_token": "a", "token_type": "mac"}"#,
    ] {
        let said = said_of_token(other).await;
        assert!(said.starts_with("SourceAnswerNotUnderstood: The token endpoint"), "{other}");
    }
}

#[tokio::test]
async fn a_source_that_fails() {
    insta::assert_snapshot!(
        said_of(StatusCode::SERVICE_UNAVAILABLE).await,
        @"SourceFailed: The OneRoster API failed (status 503): try again, or ask those who run it."
    );
    assert!(said_of(StatusCode::BAD_REQUEST).await.starts_with("SourceFailed"));
    assert!(said_of_token(StatusCode::TOO_MANY_REQUESTS).await.starts_with("SourceFailed"));
}

#[tokio::test]
async fn credentials_do_not_follow_a_redirect() {
    let elsewhere = Source::answering(|_| ORGS).await;
    let location = [(LOCATION, elsewhere.url("/ims"))];
    insta::assert_snapshot!(
        said_of((StatusCode::FOUND, location.clone())).await,
        @"SourceRedirects: The OneRoster API answers with a redirect, which is not followed: give the address that it redirects to."
    );
    insta::assert_snapshot!(
        said_of_token((StatusCode::TEMPORARY_REDIRECT, location)).await,
        @"SourceRedirects: The token endpoint answers with a redirect, which is not followed: give the address that it redirects to."
    );
    assert_eq!(elsewhere.asked(), []);
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_it() {
    let source = Source::answering(|_| {
        let part = || Ok::<_, std::io::Error>(vec![b' '; 1 << 16]);
        Response::new(Body::from_stream(stream::repeat_with(part)))
    });
    insta::assert_snapshot!(
        said(check(&source.await.signed()).await),
        @"SourceAnswerTooLarge: The OneRoster API answered with more than can be meant: check that the address is the right one."
    );
}
