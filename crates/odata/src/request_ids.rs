//! The two ids by which a request is found again.

use http::HeaderMap;
use uuid::Uuid;

use crate::headers::CLIENT_REQUEST_ID;

/// Longer ids of callers are not echoed.
const LONGEST: usize = 256;

/// Our id of a request, and the caller's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestIds {
    /// Ours.
    pub request_id: Uuid,
    /// The caller's, or a copy of ours.
    pub client_request_id: String,
}

impl RequestIds {
    /// The caller's id is taken from its header if it is there and sane: visible ASCII, at most 256 characters.
    #[must_use]
    pub fn new(request_id: Uuid, headers: &HeaderMap) -> Self {
        let theirs =
            headers.get(CLIENT_REQUEST_ID).and_then(|value| value.to_str().ok()).filter(|id| sane(id));
        let client_request_id = theirs.map_or_else(|| request_id.to_string(), str::to_owned);
        Self { request_id, client_request_id }
    }
}

fn sane(id: &str) -> bool {
    (1..=LONGEST).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn echoed(id: &[u8]) -> String {
        let headers = HeaderMap::from_iter([(CLIENT_REQUEST_ID, HeaderValue::from_bytes(id).unwrap())]);
        RequestIds::new(Uuid::nil(), &headers).client_request_id
    }

    #[test]
    fn a_sane_id_is_echoed() {
        assert_eq!(echoed(b"7c2f-{!}"), "7c2f-{!}");
        assert_eq!(echoed(&[b'x'; 256]).len(), 256);
    }

    #[test]
    fn any_other_is_replaced() {
        for id in [b"".as_slice(), b"two words", b"\xc3\xa9", &[b'x'; 257]] {
            assert_eq!(echoed(id), Uuid::nil().to_string());
        }
    }
}
