//! The types of the resources, as far as a query can name their properties.

use odata::query::Properties;

/// A type of the namespace by its own name.
macro_rules! ns {
    ($name:literal) => {
        concat!("microsoft.graph.industryData.", $name)
    };
}

/// A type: its base, and its own properties with their types. A collection's type is that of its items.
struct Type {
    name: &'static str,
    base: Option<&'static str>,
    properties: &'static [(&'static str, &'static str)],
}

const ENTITY: &str = "microsoft.graph.entity";
const STRING: &str = "Edm.String";
const BOOLEAN: &str = "Edm.Boolean";
const TIME: &str = "Edm.DateTimeOffset";

const fn entity(name: &'static str, properties: &'static [(&'static str, &'static str)]) -> Type {
    Type { name, base: Some(ENTITY), properties }
}

const fn flow(name: &'static str, properties: &'static [(&'static str, &'static str)]) -> Type {
    Type { name, base: Some(ns!("provisioningFlow")), properties }
}

const fn complex(name: &'static str, properties: &'static [(&'static str, &'static str)]) -> Type {
    Type { name, base: None, properties }
}

const TYPES: &[Type] = &[
    complex(ENTITY, &[("id", STRING)]),
    entity(
        ns!("outboundProvisioningFlowSet"),
        &[
            ("createdDateTime", TIME),
            ("lastModifiedDateTime", TIME),
            ("displayName", STRING),
            ("filter", ns!("filter")),
            ("provisioningFlows", ns!("provisioningFlow")),
        ],
    ),
    complex(ns!("filter"), &[]),
    Type {
        name: ns!("basicFilter"),
        base: Some(ns!("filter")),
        properties: &[("attribute", ns!("filterOptions")), ("in", STRING)],
    },
    entity(
        ns!("provisioningFlow"),
        &[
            ("createdDateTime", TIME),
            ("lastModifiedDateTime", TIME),
            ("readinessStatus", ns!("readinessStatus")),
        ],
    ),
    flow(ns!("administrativeUnitProvisioningFlow"), &[("creationOptions", ns!("adminUnitCreationOptions"))]),
    flow(ns!("securityGroupProvisioningFlow"), &[("creationOptions", ns!("securityGroupCreationOptions"))]),
    flow(ns!("classGroupProvisioningFlow"), &[("configuration", ns!("classGroupConfiguration"))]),
    flow(
        ns!("userProvisioningFlow"),
        &[
            ("createUnmatchedUsers", BOOLEAN),
            ("managementOptions", ns!("userManagementOptions")),
            ("creationOptions", ns!("userCreationOptions")),
        ],
    ),
    complex(
        ns!("adminUnitCreationOptions"),
        &[("createBasedOnOrg", BOOLEAN), ("createBasedOnOrgPlusRoleGroup", BOOLEAN)],
    ),
    complex(
        ns!("securityGroupCreationOptions"),
        &[("createBasedOnRoleGroup", BOOLEAN), ("createBasedOnOrgPlusRoleGroup", BOOLEAN)],
    ),
    complex(
        ns!("classGroupConfiguration"),
        &[
            ("additionalAttributes", ns!("additionalClassGroupAttributes")),
            ("additionalOptions", ns!("additionalClassGroupOptions")),
            ("enrollmentMappings", ns!("enrollmentMappings")),
        ],
    ),
    complex(
        ns!("additionalClassGroupOptions"),
        &[("createTeam", BOOLEAN), ("writeDisplayNameOnCreateOnly", BOOLEAN)],
    ),
    complex(
        ns!("enrollmentMappings"),
        &[
            ("ownerEnrollmentMappings", ns!("sectionRoleReferenceValue")),
            ("memberEnrollmentMappings", ns!("sectionRoleReferenceValue")),
        ],
    ),
    complex(ns!("sectionRoleReferenceValue"), &[("code", STRING)]),
    complex(
        ns!("userManagementOptions"),
        &[
            ("additionalAttributes", ns!("additionalUserAttributes")),
            ("additionalOptions", ns!("additionalUserOptions")),
        ],
    ),
    complex(
        ns!("additionalUserOptions"),
        &[
            ("allowStudentContactAssociation", BOOLEAN),
            ("studentAgeGroup", ns!("studentAgeGroup")),
            ("markAllStudentsAsMinors", BOOLEAN),
        ],
    ),
    complex(ns!("userCreationOptions"), &[("configurations", ns!("userConfiguration"))]),
    complex(
        ns!("userConfiguration"),
        &[
            ("defaultPasswordSettings", ns!("passwordSettings")),
            ("licenseSkus", STRING),
            ("roleGroup", ns!("roleGroup")),
        ],
    ),
    complex(ns!("passwordSettings"), &[]),
    Type {
        name: ns!("simplePasswordSettings"),
        base: Some(ns!("passwordSettings")),
        properties: &[("password", STRING)],
    },
    entity(ns!("roleGroup"), &[("displayName", STRING), ("roles", ns!("roleReferenceValue"))]),
    complex(ns!("roleReferenceValue"), &[("code", STRING)]),
];

/// What the rows of a collection of one type can have.
#[derive(Debug, Clone, Copy)]
pub struct RowsOf(&'static str);

/// Flow sets.
pub const FLOW_SETS: RowsOf = RowsOf(ns!("outboundProvisioningFlowSet"));

/// Flows.
pub const FLOWS: RowsOf = RowsOf(ns!("provisioningFlow"));

impl RowsOf {
    /// The entities that a navigation property leads to.
    #[must_use]
    pub fn rows_at(self, path: &[&str]) -> Option<Self> {
        self.leads_to(path).filter(|leads_to| derives(leads_to, ENTITY)).map(Self)
    }

    /// The type that `path` leads to.
    fn leads_to(self, path: &[&str]) -> Option<&'static str> {
        path.iter().try_fold(self.0, |at, segment| match segment.contains('.') {
            true => find(segment).filter(|cast| derives(cast.name, at)).map(|cast| cast.name),
            false => property(at, segment),
        })
    }
}

impl Properties for RowsOf {
    fn is_property(&self, path: &[&str]) -> bool {
        self.leads_to(path).is_some()
    }

    fn declared_type(&self, path: &[&str]) -> Option<&str> {
        self.leads_to(path)
    }

    fn is_a(&self, derived: &str, base: &str) -> bool {
        derives(derived, base) || derived.eq_ignore_ascii_case(base)
    }
}

fn find(name: &str) -> Option<&'static Type> {
    TYPES.iter().find(|known| known.name.eq_ignore_ascii_case(name))
}

/// A type's property, its own or its base's.
fn property(name: &str, property: &str) -> Option<&'static str> {
    lineage(name)
        .flat_map(|known| known.properties)
        .find(|(known, _)| known.eq_ignore_ascii_case(property))
        .map(|(_, leads_to)| *leads_to)
}

fn derives(name: &str, base: &str) -> bool {
    lineage(name).any(|known| known.name.eq_ignore_ascii_case(base))
}

/// A type and its bases, from the type up.
fn lineage(name: &str) -> impl Iterator<Item = &'static Type> {
    std::iter::successors(find(name), |known| known.base.and_then(find))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_through_bases_complex_values_and_types() {
        for path in [
            &["id"][..],
            &["DisplayName"],
            &["filter", "microsoft.graph.industryData.basicFilter", "attribute"],
            &["provisioningFlows", "readinessStatus"],
        ] {
            assert!(FLOW_SETS.is_property(path), "{path:?}");
        }
        for path in [
            &["shoeSize"][..],
            &["filter", "attribute"],
            &["filter", "microsoft.graph.industryData.roleGroup", "displayName"],
            &["provisioningFlows", "configuration"],
        ] {
            assert!(!FLOW_SETS.is_property(path), "{path:?}");
        }
        let cast = "microsoft.graph.industryData.classGroupProvisioningFlow";
        assert!(FLOWS.is_property(&[cast, "configuration", "additionalOptions", "createTeam"]));
        assert!(FLOWS.is_a(cast, "microsoft.graph.industryData.provisioningFlow"));
        assert!(!FLOWS.is_a("microsoft.graph.industryData.provisioningFlow", cast));
    }
}
