//! The types of Microsoft Graph on which the API builds, and where it lies in it.

use odata::csdl::{Property, StructuredType};

use super::names::{ENTITY, STRING, TIME, graph};

/// The types.
pub(super) const TYPES: &[StructuredType] = &[
    StructuredType::entity(ENTITY, &[Property::one("id", STRING).required()]).keyed_by("id").as_abstract(),
    StructuredType::entity(
        graph!("longRunningOperation"),
        &[
            Property::one("createdDateTime", TIME),
            Property::one("lastActionDateTime", TIME),
            Property::one("resourceLocation", STRING),
            Property::one("status", graph!("longRunningOperationStatus")),
            Property::one("statusDetail", STRING),
        ],
    )
    .extending(ENTITY),
    StructuredType::complex(
        graph!("publicError"),
        &[
            Property::one("code", STRING),
            Property::many("details", graph!("publicErrorDetail")),
            Property::one("innerError", graph!("publicInnerError")),
            Property::one("message", STRING),
            Property::one("target", STRING),
        ],
    ),
    StructuredType::complex(
        graph!("publicErrorDetail"),
        &[Property::one("code", STRING), Property::one("message", STRING), Property::one("target", STRING)],
    ),
    StructuredType::complex(
        graph!("publicInnerError"),
        &[
            Property::one("code", STRING),
            Property::many("details", graph!("publicErrorDetail")),
            Property::one("message", STRING),
            Property::one("target", STRING),
        ],
    )
    .as_open(),
];
