//! What must be so for a request to be answered: `If-Match` and `If-None-Match`.

use http::header::{IF_MATCH, IF_NONE_MATCH};
use http::{HeaderMap, HeaderName};

use super::ETag;
use crate::Error;

/// The conditions of a request; most have none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preconditions {
    if_match: Option<Condition>,
    if_none_match: Option<Condition>,
}

/// Which states a condition names. Tags are compared weakly, since all of ours are weak.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Condition {
    /// `*`.
    Any,
    /// What stands between the quotes of each tag.
    Tags(Vec<String>),
}

impl Preconditions {
    /// The conditions in the headers.
    ///
    /// # Errors
    /// 400 when one of the two headers is neither `*` nor a list of entity tags.
    pub fn new(headers: &HeaderMap) -> Result<Self, Error> {
        Ok(Self {
            if_match: Condition::read(headers, &IF_MATCH)?,
            if_none_match: Condition::read(headers, &IF_NONE_MATCH)?,
        })
    }

    /// Whether an entity may be written whose state `current` tells. It is asked only if there is a condition.
    ///
    /// # Errors
    /// 412 when it is not the state that the caller has seen, or is one that he does not want.
    pub fn allow_writing(&self, current: impl FnOnce() -> ETag) -> Result<(), Error> {
        if *self == Self::default() {
            return Ok(());
        }
        match self.is_unchanged(&current())? {
            true => Err(failed()),
            false => Ok(()),
        }
    }

    /// Whether the caller has what he asks for already: 304.
    ///
    /// # Errors
    /// 412 when it is not the state that he wants.
    pub fn is_unchanged(&self, current: &ETag) -> Result<bool, Error> {
        if self.if_match.as_ref().is_some_and(|wanted| !wanted.names(current)) {
            return Err(failed());
        }
        Ok(self.if_none_match.as_ref().is_some_and(|known| known.names(current)))
    }
}

impl Condition {
    fn read(headers: &HeaderMap, name: &HeaderName) -> Result<Option<Self>, Error> {
        let mut tags = Vec::new();
        for value in headers.get_all(name) {
            let text = value.to_str().unwrap_or_default().trim();
            if text == "*" {
                return Ok(Some(Self::Any));
            }
            let fault = || Error::bad_request("Expected '*', or entity tags such as W/\"abc\".");
            tags.extend(read_tags(text).ok_or_else(|| fault().at(name.as_str()))?);
        }
        Ok((!tags.is_empty()).then_some(Self::Tags(tags)))
    }

    fn names(&self, current: &ETag) -> bool {
        match self {
            Self::Any => true,
            Self::Tags(tags) => tags.iter().any(|tag| tag == current.opaque()),
        }
    }
}

/// What stands between the quotes of each tag of a list.
fn read_tags(mut text: &str) -> Option<Vec<String>> {
    let mut tags = Vec::new();
    loop {
        let quoted = text.strip_prefix("W/").unwrap_or(text).strip_prefix('"')?;
        let (tag, rest) = quoted.split_once('"')?;
        tags.push(tag.to_owned());
        match rest.trim_start() {
            "" => return Some(tags),
            more => text = more.strip_prefix(',')?.trim_start(),
        }
    }
}

fn failed() -> Error {
    Error::precondition_failed("The resource is not in the state that the request names; read it again.")
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use serde_json::json;

    use super::*;

    fn conditions(headers: &[(HeaderName, String)]) -> Result<Preconditions, Error> {
        let headers =
            headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()));
        Preconditions::new(&headers.collect())
    }

    #[test]
    fn a_state_is_found_among_tags_strong_or_weak() {
        let tag = ETag::of(&json!({ "a": 1 }));
        let other = ETag::of(&json!({ "a": 2 }));
        let strong = tag.to_string().replace("W/", "");
        for text in [tag.to_string(), strong, format!("\"x,y\" , {tag}"), "*".to_owned()] {
            let wanted = conditions(&[(IF_MATCH, text.clone())]).unwrap();
            assert_eq!(wanted.is_unchanged(&tag), Ok(false), "{text}");
            assert_eq!(wanted.allow_writing(|| tag.clone()), Ok(()), "{text}");
            let known = conditions(&[(IF_NONE_MATCH, text.clone())]).unwrap();
            assert_eq!(known.is_unchanged(&tag), Ok(true), "{text}");
            assert_eq!(known.allow_writing(|| tag.clone()).unwrap_err().status.as_u16(), 412, "{text}");
        }
        let wanted = conditions(&[(IF_MATCH, other.to_string())]).unwrap();
        assert_eq!(wanted.is_unchanged(&tag).unwrap_err().status.as_u16(), 412);
        let known = conditions(&[(IF_NONE_MATCH, other.to_string())]).unwrap();
        assert_eq!(known.allow_writing(|| tag.clone()), Ok(()));
    }

    #[test]
    fn without_conditions_nobody_looks_at_the_state() {
        let asked = || panic!("nobody asked");
        assert_eq!(conditions(&[]).unwrap().allow_writing(asked), Ok(()));
    }

    #[test]
    fn what_is_no_list_of_tags_is_refused() {
        for text in ["", "abc", "W/abc", "\"a", "\"a\" \"b\"", "\"a\",", "w/\"a\"", "*, \"a\""] {
            let error = conditions(&[(IF_MATCH, text.to_owned())]).unwrap_err();
            assert_eq!((error.status.as_u16(), error.target.as_deref()), (400, Some("if-match")), "{text}");
        }
    }
}
