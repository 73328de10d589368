//! What is read, and for which year.

use odata::csdl::{Property, StructuredType};

use super::names::{DATE, ENTITY, STRING, TIME, ns};
use crate::limits::MAX_NAME;

/// The types.
pub(super) const TYPES: &[StructuredType] = &[
    StructuredType::entity(
        ns!("yearTimePeriodDefinition"),
        &[
            Property::one("displayName", STRING).required().of_length(1, MAX_NAME),
            Property::one("endDate", DATE).required(),
            Property::one("startDate", DATE).required(),
            Property::one("year", ns!("yearReferenceValue")).required(),
        ],
    )
    .extending(ENTITY),
    StructuredType::entity(
        ns!("industryDataActivity"),
        &[
            Property::one("displayName", STRING).required().of_length(1, MAX_NAME),
            Property::one("readinessStatus", ns!("readinessStatus")).required().computed(),
        ],
    )
    .extending(ENTITY)
    .as_abstract(),
    StructuredType::entity(
        ns!("inboundFlow"),
        &[
            Property::one("dataDomain", ns!("inboundDomain")).required().immutable(),
            Property::one("effectiveDateTime", TIME).required(),
            Property::one("expirationDateTime", TIME),
            Property::one("dataConnector", ns!("industryDataConnector")).required().reference(),
            Property::one("year", ns!("yearTimePeriodDefinition")).required().reference(),
        ],
    )
    .extending(ns!("industryDataActivity"))
    .as_abstract(),
    StructuredType::entity(ns!("inboundFileFlow"), &[]).extending(ns!("inboundFlow")),
    StructuredType::entity(ns!("inboundApiFlow"), &[]).extending(ns!("inboundFlow")),
];
