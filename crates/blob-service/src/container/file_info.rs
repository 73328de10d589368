//! What is known of a file.

use std::fs::Metadata;
use std::io;

use chrono::{DateTime, SubsecRound, Utc};

use crate::FileName;

/// A file of a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileInfo {
    /// What it is called.
    pub name: FileName,
    /// In bytes.
    pub length: u64,
    /// When it became what it is: in one container, no two files at the same time.
    pub modified: DateTime<Utc>,
}

impl FileInfo {
    pub(crate) fn new(name: FileName, metadata: &Metadata) -> io::Result<Self> {
        Ok(Self { name, length: metadata.len(), modified: DateTime::from(metadata.modified()?) })
    }

    /// The ETag of this state of the file, in quotes.
    pub(crate) fn etag(&self) -> String {
        format!("\"0x{:X}\"", self.modified.timestamp_micros())
    }

    /// When it became what it is, as exactly as headers say it.
    pub(crate) fn to_the_second(&self) -> DateTime<Utc> {
        self.modified.trunc_subsecs(0)
    }

    /// The same, in a header's words (RFC 9110, 5.6.7).
    pub(crate) fn last_modified(&self) -> String {
        http_date(self.modified)
    }
}

/// A time in a header's words.
pub(crate) fn http_date(time: DateTime<Utc>) -> String {
    time.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
