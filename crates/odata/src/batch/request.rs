//! One request of a batch.

use http::{HeaderMap, HeaderName, HeaderValue, Method};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value};

use crate::{Error, ObjectReader, ServiceRoot};

/// What may not stand in a URL as it is. Clients put such characters into the text of a URL all the same.
const NOT_IN_URL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A request of a batch, as if it had come by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchRequest {
    /// The method.
    pub method: Method,
    /// Path and query below the service root, beginning with a slash.
    pub url: String,
    /// The headers that it has of its own.
    pub headers: HeaderMap,
    /// The body.
    pub body: Option<Value>,
}

/// A request as it stands in the body of a batch.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) id: String,
    /// The group that was to succeed or fail as a whole.
    pub(super) group: Option<String>,
    pub(super) depends_on: Vec<String>,
    /// What it asks for, or why that can be nothing here.
    pub(super) request: Result<BatchRequest, Error>,
}

pub(super) fn read(reader: &mut ObjectReader, root: &ServiceRoot) -> Result<Read, Error> {
    let id = reader.string("id")?.required("id")?;
    let method = reader.string("method")?.required("method")?;
    let url = reader.string("url")?.required("url")?;
    let depends_on = reader.strings("dependsOn")?.into_option().unwrap_or_default();
    let headers = reader.map("headers")?.into_option().unwrap_or_default();
    let body = reader.any("body");
    let group = reader.string("atomicityGroup")?.into_option();
    if id.is_empty() {
        return Err(Error::bad_request("The id is empty.").at("id"));
    }
    let request = match group {
        Some(_) => Err(no_groups()),
        None => request(&method, &url, &headers, body, root),
    };
    Ok(Read { id, group, depends_on, request })
}

/// All or nothing cannot be promised: what the requests change may lie in several places.
fn no_groups() -> Error {
    let message = "There are no atomicity groups: each request succeeds or fails by itself. Send it without, and \
                   name in 'dependsOn' what must succeed before.";
    Error::bad_request(message).at("atomicityGroup")
}

fn request(
    method: &str,
    url: &str,
    headers: &Map<String, Value>,
    body: Option<Value>,
    root: &ServiceRoot,
) -> Result<BatchRequest, Error> {
    let method = Method::from_bytes(method.to_ascii_uppercase().as_bytes())
        .map_err(|_| Error::bad_request("This is no method.").at("method"))?;
    let headers = headers.iter().map(|(name, value)| header(name, value));
    let headers = headers.collect::<Result<_, _>>().map_err(|error: Error| error.within("headers"))?;
    Ok(BatchRequest { method, url: below(url, root)?, headers, body })
}

fn header(name: &str, value: &Value) -> Result<(HeaderName, HeaderValue), Error> {
    let parsed_name = HeaderName::from_bytes(name.as_bytes());
    let parsed_value = value.as_str().map(HeaderValue::from_str);
    match (parsed_name, parsed_value) {
        (Ok(name), Some(Ok(value))) => Ok((name, value)),
        _ => Err(Error::bad_request("This is no header with a text as its value.").at(name)),
    }
}

/// A URL in whatever form, from below the service root on. A slash at its front leads to the service root, too,
/// unless the path of the service root follows.
fn below(url: &str, root: &ServiceRoot) -> Result<String, Error> {
    let from_root = strip_root(url, &root.to_string()).or_else(|| strip_root(url, root.path()));
    if from_root.is_none() && names_a_host(url) {
        return Err(Error::bad_request("The URL does not lead to this service.").at("url"));
    }
    let below = from_root.unwrap_or(url);
    let below = utf8_percent_encode(below.strip_prefix('/').unwrap_or(below), NOT_IN_URL);
    Ok(format!("/{below}"))
}

fn names_a_host(url: &str) -> bool {
    let begins_with =
        |start: &str| url.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    ["//", "http://", "https://"].into_iter().any(begins_with)
}

/// `url` behind the `root`, if it leads there.
fn strip_root<'a>(url: &'a str, root: &str) -> Option<&'a str> {
    let start = url.get(..root.len()).filter(|start| start.eq_ignore_ascii_case(root))?;
    let rest = url.get(start.len()..)?;
    (rest.is_empty() || rest.starts_with(['/', '?'])).then_some(rest)
}
