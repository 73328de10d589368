//! What is refused, in the protocol's words.

use std::io;

use http::StatusCode;

/// Why a request is refused.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The signature is missing, false, or of another container.
    #[error(
        "The URL's signature is missing or not valid. Ask for a new upload session, and use its URL as it is."
    )]
    BadSignature,
    /// The signature is good, but not now.
    #[error("The URL is not valid at this time: its session has expired. Ask for a new upload session.")]
    OutOfTime,
    /// The signature is good, but not for this.
    #[error("The URL does not permit this operation.")]
    NotPermitted,
    /// There is no such container, or it is closed.
    #[error("The upload session is over: its container was validated, replaced, or has expired.")]
    ContainerNotFound,
    /// The container is there already.
    #[error("The container is there already.")]
    ContainerExists,
    /// There is no such file.
    #[error("There is no such file in the container.")]
    FileNotFound,
    /// There is such a file already.
    #[error("There is a file of this name already.")]
    FileExists,
    /// A conditional header does not hold.
    #[error("A condition given in a conditional header is not met.")]
    ConditionNotMet,
    /// The client has what is there.
    #[error("The file has not changed.")]
    NotModified,
    /// A name is none.
    #[error(
        "This is no name for a file here: up to 128 bytes, no folders, none of / \\ : * ? \" < > |, no dot in \
         front, no dot or blank at the end."
    )]
    InvalidName,
    /// The query makes no sense.
    #[error("The query is not valid: {0}.")]
    InvalidQuery(&'static str),
    /// The query asks for what is not offered.
    #[error("The query asks for an operation that this service does not offer.")]
    UnsupportedQuery,
    /// A method that does not fit the path.
    #[error("The method is not offered here.")]
    UnsupportedVerb,
    /// A header that is needed is missing.
    #[error("The header {0} is missing.")]
    MissingHeader(&'static str),
    /// A header makes no sense, or its value is not offered.
    #[error("The header {0} has a value that is not valid or not offered.")]
    InvalidHeader(&'static str),
    /// A header asks for what is not offered.
    #[error("The header {0} asks for what this service does not offer.")]
    UnsupportedHeader(&'static str),
    /// The range lies outside of the file.
    #[error("The range lies outside of the file, which has {0} bytes.")]
    InvalidRange(u64),
    /// A file would be too long.
    #[error("The file is longer than the {0} bytes that a file may have here.")]
    FileTooLarge(u64),
    /// The container would be too full.
    #[error("The container is full: it takes {0} bytes.")]
    ContainerFull(u64),
    /// There would be too many files.
    #[error("The container is full: it takes {0} files.")]
    TooManyFiles(usize),
    /// The body is shorter or longer than announced, or its sender went away.
    #[error("The body did not arrive as long as was announced.")]
    IncompleteBody,
    /// The body arrives too slowly.
    #[error("The body did not arrive in time.")]
    TooSlow,
    /// The body does not have the announced MD5.
    #[error("The MD5 of what arrived is not the one given: send it again.")]
    Md5Mismatch,
    /// The body does not have the announced CRC64.
    #[error("The CRC64 of what arrived is not the one given: send it again.")]
    Crc64Mismatch,
    /// The body is no list of blocks.
    #[error("The body is no list of blocks.")]
    InvalidXml,
    /// The list of blocks names one that is not there.
    #[error("The list names a block that is not there.")]
    InvalidBlockList,
    /// A block's id is none.
    #[error("A block's id is base64 of 1 to 64 bytes.")]
    InvalidBlockId,
    /// What was appended has a gap, or ends elsewhere.
    #[error("What was appended is not contiguous, or does not end at the position given.")]
    InvalidFlushPosition,
    /// The disk failed.
    #[error("the disk failed")]
    Io(#[from] io::Error),
    /// Something that must not happen.
    #[error("{0}")]
    Internal(&'static str),
}

/// Which dialect a client speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Blob,
    DataLake,
}

impl StorageError {
    /// The stable code, as the Blob dialect names it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.meaning().1
    }

    pub(crate) const fn status(&self) -> StatusCode {
        self.meaning().0
    }

    /// The code in a dialect's words.
    pub(crate) const fn code_in(&self, dialect: Dialect) -> &'static str {
        match (dialect, self) {
            (Dialect::DataLake, Self::FileNotFound) => "PathNotFound",
            (Dialect::DataLake, Self::FileExists) => "PathAlreadyExists",
            (Dialect::DataLake, Self::ContainerNotFound) => "FilesystemNotFound",
            (Dialect::DataLake, Self::ContainerExists) => "FilesystemAlreadyExists",
            _ => self.code(),
        }
    }

    const fn meaning(&self) -> (StatusCode, &'static str) {
        match self {
            Self::BadSignature | Self::OutOfTime => (StatusCode::FORBIDDEN, "AuthenticationFailed"),
            Self::NotPermitted => (StatusCode::FORBIDDEN, "AuthorizationPermissionMismatch"),
            Self::ContainerNotFound => (StatusCode::NOT_FOUND, "ContainerNotFound"),
            Self::ContainerExists => (StatusCode::CONFLICT, "ContainerAlreadyExists"),
            Self::FileNotFound => (StatusCode::NOT_FOUND, "BlobNotFound"),
            Self::FileExists => (StatusCode::CONFLICT, "BlobAlreadyExists"),
            Self::ConditionNotMet => (StatusCode::PRECONDITION_FAILED, "ConditionNotMet"),
            Self::NotModified => (StatusCode::NOT_MODIFIED, "ConditionNotMet"),
            Self::InvalidName => (StatusCode::BAD_REQUEST, "InvalidResourceName"),
            Self::InvalidQuery(_) => (StatusCode::BAD_REQUEST, "InvalidQueryParameterValue"),
            Self::UnsupportedQuery => (StatusCode::BAD_REQUEST, "UnsupportedQueryParameter"),
            Self::UnsupportedVerb => (StatusCode::METHOD_NOT_ALLOWED, "UnsupportedHttpVerb"),
            Self::MissingHeader(_) => (StatusCode::BAD_REQUEST, "MissingRequiredHeader"),
            Self::InvalidHeader(_) => (StatusCode::BAD_REQUEST, "InvalidHeaderValue"),
            Self::UnsupportedHeader(_) => (StatusCode::BAD_REQUEST, "UnsupportedHeader"),
            Self::InvalidRange(_) => (StatusCode::RANGE_NOT_SATISFIABLE, "InvalidRange"),
            Self::FileTooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "RequestBodyTooLarge"),
            Self::ContainerFull(_) | Self::TooManyFiles(_) => {
                (StatusCode::CONFLICT, "ContainerQuotaExceeded")
            }
            Self::IncompleteBody => (StatusCode::BAD_REQUEST, "InvalidInput"),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "OperationTimedOut"),
            Self::Md5Mismatch => (StatusCode::BAD_REQUEST, "Md5Mismatch"),
            Self::Crc64Mismatch => (StatusCode::BAD_REQUEST, "Crc64Mismatch"),
            Self::InvalidXml => (StatusCode::BAD_REQUEST, "InvalidXmlDocument"),
            Self::InvalidBlockList => (StatusCode::BAD_REQUEST, "InvalidBlockList"),
            Self::InvalidBlockId => (StatusCode::BAD_REQUEST, "InvalidBlockId"),
            Self::InvalidFlushPosition => (StatusCode::BAD_REQUEST, "InvalidFlushPosition"),
            Self::Io(_) | Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "InternalError"),
        }
    }
}
