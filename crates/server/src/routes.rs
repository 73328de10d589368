//! The routes: each declared once.
//!
//! A declaration drives routing, authorisation, the documentation and the tests.

mod collection;
mod flow_sets;
mod flows;

use futures::future::BoxFuture;
use http::{Method, StatusCode};
use odata::query::Allowed;
use odata::{Error, Router, Template, TemplateError};

use crate::access::{OUTBOUND_FLOW_READ, OUTBOUND_FLOW_WRITE, Scopes};
use crate::call::Call;
use crate::reply::Reply;
use crate::service::Service;

/// All routes, ready to be found.
pub(crate) type Routes = Router<Route>;

type Handler = for<'a> fn(&'a Service, Call) -> BoxFuture<'a, Result<Reply, Error>>;

/// One route.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path below the service root, in its canonical spelling.
    pub path: &'static str,
    /// What it does.
    pub summary: &'static str,
    /// The permissions of which a caller needs one.
    pub scopes: Scopes,
    /// The query options that it takes.
    pub options: Allowed,
    /// The body that it takes.
    pub takes: Takes,
    /// The status of its success.
    pub status: StatusCode,
    pub(crate) handler: Handler,
}

/// The body that a route takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// None; one that is sent is not read.
    Nothing,
    /// A JSON object.
    Json,
}

const SETS: &str = "/external/industryData/outboundProvisioningFlowSets";
const SET_COUNT: &str = "/external/industryData/outboundProvisioningFlowSets/$count";
const SET: &str = "/external/industryData/outboundProvisioningFlowSets/{set}";
const FLOWS: &str = "/external/industryData/outboundProvisioningFlowSets/{set}/provisioningFlows";
const FLOW_COUNT: &str = "/external/industryData/outboundProvisioningFlowSets/{set}/provisioningFlows/$count";
const FLOW: &str = "/external/industryData/outboundProvisioningFlowSets/{set}/provisioningFlows/{flow}";
const FLOW_RESET: &str = "/external/industryData/outboundProvisioningFlowSets/{set}/provisioningFlows/{flow}/microsoft.graph.industryData.reset";

/// Every route.
#[must_use]
pub fn declarations() -> Vec<Route> {
    vec![
        read(SETS, "Lists flow sets.", Allowed::COLLECTION, |s, c| Box::pin(flow_sets::list(s, c))),
        read(SET_COUNT, "Counts flow sets.", Allowed::SIZE, |s, c| Box::pin(flow_sets::count(s, c))),
        read(SET, "Gets a flow set.", Allowed::ENTITY, |s, c| Box::pin(flow_sets::get(s, c))),
        create(SETS, "Makes a flow set, with flows in it if the body has some.", |s, c| {
            Box::pin(flow_sets::create(s, c))
        }),
        update(SET, "Changes a flow set's name or filter.", |s, c| Box::pin(flow_sets::update(s, c))),
        delete(SET, "Deletes a flow set and its flows; nothing that they provisioned.", |s, c| {
            Box::pin(flow_sets::delete(s, c))
        }),
        read(FLOWS, "Lists the flows of a set.", Allowed::COLLECTION, |s, c| Box::pin(flows::list(s, c))),
        read(FLOW_COUNT, "Counts the flows of a set.", Allowed::SIZE, |s, c| Box::pin(flows::count(s, c))),
        read(FLOW, "Gets a flow.", Allowed::ENTITY, |s, c| Box::pin(flows::get(s, c))),
        create(FLOWS, "Makes a flow; a set holds one of each kind.", |s, c| Box::pin(flows::create(s, c))),
        update(FLOW, "Changes what the body names of a flow.", |s, c| Box::pin(flows::update(s, c))),
        delete(FLOW, "Deletes a flow; nothing that it provisioned.", |s, c| Box::pin(flows::delete(s, c))),
        Route {
            method: Method::POST,
            status: StatusCode::ACCEPTED,
            takes: Takes::Nothing,
            ..update(FLOW_RESET, "Lets the next run provision everything anew.", |s, c| {
                Box::pin(flows::reset(s, c))
            })
        },
    ]
}

fn read(path: &'static str, summary: &'static str, options: Allowed, handler: Handler) -> Route {
    let (scopes, status) = (OUTBOUND_FLOW_READ, StatusCode::OK);
    Route { method: Method::GET, path, summary, scopes, options, takes: Takes::Nothing, status, handler }
}

fn create(path: &'static str, summary: &'static str, handler: Handler) -> Route {
    Route { method: Method::POST, status: StatusCode::CREATED, ..update(path, summary, handler) }
}

fn update(path: &'static str, summary: &'static str, handler: Handler) -> Route {
    Route {
        method: Method::PATCH,
        path,
        summary,
        scopes: OUTBOUND_FLOW_WRITE,
        options: Allowed::NOTHING,
        takes: Takes::Json,
        status: StatusCode::NO_CONTENT,
        handler,
    }
}

fn delete(path: &'static str, summary: &'static str, handler: Handler) -> Route {
    Route { method: Method::DELETE, takes: Takes::Nothing, ..update(path, summary, handler) }
}

/// The declarations, ready to be found.
pub(crate) fn routes() -> Result<Routes, TemplateError> {
    let route = |route: Route| Ok((route.method.clone(), Template::parse(route.path)?, route));
    Ok(Router::new(declarations().into_iter().map(route).collect::<Result<Vec<_>, TemplateError>>()?))
}
