//! A request's query, decoded.

use percent_encoding::percent_decode_str;

use crate::StorageError;

/// More are no query of this protocol.
const MOST: usize = 50;

/// The parameters of a query, each once. Names are compared without regard to case.
#[derive(Default)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    /// The parameters of `text`. A `+` stands for itself, as signatures have it.
    pub(crate) fn parse(text: &str) -> Result<Self, StorageError> {
        let mut query = Self::default();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decode(name)?, decode(value)?);
            if query.get(&name).is_some() || query.0.len() == MOST {
                return Err(StorageError::InvalidQuery("a parameter is there twice, or there are too many"));
            }
            query.0.push((name, value));
        }
        Ok(query)
    }

    /// The value of a parameter.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The value of a parameter that is a number.
    pub(crate) fn number(&self, name: &str) -> Result<Option<u64>, StorageError> {
        let number = |text: &str| text.parse().map_err(|_| StorageError::InvalidQuery("a number is none"));
        self.get(name).map(number).transpose()
    }
}

fn decode(text: &str) -> Result<String, StorageError> {
    let decoded = percent_decode_str(text).decode_utf8();
    Ok(decoded.map_err(|_| StorageError::InvalidQuery("it is not UTF-8"))?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_found_whatever_their_case() {
        let query = Query::parse("comp=block&blockid=AA%3D%3D&sig=a+b%2Fc&maxResults=7&&empty").unwrap();
        assert_eq!(query.get("blockid"), Some("AA=="));
        assert_eq!(query.get("sig"), Some("a+b/c"));
        assert_eq!(query.number("maxresults").unwrap(), Some(7));
        assert_eq!(query.get("empty"), Some(""));
        assert_eq!(query.get("nothing"), None);
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        for text in ["sig=a&sig=b", "sig=a&SIG=b", "a=%ff"] {
            assert!(Query::parse(text).is_err(), "{text}");
        }
        assert!(Query::parse("position=-1").unwrap().number("position").is_err());
    }
}
