//! One of everything, for tests that go through every route.

use std::collections::HashMap;

use serde_json::json;
use server::routes::Route;
use store::TenantStore;

use crate::harness::{Client, SETS};
use crate::suite::sources::{self, CONNECTORS, FLOWS, SYSTEMS, YEARS};
use crate::suite::{operations, runs};

/// The id of nothing.
const NOTHING: &str = "00000000-0000-0000-0000-000000000000";

/// What a tenant has: one of each, by the name of its key in the routes.
pub(crate) struct World(HashMap<&'static str, String>);

impl World {
    /// Nothing.
    pub(crate) fn empty() -> Self {
        Self(HashMap::new())
    }

    /// Makes one of each, through the API where it can be made there.
    pub(crate) async fn make(client: &Client, store: &TenantStore) -> Self {
        let set = client.make(SETS, &json!({ "displayName": "Everyone" })).await;
        let units = json!({
            "@odata.type": "microsoft.graph.industryData.administrativeUnitProvisioningFlow",
            "creationOptions": { "createBasedOnOrg": true }
        });
        let flow = client.make(&format!("{SETS}/{set}/provisioningFlows"), &units).await;
        let system = client.make(SYSTEMS, &sources::system()).await;
        let connector = client.make(CONNECTORS, &sources::files(&system)).await;
        let year = client.make(YEARS, &sources::year()).await;
        let inbound = client.make(FLOWS, &sources::flow(&connector, &year)).await;
        let operation = operations::ended(store).await;
        let (run, activity) = runs::of_inbound_flow(store, &inbound).await;
        Self(HashMap::from([
            ("operation", operation),
            ("run", run),
            ("activity", activity),
            ("set", set),
            ("flow", flow),
            ("sourceSystem", system),
            ("dataConnector", connector),
            ("year", year),
            ("inboundFlow", inbound),
            ("referenceDefinition", "RefRole-teacher".to_owned()),
            ("roleGroup", "staff".to_owned()),
        ]))
    }

    /// Every way to write the path of a route, its keys filled in.
    pub(crate) fn spellings(&self, route: &Route) -> Vec<String> {
        let template = odata::Template::parse(route.path).unwrap();
        let keys: Vec<&str> = template.parameters().map(|name| self.value(route, name)).collect();
        template.spellings(&keys)
    }

    /// The path of a route, its keys filled in.
    pub(crate) fn path(&self, route: &Route) -> String {
        self.spellings(route).remove(0)
    }

    /// The path of a route with `key`, as it stands, for its last key; `None` if it has none.
    pub(crate) fn path_with(&self, route: &Route, key: &str) -> Option<String> {
        let (before, rest) = route.path.rsplit_once("/{")?;
        let (_, after) = rest.split_once('}')?;
        let mut path = format!("{before}/{key}{after}");
        for name in odata::Template::parse(route.path).unwrap().parameters() {
            path = path.replace(&format!("{{{name}}}"), self.value(route, name));
        }
        Some(path.replace(['<', '>'], ""))
    }

    fn value(&self, route: &Route, name: &str) -> &str {
        match name {
            "type" if route.path.contains("/inboundFlows/") => "microsoft.graph.industryData.inboundFileFlow",
            "type" => "microsoft.graph.industryData.azureDataLakeConnector",
            _ => self.0.get(name).map_or(NOTHING, String::as_str),
        }
    }
}

/// Whether a route is about one thing of a tenant, by its key.
pub(crate) fn has_key(route: &Route) -> bool {
    let everyones = ["type", "referenceDefinition", "roleGroup"];
    odata::Template::parse(route.path).unwrap().parameters().any(|name| !everyones.contains(&name))
}
