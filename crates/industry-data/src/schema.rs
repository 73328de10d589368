//! The schema of the API: the one description of its types. Queries are checked against it, and `$metadata`
//! shows it.

mod bound;
mod enums;
mod graph;
mod inbound;
mod names;
mod operations;
mod outbound;
mod references;
mod root;
mod runs;
mod sources;

use odata::csdl::{Model, Property, Role, Schema};
use odata::query::Properties;

use crate::NAMESPACE;
use names::ns;

/// The types of the API, and those of Microsoft Graph on which it builds.
pub const MODEL: Model = Model(&[
    Schema {
        namespace: "microsoft.graph",
        enums: enums::GRAPH_ENUMS,
        types: &[graph::TYPES],
        operations: &[],
        container: Some(root::CONTAINER),
    },
    Schema {
        namespace: "microsoft.graph.externalConnectors",
        enums: &[],
        types: &[root::EXTERNAL_TYPES],
        operations: &[],
        container: None,
    },
    Schema {
        namespace: NAMESPACE,
        enums: enums::ENUMS,
        types: &[
            root::TYPES,
            sources::TYPES,
            inbound::TYPES,
            outbound::TYPES,
            references::TYPES,
            runs::TYPES,
            operations::TYPES,
        ],
        operations: bound::OPERATIONS,
        container: None,
    },
]);

/// What the rows of a collection of one type can have.
#[derive(Debug, Clone, Copy)]
pub struct RowsOf(&'static str);

/// Source systems.
pub const SOURCE_SYSTEMS: RowsOf = RowsOf(ns!("sourceSystemDefinition"));

/// Data connectors.
pub const DATA_CONNECTORS: RowsOf = RowsOf(ns!("industryDataConnector"));

/// Years.
pub const YEARS: RowsOf = RowsOf(ns!("yearTimePeriodDefinition"));

/// Inbound flows.
pub const INBOUND_FLOWS: RowsOf = RowsOf(ns!("inboundFlow"));

/// Flow sets.
pub const FLOW_SETS: RowsOf = RowsOf(ns!("outboundProvisioningFlowSet"));

/// Flows.
pub const FLOWS: RowsOf = RowsOf(ns!("provisioningFlow"));

/// Reference definitions.
pub const REFERENCE_DEFINITIONS: RowsOf = RowsOf(ns!("referenceDefinition"));

/// Role groups.
pub const ROLE_GROUPS: RowsOf = RowsOf(ns!("roleGroup"));

/// Runs.
pub const RUNS: RowsOf = RowsOf(ns!("industryDataRun"));

/// Activities of runs.
pub const RUN_ACTIVITIES: RowsOf = RowsOf(ns!("industryDataRunActivity"));

/// The one row that is the root of the API.
pub const ROOT: RowsOf = RowsOf(ns!("industryDataRoot"));

/// The one row above it.
pub const EXTERNAL: RowsOf = RowsOf(root::EXTERNAL);

/// Operations that take a while.
pub const OPERATIONS: RowsOf = RowsOf(names::graph!("longRunningOperation"));

/// What runs have counted: a value.
pub const RUN_STATISTICS: RowsOf = RowsOf(ns!("industryDataRunStatistics"));

/// Where files are sent to: a value.
pub const UPLOAD_SESSION: RowsOf = RowsOf(ns!("fileUploadSession"));

impl RowsOf {
    /// The type's name, qualified.
    #[must_use]
    pub const fn type_name(self) -> &'static str {
        self.0
    }

    /// The entities that a navigation property leads to.
    #[must_use]
    pub fn rows_at(self, path: &[&str]) -> Option<Self> {
        MODEL.leads_to(self.0, path).filter(|leads_to| MODEL.is_entity(leads_to)).map(Self)
    }
}

impl Properties for RowsOf {
    fn is_property(&self, path: &[&str]) -> bool {
        MODEL.leads_to(self.0, path).is_some()
    }

    fn declared_type(&self, path: &[&str]) -> Option<&str> {
        MODEL.leads_to(self.0, path)
    }

    fn is_navigation(&self, path: &[&str]) -> bool {
        let Some((name, holder)) = path.split_last() else { return false };
        let property = |holder| MODEL.property(holder, name).filter(|property| property.is_navigation());
        // What a part of an entity contains is shown with it.
        let shown =
            |holder, property: &Property| property.role == Role::Containment && !MODEL.is_entity(holder);
        let holder = MODEL.leads_to(self.0, holder);
        holder.is_some_and(|holder| property(holder).is_some_and(|property| !shown(holder, property)))
    }

    fn is_a(&self, derived: &str, base: &str) -> bool {
        MODEL.is_a(derived, base)
    }
}

#[cfg(test)]
mod tests;
