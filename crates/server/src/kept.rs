//! Answers kept while nothing changes: the same is read again and again, and hardly ever written.
//!
//! An answer is shown again only when the store still has the version that it was made from, which is looked at
//! for every request, after it came; whoever asks is authenticated and authorised as ever. Only answers of routes
//! that follow from the store alone are kept, and only what was asked plainly: with options or conditions, an answer
//! may depend on more.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use axum::extract::Request;
use http::header::{ACCEPT, IF_MATCH, IF_NONE_MATCH};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use model::TenantId;
use odata::Error;
use odata::headers::{ETag, Metadata, Preferences};
use store::Version;

use crate::access::{Access, authenticate};
use crate::answer::Answer;
use crate::reply::{Content, Reply, store_failed};
use crate::service::Service;

/// How many answers are kept; when there are more, all are forgotten.
const MOST: usize = 1024;

/// In bytes; a longer answer is not kept.
const LONGEST: usize = 64 * 1024;

const PREFER: HeaderName = HeaderName::from_static("prefer");

/// What is asked plainly, whoever asks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    path: String,
    accept: Vec<HeaderValue>,
}

impl Question {
    /// What `request` asks, if that is all that its answer depends on beside the store and who asks.
    pub(crate) fn of(request: &Request) -> Option<Self> {
        let headers = request.headers();
        let is_plain = request.method() == Method::GET
            && request.uri().query().is_none()
            && [PREFER, IF_MATCH, IF_NONE_MATCH].iter().all(|name| !headers.contains_key(name));
        is_plain.then(|| Self {
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
    pages: HashMap<Question, Page>,
}

impl Known {
    /// How many answers there are.
    fn count(&self) -> usize {
        self.pages.values().map(|page| page.answers.len()).sum()
    }
}

/// The answers to one question.
struct Page {
    /// Who may see them.
    access: Access,
    answers: HashMap<TenantId, Kept>,
}

/// An answer with status 200, as it goes out.
#[derive(Clone)]
struct Kept {
    text: Bytes,
    etag: Option<ETag>,
    metadata: Metadata,
}

impl Answers {
    /// The answer to a question that was asked before, if nothing has changed since.
    ///
    /// # Errors
    /// When whoever asks may not see it, or the store does not tell its version.
    pub(crate) async fn again(
        &self,
        service: &Service,
        headers: &HeaderMap,
        question: &Question,
    ) -> Result<Option<Answer>, Error> {
        let Some(access) = self.access(question) else { return Ok(None) };
        let caller = authenticate(service, headers).await?;
        caller.must_have(access)?;
        let version = service.store.version().await.map_err(store_failed)?;
        let kept = version.and_then(|version| self.find(version, question, caller.store.id()));
        Ok(kept.map(Answer::from))
    }

    /// A fresh answer, which is kept if it can be.
    ///
    /// # Errors
    /// When there is none, or the store does not tell its version.
    pub(crate) async fn keep<Fresh>(
        &self,
        service: &Service,
        question: Question,
        access: Access,
        tenant: TenantId,
        fresh: impl FnOnce() -> Fresh,
    ) -> Result<Answer, Error>
    where
        Fresh: Future<Output = Result<Answer, Error>>,
    {
        let version = service.store.version().await.map_err(store_failed)?;
        let answer = fresh().await?;
        let Some((version, kept)) = version.zip(Kept::of(&answer)) else { return Ok(answer) };
        self.enter(version, question, access, tenant, kept.clone());
        Ok(kept.into())
    }

    fn access(&self, question: &Question) -> Option<Access> {
        self.known().pages.get(question).map(|page| page.access)
    }

    fn find(&self, version: Version, question: &Question, tenant: &TenantId) -> Option<Kept> {
        let known = self.known();
        let page = known.pages.get(question).filter(|_| known.version == Some(version))?;
        page.answers.get(tenant).cloned()
    }

    fn enter(&self, version: Version, question: Question, access: Access, tenant: TenantId, kept: Kept) {
        let mut known = self.known();
        if known.version != Some(version) || known.count() >= MOST {
            *known = Known { version: Some(version), pages: HashMap::new() };
        }
        let page = known.pages.entry(question).or_insert_with(|| Page { access, answers: HashMap::new() });
        page.answers.insert(tenant, kept);
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
