//! Tokens that somebody made up, altered, kept or took from elsewhere.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::issuer::{LocalIssuer, after, noon};
use crate::keys::{Key, hmac_token, unsigned};

/// An issuer with one key of each kind, `rsa` and `ec`.
async fn issuer() -> (LocalIssuer, Key, Key) {
    let issuer = LocalIssuer::start().await;
    let (rsa, ec) = (Key::rsa(), Key::ec());
    issuer.publish(&[rsa.published("rsa"), ec.published("ec")]);
    (issuer, rsa, ec)
}

#[tokio::test]
async fn a_public_key_is_no_shared_secret() {
    let (issuer, rsa, ec) = issuer().await;
    for (key, id) in [(&rsa, "rsa"), (&ec, "ec")] {
        for secret in key.public_forms(id) {
            let forged = hmac_token(&secret, id, &issuer.claims());
            assert_eq!(issuer.verify(&forged).await, Err("TOKEN-MALFORMED"), "{id}");
        }
    }
}

#[tokio::test]
async fn no_signature_is_none() {
    let (issuer, rsa, _) = issuer().await;
    let good = rsa.token("rsa", &issuer.claims());
    let signature = good.rsplit('.').next().unwrap();
    for algorithm in ["none", "None", "NONE", "nOnE", ""] {
        let header = json!({ "typ": "JWT", "alg": algorithm, "kid": "rsa" });
        for signature in ["", signature] {
            let forged = format!("{}.{signature}", unsigned(&header, &issuer.claims()));
            assert_eq!(issuer.verify(&forged).await, Err("TOKEN-MALFORMED"), "{algorithm}");
        }
    }
    let cut = good.strip_suffix(signature).unwrap();
    assert_eq!(issuer.verify(cut).await, Err("TOKEN-SIGNATURE"));
}

#[tokio::test]
async fn the_key_decides_the_algorithm_not_the_token() {
    let (issuer, rsa, ec) = issuer().await;
    let header = |algorithm: &str, id: &str| json!({ "typ": "JWT", "alg": algorithm, "kid": id });
    // Signed well, but otherwise than the key is used for.
    for algorithm in ["RS512", "PS256"] {
        let token = rsa.sign(&header(algorithm, "rsa"), &issuer.claims());
        assert_eq!(issuer.verify(&token).await, Err("TOKEN-MALFORMED"), "{algorithm}");
    }
    // Under the name of the other key.
    let token = ec.sign(&header("ES256", "rsa"), &issuer.claims());
    assert_eq!(issuer.verify(&token).await, Err("TOKEN-MALFORMED"));
    let token = ec.sign(&header("RS256", "rsa"), &issuer.claims());
    assert_eq!(issuer.verify(&token).await, Err("TOKEN-SIGNATURE"));
}

#[tokio::test]
async fn a_key_that_the_token_brings_along_is_not_looked_at() {
    let (issuer, _, _) = issuer().await;
    let foreign = Key::ec();
    let header = json!({
        "alg": "ES256",
        "kid": "ec",
        "jwk": foreign.published("ec"),
        "jku": "https://elsewhere.example.org/keys",
    });
    assert_eq!(issuer.verify(&foreign.sign(&header, &issuer.claims())).await, Err("TOKEN-SIGNATURE"));
}

#[tokio::test]
async fn what_is_marked_as_critical_is_not_passed_over() {
    let (issuer, _, ec) = issuer().await;
    let header = json!({ "alg": "ES256", "kid": "ec", "crit": ["exp"], "exp": 0 });
    assert_eq!(issuer.verify(&ec.sign(&header, &issuer.claims())).await, Err("TOKEN-MALFORMED"));
}

#[tokio::test]
async fn another_issuers_key_does_not_sign_for_this_one() {
    let ((ours, _, _), (theirs, _, key)) = (issuer().await, issuer().await);
    let honest = key.token("ec", &theirs.claims());
    assert_eq!(ours.verify(&honest).await, Err("not of the issuer"));
    let forged = key.token("ec", &ours.claims());
    assert_eq!(ours.verify(&forged).await, Err("TOKEN-SIGNATURE"));
}

#[tokio::test]
async fn an_altered_token_is_refused() {
    let (issuer, rsa, _) = issuer().await;
    let good = rsa.token("rsa", &issuer.claims());
    let signature = good.rsplit('.').next().unwrap();
    let header = json!({ "typ": "JWT", "alg": "RS256", "kid": "rsa" });
    let more = issuer.claims_with("roles", json!(["IndustryData-OutboundFlow.ReadWrite.All"]));
    let forged = format!("{}.{signature}", unsigned(&header, &more));
    assert_eq!(issuer.verify(&forged).await, Err("TOKEN-SIGNATURE"));
}

#[tokio::test]
async fn a_token_is_good_in_its_time() {
    let (issuer, rsa, _) = issuer().await;
    let token = rsa.token("rsa", &issuer.claims());
    assert_eq!(issuer.verify_at(&token, noon() - TimeDelta::seconds(61)).await, Err("TOKEN-EARLY"));
    assert_eq!(issuer.verify_at(&token, after(TimeDelta::minutes(61))).await, Err("TOKEN-EXPIRED"));
}

#[tokio::test]
async fn a_token_says_for_whom_where_and_until_when() {
    let (issuer, _, ec) = issuer().await;
    for (name, value, code) in [
        ("aud", json!("api://elsewhere"), "TOKEN-AUDIENCE"),
        ("aud", json!(["api://elsewhere", "api://homeroom/"]), "TOKEN-AUDIENCE"),
        ("aud", json!([]), "TOKEN-AUDIENCE"),
        ("aud", json!(7), "TOKEN-MALFORMED"),
        ("aud", Value::Null, "TOKEN-MALFORMED"),
        ("tid", Value::Null, "TOKEN-TENANT"),
        ("tid", json!("00000000-0000-0000-0000-000000000000"), "TOKEN-TENANT"),
        // The name that the tenant has here is not the issuer's to say.
        ("tid", json!("riverside"), "TOKEN-TENANT"),
        ("exp", Value::Null, "TOKEN-MALFORMED"),
        ("exp", json!("9999999999"), "TOKEN-MALFORMED"),
        ("exp", json!(i64::MAX), "TOKEN-MALFORMED"),
        ("sub", Value::Null, "TOKEN-MALFORMED"),
        ("roles", json!("IndustryData-Run.Start"), "TOKEN-MALFORMED"),
        ("iss", Value::Null, "not of the issuer"),
    ] {
        let token = ec.token("ec", &issuer.claims_with(name, value.clone()));
        assert_eq!(issuer.verify(&token).await, Err(code), "{name} {value}");
    }
}

#[tokio::test]
async fn what_is_no_token_is_refused() {
    let (issuer, _, ec) = issuer().await;
    let long = ec.token("ec", &issuer.claims_with("groups", json!("g".repeat(40_000))));
    for text in ["", ".", "..", "a.b.c", "Bearer x", "ü.ü.ü", &long] {
        assert_eq!(issuer.verify(text).await, Err("not of the issuer"));
    }
    let nameless = ec.sign(&json!({ "alg": "ES256" }), &issuer.claims());
    assert_eq!(issuer.verify(&nameless).await, Err("TOKEN-MALFORMED"));
    assert_eq!(issuer.asked(), 0, "nobody is asked for the sake of these");
}
