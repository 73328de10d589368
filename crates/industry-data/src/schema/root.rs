//! What the API has at its root, and where that lies in Microsoft Graph.

use odata::csdl::{Binding, Container, Property, Singleton, StructuredType};

use super::names::{ENTITY, graph, ns};

/// The types.
pub(super) const TYPES: &[StructuredType] = &[StructuredType::entity(
    ns!("industryDataRoot"),
    &[
        Property::many("dataConnectors", ns!("industryDataConnector")).contained(),
        Property::many("inboundFlows", ns!("inboundFlow")).contained(),
        Property::many("operations", graph!("longRunningOperation")).contained(),
        Property::many("outboundProvisioningFlowSets", ns!("outboundProvisioningFlowSet")).contained(),
        Property::many("referenceDefinitions", ns!("referenceDefinition")).contained(),
        Property::many("roleGroups", ns!("roleGroup")).contained(),
        Property::many("runs", ns!("industryDataRun")).contained(),
        Property::many("sourceSystems", ns!("sourceSystemDefinition")).contained(),
        Property::many("years", ns!("yearTimePeriodDefinition")).contained(),
    ],
)
.extending(ENTITY)];

/// The types of what lies above the root.
pub(super) const EXTERNAL_TYPES: &[StructuredType] = &[StructuredType::entity(
    EXTERNAL,
    &[Property::one("industryData", ns!("industryDataRoot")).contained()],
)];

/// What the service has at its own root.
pub(super) const CONTAINER: Container = Container {
    name: "GraphService",
    singletons: &[Singleton { name: "external", type_name: EXTERNAL, bindings: BINDINGS }],
};

pub(super) const EXTERNAL: &str = "microsoft.graph.externalConnectors.external";

const BINDINGS: &[Binding] = &[
    bound("industryData/dataConnectors/sourceSystem", "external/industryData/sourceSystems"),
    bound("industryData/inboundFlows/dataConnector", "external/industryData/dataConnectors"),
    bound("industryData/inboundFlows/year", "external/industryData/years"),
    bound("industryData/sourceSystems/userMatchingSettings/roleGroup", "external/industryData/roleGroups"),
    bound(
        "industryData/sourceSystems/userMatchingSettings/matchTarget/value",
        "external/industryData/referenceDefinitions",
    ),
    bound(
        "industryData/sourceSystems/userMatchingSettings/sourceIdentifier/value",
        "external/industryData/referenceDefinitions",
    ),
    bound("industryData/roleGroups/roles/value", "external/industryData/referenceDefinitions"),
    bound("industryData/years/year/value", "external/industryData/referenceDefinitions"),
    bound(
        "industryData/dataConnectors/microsoft.graph.industryData.azureDataLakeConnector/fileFormat/value",
        "external/industryData/referenceDefinitions",
    ),
    bound("industryData/runs/activities/activity", "external/industryData/inboundFlows"),
];

const fn bound(path: &'static str, target: &'static str) -> Binding {
    Binding { path, target }
}
