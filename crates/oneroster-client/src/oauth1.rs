//! Requests that are signed with a client's secret (RFC 5849), without a token: the client asks for itself.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::Secret;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;

/// Everything but the unreserved characters (RFC 5849, section 3.6).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How a signature is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    /// What `OneRoster` recommends.
    HmacSha256,
    /// What older APIs know alone.
    HmacSha1,
}

impl Method {
    const fn name(self) -> &'static str {
        match self {
            Self::HmacSha256 => "HMAC-SHA256",
            Self::HmacSha1 => "HMAC-SHA1",
        }
    }

    const fn algorithm(self) -> hmac::Algorithm {
        match self {
            Self::HmacSha256 => hmac::HMAC_SHA256,
            Self::HmacSha1 => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        }
    }
}

/// What a signature is made with, beside the request.
#[derive(Debug)]
pub(crate) struct Signer<'a> {
    pub(crate) client_id: &'a str,
    pub(crate) secret: &'a Secret,
    /// In seconds since 1970.
    pub(crate) timestamp: i64,
    /// Never used before with this timestamp.
    pub(crate) nonce: &'a str,
}

impl Signer<'_> {
    /// The header `Authorization` of a GET of `url`.
    pub(crate) fn authorization(&self, url: &Url, method: Method) -> String {
        let timestamp = self.timestamp.to_string();
        let protocol = [
            ("oauth_consumer_key", self.client_id),
            ("oauth_nonce", self.nonce),
            ("oauth_signature_method", method.name()),
            ("oauth_timestamp", &timestamp),
            ("oauth_version", "1.0"),
        ];
        let signature = signature(&base_string("GET", url, &protocol), self.secret, method);
        let parts = protocol.iter().copied().chain([("oauth_signature", signature.as_str())]);
        let parts: Vec<String> = parts.map(|(name, value)| format!("{name}=\"{}\"", encode(value))).collect();
        format!("OAuth {}", parts.join(", "))
    }
}

/// What is signed (RFC 5849, section 3.4.1): the method, the address, and all parameters in one order.
fn base_string(http_method: &str, url: &Url, protocol: &[(&str, &str)]) -> String {
    let own = protocol.iter().map(|(name, value)| (encode(name), encode(value)));
    let asked = url.query_pairs().map(|(name, value)| (encode(&name), encode(&value)));
    let mut parameters: Vec<(String, String)> = own.chain(asked).collect();
    parameters.sort();
    let parameters: Vec<String> =
        parameters.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mut address = url.clone();
    address.set_query(None);
    address.set_fragment(None);
    format!("{http_method}&{}&{}", encode(address.as_str()), encode(&parameters.join("&")))
}

/// The signature, as it stands in the header once it is encoded. Without a token, its half of the key is empty.
fn signature(base_string: &str, secret: &Secret, method: Method) -> String {
    let key = format!("{}&", encode(secret.expose()));
    let key = hmac::Key::new(method.algorithm(), key.as_bytes());
    STANDARD.encode(hmac::sign(&key, base_string.as_bytes()))
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("a URL")
    }

    /// RFC 5849, section 3.4.1.1; the parameters of its body stand with those of its header.
    #[test]
    fn the_base_string_of_the_standard() {
        let address = url("http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b");
        let parameters = [
            ("oauth_consumer_key", "9djdj82h48djs9d2"),
            ("oauth_token", "kkk9d7dh3k39sjv7"),
            ("oauth_signature_method", "HMAC-SHA1"),
            ("oauth_timestamp", "137131201"),
            ("oauth_nonce", "7d8f3e4a"),
            ("c2", ""),
            ("a3", "2 q"),
        ];
        assert_eq!(
            base_string("POST", &address, &parameters),
            "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D\
             %26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a\
             %26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7"
        );
    }

    /// RFC 5849, section 1.2: the request without a token.
    #[test]
    fn the_signature_of_the_standard() {
        let parameters = [
            ("oauth_consumer_key", "dpf43f3p2l4k3l03"),
            ("oauth_signature_method", "HMAC-SHA1"),
            ("oauth_timestamp", "137131200"),
            ("oauth_nonce", "wIjqoS"),
            ("oauth_callback", "http://printer.example.com/ready"),
        ];
        let signed = base_string("POST", &url("https://photos.example.net/initiate"), &parameters);
        let secret = Secret::from("kd94hf93k423kf44".to_owned());
        assert_eq!(
            encode(&signature(&signed, &secret, Method::HmacSha1)),
            "74KNZJeDHnMBp0EMJ9ZHt%2FXKycU%3D"
        );
    }

    #[test]
    fn a_header_says_who_signed_what_and_how() {
        let signer = Signer {
            client_id: "school & son",
            secret: &Secret::from("s3cret/&".to_owned()),
            timestamp: 1_788_000_000,
            nonce: "nonce-1",
        };
        let address = url("https://sis.example.org/ims/oneroster/v1p1/orgs?limit=1");
        insta::assert_snapshot!(
            signer.authorization(&address, Method::HmacSha256),
            @r#"OAuth oauth_consumer_key="school%20%26%20son", oauth_nonce="nonce-1", oauth_signature_method="HMAC-SHA256", oauth_timestamp="1788000000", oauth_version="1.0", oauth_signature="ZD9tbPZd1hZLdlZXcfl8Q8HH2bMzs9GBdWSz7K5cleY%3D""#
        );
        insta::assert_snapshot!(
            signer.authorization(&address, Method::HmacSha1),
            @r#"OAuth oauth_consumer_key="school%20%26%20son", oauth_nonce="nonce-1", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1788000000", oauth_version="1.0", oauth_signature="M65Es8K5mNqrFbdjIfHjyJJ82ys%3D""#
        );
    }
}
