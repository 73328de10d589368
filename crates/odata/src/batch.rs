//! `$batch` in JSON: several requests in one body, each answered by itself.
//!
//! Whatever a request depends on is answered before it, and a request whose dependency failed is not tried.

mod order;
mod request;
mod response;

use serde_json::{Map, Value, json};

use crate::{Error, ObjectReader, ServiceRoot};

pub use request::BatchRequest;
pub use response::BatchResponse;

/// How many requests a batch may have.
const MOST_REQUESTS: usize = 20;

/// A batch as far as it is answered.
#[derive(Debug)]
pub struct Batch {
    parts: Vec<Part>,
    /// The places of the parts that nobody has looked at yet, the next one last.
    waiting: Vec<usize>,
}

/// One request, and its answer once there is one.
#[derive(Debug)]
struct Part {
    id: String,
    /// The places of those that must succeed before.
    depends_on: Vec<usize>,
    request: Option<Result<BatchRequest, Error>>,
    response: Option<BatchResponse>,
}

/// Which request of a batch it is that an answer belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(usize);

impl Batch {
    /// Reads the body of a batch. What its requests ask for is not looked at: a URL that leads nowhere is an
    /// answer to that request alone.
    ///
    /// # Errors
    /// 400 when it has more than 20 requests, an id twice in any case, or a dependency that is unknown or leads
    /// back to itself; 400 when a request has no id, method or URL, or more than a request has.
    pub fn parse(body: Map<String, Value>, root: &ServiceRoot) -> Result<Self, Error> {
        let mut reader = ObjectReader::new(body);
        let parts = reader.objects("requests", |part| request::read(part, root))?.required("requests")?;
        reader.finish()?;
        if parts.len() > MOST_REQUESTS {
            let message = format!("A batch has at most {MOST_REQUESTS} requests.");
            return Err(Error::bad_request(message).at("requests"));
        }
        let depends_on = order::dependencies(&parts)?;
        let mut waiting = order::order(&depends_on)?;
        waiting.reverse();
        let parts = parts.into_iter().zip(depends_on).map(|(part, depends_on)| Part {
            id: part.id,
            depends_on,
            request: Some(part.request),
            response: None,
        });
        Ok(Self { parts: parts.collect(), waiting })
    }

    /// The request that is next, or why it cannot be tried. Every one wants its answer before the next.
    pub fn next_request(&mut self) -> Option<(Place, Result<BatchRequest, Error>)> {
        let place = self.waiting.pop()?;
        let failed = self.parts.get(place)?.depends_on.iter().any(|on| !self.has_succeeded(*on));
        let request = self.parts.get_mut(place)?.request.take()?;
        let failure = || Error::failed_dependency("A request that this one depends on has failed.");
        Some((Place(place), if failed { Err(failure()) } else { request }))
    }

    /// The answer to the request at `place`.
    pub fn answer(&mut self, Place(place): Place, response: BatchResponse) {
        if let Some(part) = self.parts.get_mut(place) {
            part.response = Some(response);
        }
    }

    /// The body of the answer, in the order of the requests.
    #[must_use]
    pub fn into_json(self) -> Value {
        let responses = self.parts.into_iter().filter_map(|part| Some(part.response?.into_json(&part.id)));
        json!({ "responses": responses.collect::<Vec<_>>() })
    }

    fn has_succeeded(&self, place: usize) -> bool {
        let response = self.parts.get(place).and_then(|part| part.response.as_ref());
        response.is_some_and(|response| response.status.is_success())
    }
}
