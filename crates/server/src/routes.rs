//! The routes: each declared once, by the module of its resource.
//!
//! A declaration drives routing, authorisation, the documentation and the tests.

mod batch;
mod cast;
mod codes;
mod collection;
mod data_connectors;
mod declaration;
mod deletion;
mod documents;
mod expansion;
mod flow_sets;
mod flows;
mod inbound_flows;
mod listing;
mod operations;
mod outbound;
mod reference_definitions;
mod role_groups;
mod root;
mod runs;
mod source_systems;
mod stored;
mod uploads;
mod validation;
mod years;

use industry_data::schema::MODEL;
use odata::{Router, Template, TemplateError};

pub use crate::access::Access;
pub(crate) use declaration::{Handler, OWN, SERVICE, Work};
pub use declaration::{Route, Takes};

/// All routes, ready to be found.
pub(crate) type Routes = Router<Route>;

/// Every route, resource by resource.
#[must_use]
pub fn declarations() -> Vec<Route> {
    let resources = [
        documents::routes(),
        batch::routes(),
        root::routes(),
        flow_sets::routes(),
        flows::routes(),
        source_systems::routes(),
        data_connectors::routes(),
        uploads::routes(),
        validation::routes(),
        years::routes(),
        inbound_flows::routes(),
        reference_definitions::routes(),
        role_groups::routes(),
        operations::routes(),
        runs::routes(),
    ];
    resources.into_iter().flatten().collect()
}

/// The declarations, ready to be found.
pub(crate) fn routes() -> Result<Routes, TemplateError> {
    let route = |route: Route| Ok((route.method.clone(), Template::parse(route.path)?, route));
    let routes = declarations().into_iter().map(route).collect::<Result<Vec<_>, TemplateError>>()?;
    Ok(Router::new(routes, |name| MODEL.structure(name).is_some()))
}
