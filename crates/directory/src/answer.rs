//! How a directory answers.

use std::error::Error;
use std::time::Duration;

use model::ObjectId;
use thiserror::Error;

/// A change that is now true of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The object: the one created or changed; for a membership, its container.
    pub id: ObjectId,
    /// Whether it was so before.
    pub already: bool,
}

impl Done {
    /// The change was made.
    #[must_use]
    pub const fn made(id: ObjectId) -> Self {
        Self { id, already: false }
    }

    /// There was nothing to do.
    #[must_use]
    pub const fn already(id: ObjectId) -> Self {
        Self { id, already: true }
    }
}

/// A change that the directory did not make.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{code}: {message}")]
pub struct ChangeError {
    /// What to do about it.
    pub class: ErrorClass,
    /// Which rule spoke; one of [`code`], or a directory's own.
    pub code: &'static str,
    /// What happened and what to do, without personal data.
    pub message: String,
}

/// The stable codes that every directory answers with.
pub mod code {
    /// A value that must be unique is in use.
    pub const CONFLICT: &str = "DIR-CONFLICT";
    /// An object that the change names is not there.
    pub const NOT_FOUND: &str = "DIR-NOTFOUND";
    /// A value, or the change itself, is not one that the directory takes.
    pub const INVALID: &str = "DIR-INVALID";
    /// The last owner of a group cannot be removed.
    pub const LAST_OWNER: &str = "DIR-LASTOWNER";
    /// One object would hold, or be in, more than the directory allows.
    pub const LIMIT: &str = "DIR-LIMIT";
}

/// The kinds of refusal, by what the engine does about each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorClass {
    /// Too many requests: wait as told, send again, and send less at once.
    Throttled {
        /// How long the directory asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// The directory, or the way to it, failed: back off and try again, a bounded number of times.
    Transient,
    /// An object that was just made is not visible yet: try again for up to fifteen minutes.
    NotYetThere,
    /// An object is gone: leave it, and plan again from a fresh copy of the directory.
    NotFound,
    /// A unique value belongs to another object: match again, then adopt or report; never loop.
    Conflict,
    /// Wrong until the object's data changes: report it, do not try again.
    Invalid,
    /// Homeroom may not do this: stop the flow and raise one alert, not one for each object.
    Forbidden,
    /// The tenant is full, or out of licences: stop creating, go on updating.
    Quota,
    /// A change that this one needed has failed; its cause is reported there.
    Dependency,
}

impl ErrorClass {
    /// Whether the same change may succeed later without anybody doing anything.
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        matches!(self, Self::Throttled { .. } | Self::Transient | Self::NotYetThere)
    }
}

/// A request as a whole got no answer.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DirectoryError {
    /// The directory could not be reached, or failed while it worked.
    #[error("the directory failed while {doing}; try again, it is safe to repeat")]
    Unavailable {
        /// What was being done, as in "reading users".
        doing: &'static str,
        /// What the driver says.
        source: Box<dyn Error + Send + Sync>,
    },
    /// A cursor is from another directory, another collection, or too long ago.
    #[error("the directory does not know this cursor; read the collection again from its start")]
    UnknownCursor,
    /// The directory answered something that cannot be understood.
    #[error("the directory's answer to {doing} cannot be understood: {what}")]
    Unreadable {
        /// What was being done, as in "reading users".
        doing: &'static str,
        /// What was wrong, without personal data.
        what: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_passes_by_itself_is_tried_again() {
        assert!(ErrorClass::Throttled { retry_after: None }.is_retryable());
        assert!(ErrorClass::NotYetThere.is_retryable());
        assert!(!ErrorClass::NotFound.is_retryable());
        assert!(!ErrorClass::Quota.is_retryable());
    }
}
