//! What went wrong, as clients are told.

/// An error or a warning that is part of a resource (Graph: `publicError`). It never names a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicError {
    /// The stable code.
    pub code: String,
    /// What happened and what to do.
    pub message: String,
    /// What it is about, such as a file; `None` when it is about the whole.
    pub target: Option<String>,
}
