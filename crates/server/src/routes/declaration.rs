//! A route, as it is declared.

use futures::future::BoxFuture;
use http::{Method, StatusCode};
use odata::Error;
use odata::query::Allowed;

use crate::access::{Access, Scopes};
use crate::call::Call;
use crate::reply::Reply;
use crate::service::Service;

/// The path under which the service lies.
pub(crate) const SERVICE: &str = "/beta";

/// The path under which lies what Microsoft Graph has not.
pub(crate) const OWN: &str = "/homeroom/v1/";

/// What answers a route.
#[derive(Clone, Copy)]
pub(crate) enum Handler {
    /// Tells the same to everyone.
    Document(fn(&Service) -> Reply),
    /// Works for a caller.
    Work(Work),
}

/// What is done for a caller.
#[derive(Clone, Copy)]
pub(crate) enum Work {
    /// He is answered.
    Call(Answer),
    /// Each request of the body is answered by itself.
    Batch,
}

/// What answers a caller.
pub(crate) type Answer = for<'a> fn(&'a Service, Call) -> BoxFuture<'a, Result<Reply, Error>>;

/// One route.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path below the service root, in its canonical spelling.
    pub path: &'static str,
    /// What it does.
    pub summary: &'static str,
    /// Who may use it.
    pub access: Access,
    /// The query options that it takes.
    pub options: Allowed,
    /// The body that it takes.
    pub takes: Takes,
    /// The status of its success.
    pub status: StatusCode,
    /// What it may be refused with beyond what its method, path and body tell.
    pub refusals: &'static [StatusCode],
    /// Whether its answer follows from the store alone, and is kept while nothing there changes.
    pub(crate) is_kept: bool,
    pub(crate) handler: Handler,
}

impl Route {
    /// What stands before its path: Microsoft Graph's version, or nothing where Microsoft Graph has no such thing.
    #[must_use]
    pub fn root(&self) -> &'static str {
        if self.path.starts_with(OWN) { "" } else { SERVICE }
    }

    /// A `GET` of what anyone may read.
    pub(super) fn document(
        path: &'static str,
        summary: &'static str,
        options: Allowed,
        document: fn(&Service) -> Reply,
    ) -> Self {
        Self {
            method: Method::GET,
            path,
            summary,
            access: Access::Anyone,
            options,
            takes: Takes::Nothing,
            status: StatusCode::OK,
            refusals: &[],
            is_kept: false,
            handler: Handler::Document(document),
        }
    }

    /// The same, whose answer follows from the store alone.
    pub(super) fn kept(self) -> Self {
        Self { is_kept: true, ..self }
    }

    /// The same, which may be refused with these, too.
    pub(super) fn refusing(self, refusals: &'static [StatusCode]) -> Self {
        Self { refusals, ..self }
    }
}

/// The body that a route takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// None; one that is sent is not read.
    Nothing,
    /// A JSON object.
    Json,
}

/// A `GET`, which takes `options`.
pub(super) fn get(
    path: &'static str,
    summary: &'static str,
    scopes: Scopes,
    options: Allowed,
    answer: Answer,
) -> Route {
    Route {
        method: Method::GET,
        path,
        summary,
        access: Access::OneOf(scopes),
        options,
        takes: Takes::Nothing,
        status: StatusCode::OK,
        refusals: &[],
        is_kept: false,
        handler: Handler::Work(Work::Call(answer)),
    }
}

/// What the routes of one resource have in common: the permissions to read and to change it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resource {
    pub(super) read: Scopes,
    pub(super) write: Scopes,
}

impl Resource {
    /// A `GET`, which takes `options`.
    pub(super) fn get(
        self,
        path: &'static str,
        summary: &'static str,
        options: Allowed,
        answer: Answer,
    ) -> Route {
        get(path, summary, self.read, options, answer)
    }

    /// A `POST` to a collection.
    pub(super) fn create(self, path: &'static str, summary: &'static str, answer: Answer) -> Route {
        Route { method: Method::POST, status: StatusCode::CREATED, ..self.update(path, summary, answer) }
    }

    /// A `PATCH`.
    pub(super) fn update(self, path: &'static str, summary: &'static str, answer: Answer) -> Route {
        Route {
            method: Method::PATCH,
            path,
            summary,
            access: Access::OneOf(self.write),
            options: Allowed::NOTHING,
            takes: Takes::Json,
            status: StatusCode::NO_CONTENT,
            refusals: &[],
            is_kept: false,
            handler: Handler::Work(Work::Call(answer)),
        }
    }

    /// A `DELETE`.
    pub(super) fn delete(self, path: &'static str, summary: &'static str, answer: Answer) -> Route {
        Route { method: Method::DELETE, takes: Takes::Nothing, ..self.update(path, summary, answer) }
    }

    /// A `POST` to an action, which is accepted and done later.
    pub(super) fn action(self, path: &'static str, summary: &'static str, answer: Answer) -> Route {
        Route {
            method: Method::POST,
            takes: Takes::Nothing,
            status: StatusCode::ACCEPTED,
            ..self.update(path, summary, answer)
        }
    }
}
