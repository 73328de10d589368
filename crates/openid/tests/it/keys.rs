//! Keys of issuers, and tokens that are signed with them, or only look so.

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RSA_PKCS1_SHA512,
    RSA_PSS_SHA256, RsaEncoding,
};
use aws_lc_rs::{hmac, rsa};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// An issuer's key.
pub(crate) enum Key {
    Rsa(RsaPair),
    Ec(EcdsaKeyPair),
}

impl Key {
    pub(crate) fn rsa() -> Self {
        Self::Rsa(RsaPair::generate(KeySize::Rsa2048).unwrap())
    }

    pub(crate) fn ec() -> Self {
        Self::Ec(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    /// The public key as an issuer publishes it, without the algorithm, as Entra ID does.
    pub(crate) fn published(&self, id: &str) -> Value {
        match self {
            Self::Rsa(pair) => json!({
                "kty": "RSA",
                "use": "sig",
                "kid": id,
                "n": encoded(pair.public_key().modulus().big_endian_without_leading_zero()),
                "e": encoded(pair.public_key().exponent().big_endian_without_leading_zero()),
            }),
            Self::Ec(pair) => {
                let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
                json!({ "kty": "EC", "crv": "P-256", "kid": id, "x": encoded(x), "y": encoded(y) })
            }
        }
    }

    /// The public key in every form in which it might be taken for a shared secret.
    pub(crate) fn public_forms(&self, id: &str) -> Vec<Vec<u8>> {
        let der = match self {
            Self::Rsa(pair) => public_key_of(pair),
            Self::Ec(pair) => pair.public_key().as_ref().to_vec(),
        };
        let pem = base64::engine::general_purpose::STANDARD.encode(&der);
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{pem}\n-----END PUBLIC KEY-----\n");
        vec![der, pem.into_bytes(), self.published(id).to_string().into_bytes()]
    }

    /// A token with the algorithm that fits the key.
    pub(crate) fn token(&self, id: &str, claims: &Value) -> String {
        let algorithm = match self {
            Self::Rsa(_) => "RS256",
            Self::Ec(_) => "ES256",
        };
        self.sign(&json!({ "typ": "JWT", "alg": algorithm, "kid": id }), claims)
    }

    /// A token with any header; the signature is made as the header's algorithm says.
    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        let signed = unsigned(header, claims);
        let signature = match self {
            Self::Rsa(pair) => rsa_signature(pair, header["alg"].as_str().unwrap(), signed.as_bytes()),
            Self::Ec(pair) => pair.sign(&SystemRandom::new(), signed.as_bytes()).unwrap().as_ref().to_vec(),
        };
        format!("{signed}.{}", encoded(&signature))
    }
}

fn public_key_of(pair: &RsaPair) -> Vec<u8> {
    let public: &rsa::PublicKey = pair.public_key();
    AsDer::<aws_lc_rs::encoding::PublicKeyX509Der<'_>>::as_der(public).unwrap().as_ref().to_vec()
}

fn rsa_signature(pair: &RsaPair, algorithm: &str, signed: &[u8]) -> Vec<u8> {
    let encoding: &'static dyn RsaEncoding = match algorithm {
        "RS512" => &RSA_PKCS1_SHA512,
        "PS256" => &RSA_PSS_SHA256,
        _ => &RSA_PKCS1_SHA256,
    };
    let mut signature = vec![0; pair.public_modulus_len()];
    pair.sign(encoding, &SystemRandom::new(), signed, &mut signature).unwrap();
    signature
}

/// A token that is signed with a secret.
pub(crate) fn hmac_token(secret: &[u8], id: &str, claims: &Value) -> String {
    let signed = unsigned(&json!({ "typ": "JWT", "alg": "HS256", "kid": id }), claims);
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    format!("{signed}.{}", encoded(hmac::sign(&key, signed.as_bytes()).as_ref()))
}

/// Header and claims of a token.
pub(crate) fn unsigned(header: &Value, claims: &Value) -> String {
    format!("{}.{}", encoded(header.to_string().as_bytes()), encoded(claims.to_string().as_bytes()))
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
