//! A route's answer, as it was wished.

use http::{Method, StatusCode};
use odata::control::at_level;
use odata::headers::{Metadata, Preferences, Return};
use odata::query::SystemOption;
use odata::{Error, ServiceRoot};

use crate::reply::{Content, Reply};
use crate::routes::Route;
use crate::wishes::Wishes;

/// A reply with all that is said of it.
pub(crate) struct Answer {
    pub(crate) reply: Reply,
    pub(crate) status: StatusCode,
    pub(crate) metadata: Metadata,
    /// The wishes that were fulfilled.
    pub(crate) applied: Preferences,
}

impl Wishes {
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
