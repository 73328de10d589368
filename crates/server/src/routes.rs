//! The routes: each declared once, by the module of its resource.
//!
//! A declaration drives routing, authorisation, the documentation and the tests.

mod batch;
mod collection;
mod declaration;
mod documents;
mod flow_sets;
mod flows;

use odata::{Router, Template, TemplateError};

pub(crate) use declaration::Handler;
pub use declaration::{Access, Route, Takes};

/// All routes, ready to be found.
pub(crate) type Routes = Router<Route>;

/// Every route, resource by resource.
#[must_use]
pub fn declarations() -> Vec<Route> {
    let resources = [documents::routes(), batch::routes(), flow_sets::routes(), flows::routes()];
    resources.into_iter().flatten().collect()
}

/// The declarations, ready to be found.
pub(crate) fn routes() -> Result<Routes, TemplateError> {
    let route = |route: Route| Ok((route.method.clone(), Template::parse(route.path)?, route));
    Ok(Router::new(declarations().into_iter().map(route).collect::<Result<Vec<_>, TemplateError>>()?))
}
