//! Codes that schools agree on, and the values that name them.

use odata::csdl::{Property, StructuredType};

use super::names::{BOOLEAN, ENTITY, NUMBER, STRING, TIME, ns};
use crate::limits::{MAX_CODE, MAX_NAME};

/// The types.
pub(super) const TYPES: &[StructuredType] = &[
    StructuredType::entity(
        ns!("referenceDefinition"),
        &[
            Property::one("code", STRING).required().immutable().of_length(1, MAX_CODE),
            Property::one("createdDateTime", TIME).required().computed(),
            Property::one("displayName", STRING).of_length(0, MAX_NAME),
            Property::one("isDisabled", BOOLEAN).required(),
            Property::one("lastModifiedDateTime", TIME).required().computed(),
            Property::one("referenceType", STRING).required().immutable(),
            Property::one("sortIndex", NUMBER).required(),
            Property::one("source", STRING).required().computed(),
        ],
    )
    .extending(ENTITY),
    StructuredType::complex(
        ns!("referenceValue"),
        &[
            Property::one("code", STRING),
            Property::one("value", ns!("referenceDefinition")).required().reference(),
        ],
    )
    .as_abstract(),
    StructuredType::complex(ns!("fileFormatReferenceValue"), &[]).extending(ns!("referenceValue")),
    StructuredType::complex(ns!("identifierTypeReferenceValue"), &[]).extending(ns!("referenceValue")),
    StructuredType::complex(ns!("roleReferenceValue"), &[]).extending(ns!("referenceValue")),
    StructuredType::complex(ns!("sectionRoleReferenceValue"), &[]).extending(ns!("referenceValue")),
    StructuredType::complex(ns!("userMatchTargetReferenceValue"), &[]).extending(ns!("referenceValue")),
    StructuredType::complex(ns!("yearReferenceValue"), &[]).extending(ns!("referenceValue")),
    StructuredType::entity(
        ns!("roleGroup"),
        &[
            Property::one("displayName", STRING).required(),
            Property::many("roles", ns!("roleReferenceValue")).required(),
        ],
    )
    .extending(ENTITY),
];
