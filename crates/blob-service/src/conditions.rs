//! Conditional headers.

use chrono::{DateTime, Utc};
use http::HeaderMap;
use http::header::{IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_UNMODIFIED_SINCE};

use crate::{FileInfo, StorageError};

/// What must hold of the file that a request is about.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    matches: Option<Tags>,
    matches_none: Option<Tags>,
    modified_since: Option<DateTime<Utc>>,
    unmodified_since: Option<DateTime<Utc>>,
}

/// ETags.
#[derive(Debug)]
enum Tags {
    Any,
    These(Vec<String>),
}

impl Conditions {
    pub(crate) fn read(headers: &HeaderMap) -> Result<Self, StorageError> {
        Ok(Self {
            matches: tags(headers, IF_MATCH.as_str())?,
            matches_none: tags(headers, IF_NONE_MATCH.as_str())?,
            modified_since: time(headers, IF_MODIFIED_SINCE.as_str())?,
            unmodified_since: time(headers, IF_UNMODIFIED_SINCE.as_str())?,
        })
    }

    /// Whether `file`, or that there is none, may be written over.
    pub(crate) fn check_write(&self, file: Option<&FileInfo>) -> Result<(), StorageError> {
        match (&self.matches_none, file) {
            (Some(Tags::Any), Some(_)) => Err(StorageError::FileExists),
            _ => self.check_change(file),
        }
    }

    /// Whether `file`, or that there is none, may be changed in another way.
    pub(crate) fn check_change(&self, file: Option<&FileInfo>) -> Result<(), StorageError> {
        let holds = self.expected(file) && self.unexpected(file);
        if holds { Ok(()) } else { Err(StorageError::ConditionNotMet) }
    }

    /// Whether `file` is to be sent.
    pub(crate) fn check_read(&self, file: &FileInfo) -> Result<(), StorageError> {
        match (self.expected(Some(file)), self.unexpected(Some(file))) {
            (false, _) => Err(StorageError::ConditionNotMet),
            (true, false) => Err(StorageError::NotModified),
            (true, true) => Ok(()),
        }
    }

    /// `If-Match` and `If-Unmodified-Since`: it is what the client thinks.
    fn expected(&self, file: Option<&FileInfo>) -> bool {
        let matches = self.matches.as_ref().is_none_or(|tags| tags.name(file));
        let unmodified =
            self.unmodified_since.is_none_or(|since| file.is_none_or(|file| file.to_the_second() <= since));
        matches && unmodified
    }

    /// `If-None-Match` and `If-Modified-Since`: it is not what the client has.
    fn unexpected(&self, file: Option<&FileInfo>) -> bool {
        let none = self.matches_none.as_ref().is_none_or(|tags| !tags.name(file));
        let modified =
            self.modified_since.is_none_or(|since| file.is_none_or(|file| file.to_the_second() > since));
        none && modified
    }
}

impl Tags {
    fn name(&self, file: Option<&FileInfo>) -> bool {
        match (self, file) {
            (_, None) => false,
            (Self::Any, Some(_)) => true,
            (Self::These(tags), Some(file)) => tags.contains(&file.etag()),
        }
    }
}

fn tags(headers: &HeaderMap, name: &'static str) -> Result<Option<Tags>, StorageError> {
    let Some(text) = text(headers, name)? else { return Ok(None) };
    Ok(Some(match text {
        "*" => Tags::Any,
        // Some clients send them without their quotes.
        tags => {
            Tags::These(tags.split(',').map(|tag| format!("\"{}\"", tag.trim().trim_matches('"'))).collect())
        }
    }))
}

fn time(headers: &HeaderMap, name: &'static str) -> Result<Option<DateTime<Utc>>, StorageError> {
    let Some(text) = text(headers, name)? else { return Ok(None) };
    let time = DateTime::parse_from_rfc2822(text).map_err(|_| StorageError::InvalidHeader(name))?;
    Ok(Some(time.to_utc()))
}

fn text<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<Option<&'a str>, StorageError> {
    let text = headers.get(name).map(|value| value.to_str()).transpose();
    text.map_err(|_| StorageError::InvalidHeader(name))
}
