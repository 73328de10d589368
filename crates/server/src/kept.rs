//! Answers kept while nothing changes: the same is read again and again, and hardly ever written.
//!
//! An answer is shown again only when the store still has the version that it was made from, which is looked at
//! for every request, after it came. Only routes whose answers follow from the store alone are kept, and only what
//! was asked plainly: with options or conditions, an answer may depend on more.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::Request;
use http::header::{ACCEPT, IF_MATCH, IF_NONE_MATCH};
use http::{HeaderName, HeaderValue, StatusCode};
use model::TenantId;
use odata::Error;
use odata::headers::{ETag, Metadata, Preferences};
use store::{Store, Version};

use crate::reply::{Content, Reply, store_failed};
use crate::routes::Route;
use crate::wishes::Answer;

/// How many answers are kept; when there are more, all are forgotten.
const MOST: usize = 1024;

/// In bytes; a longer answer is not kept.
const LONGEST: usize = 64 * 1024;

const PREFER: HeaderName = HeaderName::from_static("prefer");

/// What an answer depends on, beside the store.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    tenant: TenantId,
    path: String,
    accept: Vec<HeaderValue>,
}

impl Question {
    /// What `request` of `tenant` asks, if its answer can be kept.
    pub(crate) fn new(request: &Request, route: &Route, tenant: &TenantId) -> Option<Self> {
        let headers = request.headers();
        let is_plain = request.uri().query().is_none()
            && [PREFER, IF_MATCH, IF_NONE_MATCH].iter().all(|name| !headers.contains_key(name));
        (route.is_kept && is_plain).then(|| Self {
            tenant: tenant.clone(),
            path: request.uri().path().to_owned(),
            accept: headers.get_all(ACCEPT).into_iter().cloned().collect(),
        })
    }
}

/// Answers, all made from one version of the store.
#[derive(Default)]
pub(crate) struct Answers(Mutex<Known>);

#[derive(Default)]
struct Known {
    version: Option<Version>,
    answers: HashMap<Question, Kept>,
}

/// An answer with status 200, as it goes out.
#[derive(Clone)]
struct Kept {
    text: Bytes,
    etag: Option<ETag>,
    metadata: Metadata,
}

impl Answers {
    /// The answer to a question: the one that is kept, or a fresh one.
    ///
    /// # Errors
    /// When there is no fresh one, or the store does not tell its version.
    pub(crate) async fn get_or<Fresh>(
        &self,
        question: Question,
        store: &Store,
        fresh: impl FnOnce() -> Fresh,
    ) -> Result<Answer, Error>
    where
        Fresh: Future<Output = Result<Answer, Error>>,
    {
        let Some(version) = store.version().await.map_err(store_failed)? else { return fresh().await };
        if let Some(kept) = self.find(version, &question) {
            return Ok(kept.into());
        }
        let answer = fresh().await?;
        let Some(kept) = Kept::of(&answer) else { return Ok(answer) };
        self.keep(version, question, kept.clone());
        Ok(kept.into())
    }

    fn find(&self, version: Version, question: &Question) -> Option<Kept> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.answers.get(question).filter(|_| known.version == Some(version)).cloned()
    }

    fn keep(&self, version: Version, question: Question, kept: Kept) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.version != Some(version) || known.answers.len() >= MOST {
            *known = Known { version: Some(version), answers: HashMap::new() };
        }
        known.answers.insert(question, kept);
    }
}

impl Kept {
    fn of(answer: &Answer) -> Option<Self> {
        let Content::Json(body) = &answer.reply.content else { return None };
        let text = Bytes::from(body.to_string());
        let can_be_kept = answer.status == StatusCode::OK && text.len() <= LONGEST;
        can_be_kept.then(|| Self { text, etag: answer.reply.etag.clone(), metadata: answer.metadata })
    }
}

impl From<Kept> for Answer {
    fn from(kept: Kept) -> Self {
        let reply = Reply { etag: kept.etag, ..Content::Text(kept.text).into() };
        Self { reply, status: StatusCode::OK, metadata: kept.metadata, applied: Preferences::default() }
    }
}
