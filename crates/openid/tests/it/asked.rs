//! How often an issuer is asked, and what is done when it does not answer well.

use std::sync::Arc;

use chrono::TimeDelta;
use serde_json::json;

use crate::issuer::{LocalIssuer, after};
use crate::keys::Key;

/// One look at the issuer asks for what it says of itself, and for its keys.
const ONE_LOOK: usize = 2;

fn seconds(seconds: i64) -> TimeDelta {
    TimeDelta::seconds(seconds)
}

#[tokio::test]
async fn keys_are_fetched_when_they_are_first_needed_and_then_kept_for_an_hour() {
    let issuer = LocalIssuer::start().await;
    let key = Key::ec();
    issuer.publish(&[key.published("1")]);
    let token = key.token("1", &issuer.claims_with("exp", json!(after(TimeDelta::hours(9)).timestamp())));
    assert_eq!(issuer.asked(), 0);
    for (later, looks) in [(0, 1), (1, 1), (3599, 1), (3600, 2), (3601, 2)] {
        issuer.verify_at(&token, after(seconds(later))).await.unwrap();
        assert_eq!(issuer.asked(), looks * ONE_LOOK, "after {later} s");
    }
}

#[tokio::test]
async fn a_withdrawn_key_is_good_for_an_hour_at_most() {
    let issuer = LocalIssuer::start().await;
    let (old, new) = (Key::ec(), Key::ec());
    issuer.publish(&[old.published("old")]);
    let token = old.token("old", &issuer.claims_with("exp", json!(after(TimeDelta::hours(9)).timestamp())));
    issuer.verify(&token).await.unwrap();
    issuer.publish(&[new.published("new")]);
    issuer.verify_at(&token, after(seconds(3599))).await.unwrap();
    assert_eq!(issuer.verify_at(&token, after(seconds(3600))).await, Err("TOKEN-KEY"));
}

#[tokio::test]
async fn a_new_key_is_found_at_once_but_made_up_ones_are_asked_for_once_a_minute() {
    let issuer = LocalIssuer::start().await;
    let (old, new) = (Key::ec(), Key::ec());
    issuer.publish(&[old.published("old")]);
    issuer.verify(&old.token("old", &issuer.claims())).await.unwrap();

    issuer.publish(&[old.published("old"), new.published("new")]);
    let token = new.token("new", &issuer.claims());
    issuer.verify_at(&token, after(seconds(60))).await.unwrap();
    assert_eq!(issuer.asked(), 2 * ONE_LOOK);

    for id in ["a", "b", "c"] {
        let made_up = new.token(id, &issuer.claims());
        assert_eq!(issuer.verify_at(&made_up, after(seconds(100))).await, Err("TOKEN-KEY"));
    }
    assert_eq!(issuer.asked(), 2 * ONE_LOOK, "a minute has not passed");
    let made_up = new.token("d", &issuer.claims());
    assert_eq!(issuer.verify_at(&made_up, after(seconds(120))).await, Err("TOKEN-KEY"));
    assert_eq!(issuer.asked(), 3 * ONE_LOOK);
    issuer.verify_at(&token, after(seconds(121))).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_at_once_ask_once() {
    let issuer = Arc::new(LocalIssuer::start().await);
    let key = Key::ec();
    issuer.publish(&[key.published("1")]);
    let token = key.token("1", &issuer.claims());
    let verifying: Vec<_> = (0..20)
        .map(|_| {
            let (issuer, token) = (Arc::clone(&issuer), token.clone());
            tokio::spawn(async move { issuer.verify(&token).await })
        })
        .collect();
    for verified in verifying {
        verified.await.unwrap().unwrap();
    }
    assert_eq!(issuer.asked(), ONE_LOOK);
}

#[tokio::test]
async fn an_issuer_that_is_down_does_no_harm_for_a_day() {
    let issuer = LocalIssuer::start().await;
    let key = Key::ec();
    issuer.publish(&[key.published("1")]);
    let token = key.token("1", &issuer.claims_with("exp", json!(after(TimeDelta::days(9)).timestamp())));
    issuer.verify(&token).await.unwrap();
    issuer.answers_with(503);
    let hours = TimeDelta::hours;
    issuer.verify_at(&token, after(hours(2))).await.unwrap();
    issuer.verify_at(&token, after(hours(24) - seconds(1))).await.unwrap();
    assert_eq!(issuer.verify_at(&token, after(hours(24) + seconds(60))).await, Err("TOKEN-UNREACHABLE"));
    issuer.answers_with(200);
    assert_eq!(issuer.verify_at(&token, after(hours(24) + seconds(61))).await, Err("TOKEN-UNREACHABLE"));
    issuer.verify_at(&token, after(hours(24) + seconds(120))).await.unwrap();
}

#[tokio::test]
async fn whoever_goes_away_has_not_spent_the_attempt() {
    let issuer = LocalIssuer::start().await;
    let key = Key::ec();
    issuer.publish(&[key.published("1")]);
    let token = key.token("1", &issuer.claims());
    tokio::select! {
        biased;
        verified = issuer.verify(&token) => panic!("it was answered before it could go away: {verified:?}"),
        () = std::future::ready(()) => {}
    }
    issuer.verify(&token).await.unwrap();
    assert_eq!(issuer.asked(), ONE_LOOK);
}

#[tokio::test]
async fn an_issuer_is_believed_only_if_it_is_the_one_that_was_asked() {
    for (name, value) in [
        ("issuer", "https://elsewhere.example.org"),
        ("jwks_uri", "http://elsewhere.example.org/keys"),
        ("jwks_uri", "file:///etc/passwd"),
        ("jwks_uri", "keys"),
    ] {
        let issuer = LocalIssuer::start().await;
        let key = Key::ec();
        issuer.publish(&[key.published("1")]);
        issuer.says(name, value);
        let token = key.token("1", &issuer.claims());
        assert_eq!(issuer.verify(&token).await, Err("TOKEN-UNREACHABLE"), "{name} {value}");
    }
}

#[tokio::test]
async fn an_issuer_that_points_elsewhere_or_has_no_keys_is_not_believed() {
    let issuer = LocalIssuer::start().await;
    let key = Key::ec();
    let token = key.token("1", &issuer.claims());
    assert_eq!(issuer.verify(&token).await, Err("TOKEN-UNREACHABLE"), "no keys");
    issuer.publish(&[key.published("1")]);
    issuer.answers_with(302);
    assert_eq!(issuer.verify_at(&token, after(seconds(60))).await, Err("TOKEN-UNREACHABLE"), "elsewhere");
    issuer.answers_with(200);
    issuer.publish(&[json!({ "kty": "oct", "kid": "1", "k": "c2VjcmV0" }), json!("x".repeat(2 << 20))]);
    assert_eq!(issuer.verify_at(&token, after(seconds(120))).await, Err("TOKEN-UNREACHABLE"), "too much");
}
