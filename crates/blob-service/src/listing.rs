//! The files of a container, as both dialects list them.

use quick_xml::escape::escape;
use serde_json::{Value, json};

use crate::operation::Target;
use crate::query::Query;
use crate::{FileInfo, StorageError};

/// The most files on a page.
const LONGEST_PAGE: u64 = 5000;

/// A page of files.
pub(crate) struct Page {
    files: Vec<FileInfo>,
    /// The last name, if there is more after it.
    pub(crate) next: Option<String>,
    /// What stands before each name, for a client that looks from the file system.
    above: String,
}

impl Page {
    /// The page of `files` that a query asks for.
    pub(crate) fn of(
        files: Vec<FileInfo>,
        prefix: &str,
        target: &Target,
        query: &Query,
    ) -> Result<Self, StorageError> {
        let marker = query.get("marker").or_else(|| query.get("continuation")).unwrap_or_default();
        let most = query.number("maxresults")?.unwrap_or(LONGEST_PAGE).clamp(1, LONGEST_PAGE);
        let wanted = |file: &FileInfo| file.name.as_str().starts_with(prefix) && file.name.as_str() > marker;
        let mut files: Vec<_> = files.into_iter().filter(wanted).collect();
        let more = files.len() as u64 > most;
        files.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        let next = files.last().filter(|_| more).map(|file| file.name.to_string());
        let above = target.above.clone().unwrap_or_default();
        Ok(Self { files, next, above })
    }

    /// It in the Blob dialect.
    pub(crate) fn xml(&self, prefix: &str, target: &Target) -> String {
        let files: String = self.files.iter().map(|file| self.blob(file)).collect();
        let (prefix, next) = (format!("{}{prefix}", self.above), self.next.as_deref().unwrap_or_default());
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
             <EnumerationResults ContainerName=\"{}\"><Prefix>{}</Prefix><Blobs>{files}</Blobs>\
             <NextMarker>{}</NextMarker></EnumerationResults>",
            escape(&target.container),
            escape(&prefix),
            escape(next),
        )
    }

    fn blob(&self, file: &FileInfo) -> String {
        let name = format!("{}{}", self.above, file.name);
        let (etag, modified, length) = (file.etag(), file.last_modified(), file.length);
        format!(
            "<Blob><Name>{}</Name><Properties><Last-Modified>{modified}</Last-Modified>\
             <Etag>{}</Etag><Content-Length>{length}</Content-Length>\
             <Content-Type>application/octet-stream</Content-Type><BlobType>BlockBlob</BlobType>\
             <LeaseStatus>unlocked</LeaseStatus><LeaseState>available</LeaseState>\
             <ServerEncrypted>false</ServerEncrypted></Properties></Blob>",
            escape(&name),
            etag.trim_matches('"'),
        )
    }

    /// It in the Data Lake dialect. Numbers are texts there.
    pub(crate) fn json(&self) -> Value {
        let path = |file: &FileInfo| {
            json!({
                "name": format!("{}{}", self.above, file.name),
                "contentLength": file.length.to_string(),
                "etag": file.etag().trim_matches('"'),
                "lastModified": file.last_modified(),
            })
        };
        json!({ "paths": self.files.iter().map(path).collect::<Vec<_>>() })
    }
}
