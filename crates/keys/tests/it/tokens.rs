//! Issuing and verifying tokens.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use keys::{Claims, Expected, LONGEST_LIFETIME, SigningKeys, TokenError};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{keys_of, noon, noon_and};

const ISSUER: &str = "https://homeroom.example/";

fn open(data: &TempDir) -> SigningKeys {
    SigningKeys::open(&keys_of(data), noon()).unwrap()
}

fn expected() -> Expected {
    Expected { issuers: vec![ISSUER.to_owned()], audience: "homeroom".to_owned() }
}

/// Claims that are good from noon for an hour.
fn claims() -> Claims {
    Claims {
        iss: ISSUER.to_owned(),
        aud: expected().audience,
        tid: "riverside".into(),
        sub: "client-1".to_owned(),
        app_id: Some("client-1".to_owned()),
        scp: Some("IndustryData-Run.Start IndustryData.ReadBasic.All".to_owned()),
        roles: Vec::new(),
        iat: noon(),
        nbf: noon(),
        exp: noon_and(TimeDelta::hours(1)),
        jti: "token-1".to_owned(),
    }
}

fn code(verified: Result<Claims, TokenError>) -> &'static str {
    verified.unwrap_err().code()
}

#[test]
fn an_issued_token_says_what_it_was_given() {
    let data = TempDir::new().unwrap();
    let token = open(&data).issue(&claims(), noon()).unwrap();
    assert_eq!(open(&data).verify(&token, noon(), &expected()).unwrap(), claims());

    let application =
        Claims { scp: None, app_id: None, roles: vec!["IndustryData-Run.Start".to_owned()], ..claims() };
    let token = open(&data).issue(&application, noon()).unwrap();
    assert_eq!(open(&data).verify(&token, noon(), &expected()).unwrap(), application);
}

#[test]
fn a_token_is_good_in_its_time_by_the_clock_that_is_given() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    let token = keys.issue(&claims(), noon()).unwrap();
    let at = |time: DateTime<Utc>| keys.verify(&token, time, &expected());
    let leeway = TimeDelta::seconds(60);
    let second = TimeDelta::seconds(1);
    assert_eq!(code(at(claims().nbf - leeway - second)), "TOKEN-EARLY");
    at(claims().nbf - leeway).unwrap();
    at(claims().exp + leeway - second).unwrap();
    assert_eq!(code(at(claims().exp + leeway)), "TOKEN-EXPIRED");
}

#[test]
fn a_token_of_or_for_somebody_else_is_refused() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    let verify = |claims: &Claims| keys.verify(&keys.issue(claims, noon()).unwrap(), noon(), &expected());
    let other = || "other".to_owned();
    assert_eq!(code(verify(&Claims { iss: other(), ..claims() })), "TOKEN-ISSUER");
    assert_eq!(code(verify(&Claims { aud: other(), ..claims() })), "TOKEN-AUDIENCE");
    assert_eq!(code(verify(&Claims { tid: "".into(), ..claims() })), "TOKEN-MALFORMED");
}

#[test]
fn an_issuer_may_be_each_tenants_own() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    let expected =
        Expected { issuers: vec![ISSUER.to_owned(), format!("{ISSUER}{{tenantid}}/v2.0")], ..expected() };
    let verify = |iss: &str| {
        let claims = Claims { iss: format!("{ISSUER}{iss}"), ..claims() };
        keys.verify(&keys.issue(&claims, noon()).unwrap(), noon(), &expected)
    };
    verify("").unwrap();
    verify("riverside/v2.0").unwrap();
    for other in ["hillcrest/v2.0", "{tenantid}/v2.0", "/v2.0", "riverside/v2.0/"] {
        assert_eq!(code(verify(other)), "TOKEN-ISSUER", "{other}");
    }
}

#[test]
fn a_token_of_another_key_is_refused() {
    let (ours, theirs) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let token = open(&theirs).issue(&claims(), noon()).unwrap();
    assert_eq!(code(open(&ours).verify(&token, noon(), &expected())), "TOKEN-KEY");
}

fn encoded(part: &Value) -> String {
    URL_SAFE_NO_PAD.encode(part.to_string())
}

fn decoded(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// The header, claims and signature of a good token.
fn parts(keys: &SigningKeys) -> (Value, Value, String) {
    let token = keys.issue(&claims(), noon()).unwrap();
    let mut parts = token.split('.');
    let (header, claims) = (decoded(parts.next().unwrap()), decoded(parts.next().unwrap()));
    (header, claims, parts.next().unwrap().to_owned())
}

#[test]
fn altered_claims_are_refused() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    let (header, mut claims, signature) = parts(&keys);
    claims["tid"] = json!("hillcrest");
    let forged = format!("{}.{}.{signature}", encoded(&header), encoded(&claims));
    assert_eq!(code(keys.verify(&forged, noon(), &expected())), "TOKEN-SIGNATURE");
}

#[test]
fn another_key_under_a_known_id_is_refused_even_if_the_token_brings_it_along() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let foreign = EncodingKey::from_ec_der(pair.to_pkcs8v1().unwrap().as_ref());
    let header = Header {
        kid: parts(&keys).0["kid"].as_str().map(str::to_owned),
        jwk: Some(Jwk::from_encoding_key(&foreign, Algorithm::ES256).unwrap()),
        ..Header::new(Algorithm::ES256)
    };
    let forged = jsonwebtoken::encode(&header, &claims(), &foreign).unwrap();
    assert_eq!(code(keys.verify(&forged, noon(), &expected())), "TOKEN-SIGNATURE");
}

#[test]
fn no_other_algorithm_is_taken() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    let (header, claims, signature) = parts(&keys);
    for algorithm in ["none", "None", "", "HS256", "RS256", "ES384", "EdDSA"] {
        let mut header = header.clone();
        header["alg"] = json!(algorithm);
        for signature in ["", signature.as_str()] {
            let forged = format!("{}.{}.{signature}", encoded(&header), encoded(&claims));
            assert_eq!(code(keys.verify(&forged, noon(), &expected())), "TOKEN-MALFORMED", "{algorithm}");
        }
    }
}

#[test]
fn the_public_key_is_no_shared_secret() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    let jwks = keys.jwks().unwrap();
    let published = jwks.pointer("/keys/0").unwrap();
    let coordinate = |name: &str| URL_SAFE_NO_PAD.decode(published[name].as_str().unwrap()).unwrap();
    let point = [vec![4], coordinate("x"), coordinate("y")].concat();
    let kid = published["kid"].as_str().map(str::to_owned);
    for secret in [point, published.to_string().into_bytes(), jwks.to_string().into_bytes()] {
        let header = Header { kid: kid.clone(), ..Header::new(Algorithm::HS256) };
        let forged = jsonwebtoken::encode(&header, &claims(), &EncodingKey::from_secret(&secret)).unwrap();
        assert_eq!(code(keys.verify(&forged, noon(), &expected())), "TOKEN-MALFORMED");
    }
}

#[test]
fn what_is_no_token_is_refused() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    let (header, claims, signature) = parts(&keys);
    let good = format!("{}.{}.{signature}", encoded(&header), encoded(&claims));
    let unbearable = format!("{good}{}", "A".repeat(8 * 1024));
    for text in
        ["", ".", "..", "a.b", "a.b.c", "a.b.c.d", "Bearer x", "ü.ü.ü", &unbearable, &format!(" {good}")]
    {
        assert_eq!(code(keys.verify(text, noon(), &expected())), "TOKEN-MALFORMED", "{text}");
    }
    let mut without_key = header;
    without_key.as_object_mut().unwrap().remove("kid");
    let text = format!("{}.{}.{signature}", encoded(&without_key), encoded(&claims));
    assert_eq!(code(keys.verify(&text, noon(), &expected())), "TOKEN-KEY");
}

#[test]
fn a_refusal_does_not_show_the_token() {
    let data = TempDir::new().unwrap();
    let token = open(&data).issue(&Claims { aud: "other".to_owned(), ..claims() }, noon()).unwrap();
    let refusal = open(&data).verify(&token, noon(), &expected()).unwrap_err();
    let shown = format!("{refusal} {refusal:?}");
    for part in token.split('.').chain(["riverside", "client-1"]) {
        assert!(!shown.contains(part), "{shown}");
    }
}

#[test]
fn a_rotation_is_noticed_and_old_tokens_hold_until_they_expire() {
    let data = TempDir::new().unwrap();
    let (server, command) = (open(&data), open(&data));
    let long = Claims { exp: noon() + LONGEST_LIFETIME, ..claims() };
    let old = server.issue(&long, noon()).unwrap();
    command.rotate(noon_and(TimeDelta::minutes(1))).unwrap();
    let new = command.issue(&long, noon()).unwrap();
    assert_eq!(server.jwks().unwrap()["keys"].as_array().unwrap().len(), 2);
    for token in [&old, &new] {
        server.verify(token, noon(), &expected()).unwrap();
        server.verify(token, long.exp, &expected()).unwrap();
    }

    command.rotate(noon_and(TimeDelta::minutes(1)) + LONGEST_LIFETIME).unwrap();
    server.verify(&old, long.exp, &expected()).unwrap();
    // What the server has verified before does not outlive its key.
    command.rotate(noon_and(TimeDelta::minutes(3)) + LONGEST_LIFETIME).unwrap();
    assert_eq!(code(server.verify(&old, long.exp, &expected())), "TOKEN-KEY");
    server.verify(&new, long.exp, &expected()).unwrap();
}

#[test]
fn no_token_outlives_the_keys() {
    let data = TempDir::new().unwrap();
    let endless = Claims { exp: noon_and(TimeDelta::seconds(1)) + LONGEST_LIFETIME, ..claims() };
    assert_eq!(open(&data).issue(&endless, noon()).unwrap_err().code(), "KEY-LIFETIME");
}

#[test]
fn only_public_keys_are_published() {
    let data = TempDir::new().unwrap();
    let jwks = open(&data).jwks().unwrap();
    let key = jwks.pointer("/keys/0").unwrap().as_object().unwrap();
    let mut members: Vec<&str> = key.keys().map(String::as_str).collect();
    members.sort_unstable();
    assert_eq!(members, ["alg", "crv", "kid", "kty", "use", "x", "y"]);
    assert_eq!((&key["alg"], &key["crv"], &key["use"]), (&json!("ES256"), &json!("P-256"), &json!("sig")));
}
