//! What is provisioned, and how.

use odata::csdl::{Property, StructuredType};

use super::names::{BOOLEAN, ENTITY, STRING, TIME, ns};
use crate::limits::{MAX_NAME, MAX_PASSWORD};

/// The types.
pub(super) const TYPES: &[StructuredType] = &[
    StructuredType::entity(
        ns!("outboundProvisioningFlowSet"),
        &[
            Property::one("createdDateTime", TIME).computed(),
            Property::one("displayName", STRING).required().of_length(1, MAX_NAME),
            Property::one("filter", ns!("filter")),
            Property::one("lastModifiedDateTime", TIME).computed(),
            Property::many("provisioningFlows", ns!("provisioningFlow")).contained(),
        ],
    )
    .extending(ENTITY),
    StructuredType::complex(ns!("filter"), &[]).as_abstract(),
    StructuredType::complex(
        ns!("basicFilter"),
        &[
            Property::one("attribute", ns!("filterOptions")).required(),
            Property::many("in", STRING).required(),
        ],
    )
    .extending(ns!("filter")),
    StructuredType::entity(
        ns!("provisioningFlow"),
        &[
            Property::one("createdDateTime", TIME).computed(),
            Property::one("lastModifiedDateTime", TIME).computed(),
            Property::one("readinessStatus", ns!("readinessStatus")).computed(),
        ],
    )
    .extending(ENTITY)
    .as_abstract(),
    StructuredType::entity(
        ns!("administrativeUnitProvisioningFlow"),
        &[Property::one("creationOptions", ns!("adminUnitCreationOptions")).required()],
    )
    .extending(ns!("provisioningFlow")),
    StructuredType::complex(
        ns!("adminUnitCreationOptions"),
        &[
            Property::one("createBasedOnOrg", BOOLEAN).required().with_default(),
            Property::one("createBasedOnOrgPlusRoleGroup", BOOLEAN).required().with_default(),
        ],
    ),
    StructuredType::entity(
        ns!("securityGroupProvisioningFlow"),
        &[Property::one("creationOptions", ns!("securityGroupCreationOptions")).required()],
    )
    .extending(ns!("provisioningFlow")),
    StructuredType::complex(
        ns!("securityGroupCreationOptions"),
        &[
            Property::one("createBasedOnOrgPlusRoleGroup", BOOLEAN).required().with_default(),
            Property::one("createBasedOnRoleGroup", BOOLEAN).required().with_default(),
        ],
    ),
    StructuredType::entity(
        ns!("classGroupProvisioningFlow"),
        &[Property::one("configuration", ns!("classGroupConfiguration")).required()],
    )
    .extending(ns!("provisioningFlow")),
    StructuredType::complex(
        ns!("classGroupConfiguration"),
        &[
            Property::many("additionalAttributes", ns!("additionalClassGroupAttributes")),
            Property::one("additionalOptions", ns!("additionalClassGroupOptions")).required().with_default(),
            Property::one("enrollmentMappings", ns!("enrollmentMappings")).required().with_default(),
        ],
    ),
    StructuredType::complex(
        ns!("additionalClassGroupOptions"),
        &[
            Property::one("createTeam", BOOLEAN).required().with_default(),
            Property::one("writeDisplayNameOnCreateOnly", BOOLEAN).required().with_default(),
        ],
    ),
    StructuredType::complex(
        ns!("enrollmentMappings"),
        &[
            Property::many("memberEnrollmentMappings", ns!("sectionRoleReferenceValue")),
            Property::many("ownerEnrollmentMappings", ns!("sectionRoleReferenceValue")),
        ],
    ),
    StructuredType::entity(
        ns!("userProvisioningFlow"),
        &[
            Property::one("createUnmatchedUsers", BOOLEAN),
            Property::one("creationOptions", ns!("userCreationOptions")),
            Property::one("managementOptions", ns!("userManagementOptions")).required(),
        ],
    )
    .extending(ns!("provisioningFlow")),
    StructuredType::complex(
        ns!("userManagementOptions"),
        &[
            Property::many("additionalAttributes", ns!("additionalUserAttributes")),
            Property::one("additionalOptions", ns!("additionalUserOptions")).required().with_default(),
        ],
    ),
    StructuredType::complex(
        ns!("additionalUserOptions"),
        &[
            Property::one("allowStudentContactAssociation", BOOLEAN),
            Property::one("markAllStudentsAsMinors", BOOLEAN),
            Property::one("studentAgeGroup", ns!("studentAgeGroup")),
        ],
    ),
    StructuredType::complex(
        ns!("userCreationOptions"),
        &[Property::many("configurations", ns!("userConfiguration"))],
    ),
    StructuredType::complex(
        ns!("userConfiguration"),
        &[
            Property::one("defaultPasswordSettings", ns!("passwordSettings")),
            Property::many("licenseSkus", STRING),
            Property::one("roleGroup", ns!("roleGroup")).required().contained(),
        ],
    ),
    StructuredType::complex(ns!("passwordSettings"), &[]).as_abstract(),
    StructuredType::complex(
        ns!("simplePasswordSettings"),
        &[Property::one("password", STRING).required().of_length(1, MAX_PASSWORD)],
    )
    .extending(ns!("passwordSettings")),
];
