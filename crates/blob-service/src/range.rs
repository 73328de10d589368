//! Which bytes of a file are asked for.

use std::ops::Range;

use http::HeaderMap;
use http::header::RANGE;

use crate::StorageError;

/// The bytes that a request asks for of a file of `length` bytes; `None` for all of it. Azure's own header goes
/// before the common one, and one that is no range is as good as none (RFC 9110, 14.2).
pub(crate) fn asked(headers: &HeaderMap, length: u64) -> Result<Option<Range<u64>>, StorageError> {
    let header = headers.get("x-ms-range").or_else(|| headers.get(RANGE));
    let Some((first, last)) = header.and_then(|value| parse(value.to_str().ok()?)) else { return Ok(None) };
    if first >= length {
        return Err(StorageError::InvalidRange(length));
    }
    let end = last.map_or(length, |last| last.saturating_add(1).min(length));
    Ok(Some(first..end))
}

/// `bytes=first-last` or `bytes=first-`.
fn parse(text: &str) -> Option<(u64, Option<u64>)> {
    let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
    let first = first.parse().ok()?;
    let last = if last.is_empty() { None } else { Some(last.parse().ok()?) };
    last.is_none_or(|last| first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_ten(header: &'static str, value: &str) -> Result<Option<Range<u64>>, &'static str> {
        let headers = HeaderMap::from_iter([(header.parse().unwrap(), value.parse().unwrap())]);
        asked(&headers, 10).map_err(|error| error.code())
    }

    #[test]
    fn ranges_are_cut_to_the_file() {
        assert_eq!(of_ten("range", "bytes=0-3"), Ok(Some(0..4)));
        assert_eq!(of_ten("x-ms-range", "bytes=4-"), Ok(Some(4..10)));
        assert_eq!(of_ten("range", "bytes=4-18446744073709551615"), Ok(Some(4..10)));
        assert_eq!(of_ten("range", "bytes=10-"), Err("InvalidRange"));
        assert_eq!(asked(&HeaderMap::new(), 10).unwrap(), None);
    }

    #[test]
    fn what_is_no_range_asks_for_all() {
        for text in [
            "bytes=-3",
            "bytes=3-1",
            "bytes=a-b",
            "bytes=0-1,3-4",
            "lines=1-2",
            "bytes=99999999999999999999-",
        ] {
            assert_eq!(of_ten("range", text), Ok(None), "{text}");
        }
    }
}
