//! What the service tells of itself, to anyone.

use industry_data::schema::MODEL;
use odata::query::{Allowed, SystemOption};

use super::declaration::Route;
use crate::reply::{Content, Reply};
use crate::service::Service;

const FORMAT: Allowed = Allowed(&[SystemOption::Format]);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::document("/", "Tells what lies at the root.", FORMAT, service_document),
        Route::document("/$metadata", "Describes all types, as CSDL.", Allowed::NOTHING, metadata),
    ]
}

fn service_document(service: &Service) -> Reply {
    MODEL.service_document(&service.root).into()
}

fn metadata(_service: &Service) -> Reply {
    Content::Xml(MODEL.to_xml()).into()
}
