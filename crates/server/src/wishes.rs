//! What a request's headers wish of its answer: only under conditions, with or without a body, in which form.

use http::{HeaderMap, Method, StatusCode};
use odata::control::at_level;
use odata::headers::{Metadata, Preconditions, Preferences, Return};
use odata::query::{QueryOptions, SystemOption};
use odata::{Error, ServiceRoot};

use crate::reply::{Content, Reply};
use crate::routes::Route;

/// What the headers of a request wish of its answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wishes {
    pub(crate) preconditions: Preconditions,
    pub(crate) preferences: Preferences,
    metadata: Metadata,
}

/// A reply with all that is said of it.
pub(crate) struct Answer {
    pub(crate) reply: Reply,
    pub(crate) status: StatusCode,
    pub(crate) metadata: Metadata,
    /// The wishes that were fulfilled.
    pub(crate) applied: Preferences,
}

impl Wishes {
    /// Reads the headers, and the option `$format`.
    ///
    /// # Errors
    /// 400 when a condition cannot be read, 406 when the format is none that there is.
    pub(crate) fn new(headers: &HeaderMap, options: &QueryOptions) -> Result<Self, Error> {
        Ok(Self {
            preconditions: Preconditions::new(headers)?,
            preferences: Preferences::new(headers),
            metadata: Metadata::wanted(options.format.as_deref(), headers)?,
        })
    }

    /// How many rows a page has: as many as are wanted, at most `most`.
    pub(crate) fn page_size(&self, most: usize) -> usize {
        self.preferences.max_page_size.map_or(most, |wanted| most.min(wanted.get() as usize))
    }

    /// Whether a successful `PATCH` shall show what has become of the resource.
    pub(crate) fn wants_representation_of(&self, route: &Route) -> bool {
        route.method == Method::PATCH && self.preferences.returns == Some(Return::Representation)
    }

    /// The reply of a route, as it was wished.
    ///
    /// # Errors
    /// 412 when the resource is not in the state that the request names.
    pub(crate) fn fulfil(self, reply: Reply, route: &Route, root: &ServiceRoot) -> Result<Answer, Error> {
        let is_created = route.status == StatusCode::CREATED;
        let is_listed = route.options.contains(SystemOption::Top);
        let wished = self.preferences;
        let applied = Preferences {
            returns: wished.returns.filter(|_| is_created || route.method == Method::PATCH),
            max_page_size: wished.max_page_size.filter(|_| is_listed),
            ..wished
        };
        let answer = Answer { reply, status: route.status, metadata: self.metadata, applied };
        let is_known = match &answer.reply.etag {
            Some(etag) if route.method == Method::GET => self.preconditions.is_unchanged(etag)?,
            _ => false,
        };
        Ok(if is_known {
            answer.emptied(StatusCode::NOT_MODIFIED)
        } else if is_created && applied.returns == Some(Return::Minimal) {
            answer.emptied(StatusCode::NO_CONTENT)
        } else {
            answer.told(root)
        })
    }
}

impl Answer {
    /// The same without a body.
    fn emptied(mut self, status: StatusCode) -> Self {
        self.reply.content = Content::None;
        Self { status, ..self }
    }

    /// The same, telling as much about itself as was wished.
    fn told(mut self, root: &ServiceRoot) -> Self {
        if let Content::Json(body) = self.reply.content {
            let described = self.reply.described.as_ref();
            let model = &industry_data::schema::MODEL;
            self.reply.content = Content::Json(at_level(self.metadata, body, described, model, root));
        }
        self
    }
}
