//! The permissions that the API's documentation asks for, route by route, beside those that are declared.

use http::Method;
use server::routes::{Access, Route, declarations};

const BASIC: &str = "IndustryData.ReadBasic.All";

/// What a route may be used with; nothing for one that the documentation tells nothing of.
fn documented(route: &Route) -> Vec<String> {
    let reads = route.method == Method::GET;
    let segments: Vec<&str> =
        route.path.trim_start_matches("/external/industryData").split('/').skip(1).collect();
    let any_of = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    // Whoever may change a resource may read it.
    let resource = |name: &str| {
        let write = format!("IndustryData-{name}.ReadWrite.All");
        if reads { vec![format!("IndustryData-{name}.Read.All"), write] } else { vec![write] }
    };
    if route.path.ends_with(".getUploadSession") || route.path.ends_with(".validate") {
        return any_of(&["IndustryData-DataConnector.Upload", "IndustryData-DataConnector.ReadWrite.All"]);
    }
    match segments.as_slice() {
        [.., "{dataConnector}", "sourceSystem"] | ["sourceSystems", ..] => resource("SourceSystem"),
        ["inboundFlows", "{inboundFlow}", "dataConnector"] | ["dataConnectors", ..] => {
            resource("DataConnector")
        }
        ["inboundFlows", "{inboundFlow}", "year"] | ["years", ..] => resource("TimePeriod"),
        ["inboundFlows", ..] => resource("InboundFlow"),
        ["outboundProvisioningFlowSets", ..] => resource("OutboundFlow"),
        ["runs", "microsoft.graph.industryData.start"] => any_of(&["IndustryData-Run.Start"]),
        ["runs", ..] => any_of(&["IndustryData-Run.Read.All", "IndustryData-Run.Start"]),
        ["operations", ..] if reads => any_of(&[BASIC]),
        // One or all: the documentation asks for different ones, and either will do.
        ["referenceDefinitions" | "roleGroups", ..] if reads => {
            [vec![BASIC.to_owned()], resource("ReferenceDefinition")].concat()
        }
        ["referenceDefinitions", ..] => resource("ReferenceDefinition"),
        _ => Vec::new(),
    }
}

#[test]
fn every_route_asks_for_the_documented_permissions() {
    let mut documented_routes = 0;
    for route in declarations() {
        let expected = documented(&route);
        let Access::OneOf(declared) = route.access else {
            assert!(expected.is_empty(), "{} {} asks for none", route.method, route.path);
            continue;
        };
        if !expected.is_empty() {
            assert_eq!(declared, expected, "{} {}", route.method, route.path);
            documented_routes += 1;
        }
    }
    assert!(documented_routes > 50, "{documented_routes}");
}
