//! A resource path as written, before anybody knows what its segments mean.

mod segment;

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::Error;

pub use segment::{Arguments, Segment};

/// Longer paths are refused, in bytes.
const LONGEST: usize = 8 * 1024;
/// Paths of more segments are refused.
const MOST_SEGMENTS: usize = 64;
/// What is encoded in a key: all but the characters that never mean anything in a URL.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The segments of a path, in their order. The service root has none.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourcePath {
    /// The segments, percent-decoded.
    pub segments: Vec<Segment>,
}

/// Why a part of a path cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Where in that part, in bytes.
    at: usize,
    reason: &'static str,
}

impl ResourcePath {
    /// Reads the path of a URL, without its query; a slash before and one after it are optional.
    ///
    /// A path is first split, then decoded: an encoded slash belongs to its segment.
    ///
    /// # Errors
    /// 400 with the segment, the position and the reason when the path is too long, badly encoded, has an empty
    /// segment, or opens a quote or a parenthesis that does not close.
    pub fn parse(raw: &str) -> Result<Self, Error> {
        if raw.len() > LONGEST {
            return Err(Error::bad_request(format!("The path is longer than {LONGEST} bytes.")));
        }
        let raw = raw.strip_prefix('/').unwrap_or(raw);
        if raw.is_empty() {
            return Ok(Self { segments: Vec::new() });
        }
        let raw = raw.strip_suffix('/').unwrap_or(raw);
        if raw.split('/').count() > MOST_SEGMENTS {
            return Err(Error::bad_request(format!("The path has more than {MOST_SEGMENTS} segments.")));
        }
        let segments =
            raw.split('/').enumerate().map(|(index, raw)| segment(index, raw)).collect::<Result<_, _>>()?;
        Ok(Self { segments })
    }
}

/// `text` as a segment of a path, or inside the quotes of a key once they are doubled.
pub fn encode_segment(text: &str) -> impl fmt::Display {
    utf8_percent_encode(text, RESERVED)
}

fn segment(index: usize, raw: &str) -> Result<Segment, Error> {
    let text = decode(raw).map_err(|fault| refusal(index, raw, fault))?;
    Segment::parse(&text).map_err(|fault| refusal(index, &text, fault))
}

fn decode(raw: &str) -> Result<String, Fault> {
    if raw.is_empty() {
        return Err(Fault { at: 0, reason: "the segment is empty" });
    }
    if let Some(at) = raw.find(['?', '#']) {
        return Err(Fault { at, reason: "a path has neither query nor fragment" });
    }
    for (at, _) in raw.match_indices('%') {
        let digits = raw.as_bytes().get(at + 1..at + 3).unwrap_or_default();
        if digits.len() < 2 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return Err(Fault { at, reason: "a percent sign is followed by two hexadecimal digits" });
        }
    }
    let text = percent_decode_str(raw).decode_utf8();
    let text = text.map_err(|error| Fault { at: error.valid_up_to(), reason: "the bytes are not UTF-8" })?;
    text.find('\0')
        .map_or_else(|| Ok(text.into_owned()), |at| Err(Fault { at, reason: "a NUL has no place here" }))
}

fn refusal(index: usize, text: &str, fault: Fault) -> Error {
    let character = text.char_indices().take_while(|(at, _)| *at < fault.at).count() + 1;
    let segment = index + 1;
    let reason = fault.reason;
    Error::bad_request(format!(
        "The path cannot be read: segment {segment}, character {character}: {reason}."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(raw: &str) -> Vec<String> {
        ResourcePath::parse(raw).unwrap().segments.into_iter().map(|segment| segment.name).collect()
    }

    #[test]
    fn a_path_is_split_before_it_is_decoded() {
        assert_eq!(names("/a/b%2Fc/%64"), ["a", "b/c", "d"]);
    }

    #[test]
    fn slashes_around_a_path_are_optional() {
        assert_eq!(names("a/b"), names("/a/b/"));
        assert_eq!(names(""), Vec::<String>::new());
        assert_eq!(names("/"), Vec::<String>::new());
    }

    #[test]
    fn a_refusal_says_where_and_why() {
        let cases = [
            ("//", "segment 1, character 1: the segment is empty"),
            ("a//b", "segment 2, character 1: the segment is empty"),
            ("a/é%4", "segment 2, character 2: a percent sign is followed by two hexadecimal digits"),
            ("a/%é0", "segment 2, character 1: a percent sign is followed by two hexadecimal digits"),
            ("a%ff", "segment 1, character 2: the bytes are not UTF-8"),
            ("a%00", "segment 1, character 2: a NUL has no place here"),
            ("a/b?c", "segment 2, character 2: a path has neither query nor fragment"),
            ("a/b('é)", "segment 2, character 3: the quote is never closed"),
        ];
        for (raw, reason) in cases {
            let error = ResourcePath::parse(raw).unwrap_err();
            assert_eq!(error.message, format!("The path cannot be read: {reason}."));
        }
    }

    #[test]
    fn a_path_has_bounds() {
        assert_eq!(names(&"/a".repeat(64)).len(), 64);
        assert!(ResourcePath::parse(&"/a".repeat(65)).is_err());
        assert!(ResourcePath::parse(&"a".repeat(8 * 1024)).is_ok());
        assert!(ResourcePath::parse(&"a".repeat(8 * 1024 + 1)).is_err());
    }
}
