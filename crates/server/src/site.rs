//! A service, and where it is asked.

use std::sync::Arc;

use odata::TemplateError;

use crate::kept::Answers;
use crate::routes::{Routes, routes};
use crate::service::Service;

/// A service with its routes.
pub(crate) struct Site {
    pub(crate) service: Arc<Service>,
    pub(crate) routes: Routes,
    pub(crate) answers: Answers,
}

impl Site {
    pub(crate) fn new(service: Arc<Service>) -> Result<Self, TemplateError> {
        Ok(Self { service, routes: routes()?, answers: Answers::default() })
    }
}
