//! What a request asks for.

use http::{HeaderMap, HeaderValue, Method};
use percent_encoding::percent_decode_str;

use crate::container::BlockId;
use crate::error::Dialect;
use crate::query::Query;
use crate::signature::Permission;
use crate::{FileName, Place, StorageError};

/// Headers that would have something else done than is done here.
const REFUSED: [&str; 6] = [
    "x-ms-copy-source",
    "x-ms-rename-source",
    "x-ms-structured-body",
    "x-ms-encryption-key",
    "x-ms-lease-id",
    "x-ms-if-tags",
];

/// Where a request goes to.
pub(crate) struct Target {
    pub(crate) place: Place,
    /// What follows the container.
    rest: String,
    /// What the path ends in: the container, to the client.
    pub(crate) container: String,
    /// What leads from there to the container, if the path ends above it and the query says the rest.
    pub(crate) above: Option<String>,
}

impl Target {
    /// The target of a path and a query; `None` if they lead to no container.
    pub(crate) fn find(path: &str, query: &Query) -> Option<Self> {
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let container = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        if let Some((place, rest)) = Place::parse(&path) {
            return Some(Self { place, rest: rest.to_owned(), container, above: None });
        }
        let below = query.get("directory").or_else(|| query.get("prefix"))?.trim_start_matches('/');
        let whole = format!("{}/{below}", path.trim_end_matches('/'));
        let (place, rest) = Place::parse(&whole)?;
        let above = below.strip_suffix(rest)?.trim_end_matches('/').to_owned() + "/";
        Some(Self { place, rest: rest.to_owned(), container, above: Some(above) })
    }
}

/// What is done with a container or a file.
#[derive(Debug)]
pub(crate) enum Operation {
    ContainerProperties,
    /// Containers are made elsewhere: it is there already.
    CreateContainer,
    /// Lists the files whose names start so.
    List {
        prefix: String,
    },
    File(FileName, FileOperation),
}

/// What is done with a file.
#[derive(Debug)]
pub(crate) enum FileOperation {
    Put,
    PutBlock(BlockId),
    PutBlockList,
    /// Makes an empty file.
    Create,
    /// Appends at a position; and flushes.
    Append {
        position: u64,
        flush: bool,
    },
    Flush {
        position: u64,
    },
    Read,
    Properties,
    Delete,
}

impl Operation {
    /// What `method`, the query and the headers ask for at `target`.
    pub(crate) fn read(
        method: &Method,
        target: &Target,
        query: &Query,
        headers: &HeaderMap,
    ) -> Result<Self, StorageError> {
        if let Some(refused) = REFUSED.into_iter().find(|name| headers.contains_key(*name)) {
            return Err(StorageError::UnsupportedHeader(refused));
        }
        if target.above.is_some() || target.rest.is_empty() {
            return of_container(method, target, query);
        }
        Ok(Self::File(FileName::parse(&target.rest)?, of_file(method, query, headers)?))
    }

    /// The permissions of which one is needed.
    pub(crate) const fn needs(&self) -> &'static [Permission] {
        use Permission::{Append, Create, Delete, List, Read, Write};
        match self {
            Self::ContainerProperties => &[Read, List],
            Self::List { .. } => &[List],
            Self::CreateContainer | Self::File(_, FileOperation::Put | FileOperation::Create) => {
                &[Create, Write]
            }
            Self::File(_, FileOperation::PutBlock(_) | FileOperation::PutBlockList) => &[Create, Write],
            Self::File(_, FileOperation::Append { .. } | FileOperation::Flush { .. }) => &[Append, Write],
            Self::File(_, FileOperation::Read | FileOperation::Properties) => &[Read],
            Self::File(_, FileOperation::Delete) => &[Delete],
        }
    }
}

/// The dialect of a request, told by its query.
pub(crate) fn dialect(query: &Query) -> Dialect {
    let data_lake = ["resource", "action", "recursive"].into_iter().any(|name| query.get(name).is_some());
    if data_lake { Dialect::DataLake } else { Dialect::Blob }
}

/// The method; clients that cannot send every method name it in a header.
pub(crate) fn method(sent: &Method, headers: &HeaderMap) -> Method {
    let named = headers.get("x-http-method-override").map(HeaderValue::as_bytes);
    match (sent, named) {
        (&Method::PUT | &Method::POST, Some(b"PATCH")) => Method::PATCH,
        _ => sent.clone(),
    }
}

fn of_container(method: &Method, target: &Target, query: &Query) -> Result<Operation, StorageError> {
    let container = query.get("restype") == Some("container");
    let resource = query.get("resource");
    let lists = (container && query.get("comp") == Some("list")) || resource == Some("filesystem");
    match method {
        &Method::GET if lists => Ok(Operation::List { prefix: prefix(target, query)? }),
        _ if query.get("comp").is_some() => Err(StorageError::UnsupportedQuery),
        &Method::GET | &Method::HEAD => Ok(Operation::ContainerProperties),
        &Method::PUT if container || resource.is_some() => Ok(Operation::CreateContainer),
        _ => Err(StorageError::UnsupportedVerb),
    }
}

/// What the names of listed files start with.
fn prefix(target: &Target, query: &Query) -> Result<String, StorageError> {
    if target.above.is_some() {
        return Ok(target.rest.clone());
    }
    match query.get("directory").map(|directory| directory.trim_matches('/')) {
        None | Some("") => Ok(query.get("prefix").unwrap_or_default().to_owned()),
        Some(_) => Err(StorageError::FileNotFound),
    }
}

fn of_file(method: &Method, query: &Query, headers: &HeaderMap) -> Result<FileOperation, StorageError> {
    let position = || query.number("position")?.ok_or(StorageError::InvalidQuery("position is missing"));
    let flush = || query.get("flush") == Some("true");
    match (method, query.get("comp"), query.get("resource"), query.get("action")) {
        (&Method::PUT, None, None, None) => whole(headers),
        (&Method::PUT, Some("block"), None, None) => {
            let id = query.get("blockid").ok_or(StorageError::InvalidQuery("blockid is missing"))?;
            Ok(FileOperation::PutBlock(BlockId::parse(id)?))
        }
        (&Method::PUT, Some("blocklist"), None, None) => Ok(FileOperation::PutBlockList),
        (&Method::PUT, None, Some("file"), None) => Ok(FileOperation::Create),
        (&Method::PATCH, None, None, Some("append")) => {
            Ok(FileOperation::Append { position: position()?, flush: flush() })
        }
        (&Method::PATCH, None, None, Some("flush")) => Ok(FileOperation::Flush { position: position()? }),
        (&Method::GET, None, None, None) => Ok(FileOperation::Read),
        (&Method::HEAD, None, None, None | Some("getStatus")) => Ok(FileOperation::Properties),
        (&Method::DELETE, None, None, None) => Ok(FileOperation::Delete),
        (_, None, None, None) => Err(StorageError::UnsupportedVerb),
        _ => Err(StorageError::UnsupportedQuery),
    }
}

/// A file sent as a whole is a block blob: there are no others.
fn whole(headers: &HeaderMap) -> Result<FileOperation, StorageError> {
    const KIND: &str = "x-ms-blob-type";
    match headers.get(KIND) {
        Some(kind) if kind == "BlockBlob" => Ok(FileOperation::Put),
        Some(_) => Err(StorageError::InvalidHeader(KIND)),
        None => Err(StorageError::MissingHeader(KIND)),
    }
}
