//! How much is taken, and for how long.

use blob_service::Limits;
use chrono::TimeDelta;

/// What a session of an upload takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadSettings {
    /// How many files.
    pub files: usize,
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Bytes of all files together.
    pub bytes: u64,
    /// How long, at most [`keys::LONGEST_UPLOAD`].
    pub session: TimeDelta,
}

impl Default for UploadSettings {
    fn default() -> Self {
        let Limits { files, file_bytes, bytes } = Limits::default();
        Self { files, file_bytes, bytes, session: TimeDelta::hours(14) }
    }
}

impl UploadSettings {
    pub(super) const fn limits(&self) -> Limits {
        Limits { files: self.files, file_bytes: self.file_bytes, bytes: self.bytes }
    }
}
