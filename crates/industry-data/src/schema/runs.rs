//! Runs: what they did, and how much of it.

use odata::csdl::{Property, StructuredType};

use super::names::{ENTITY, NUMBER, STRING, TIME, graph, ns};

/// The types.
pub(super) const TYPES: &[StructuredType] = &[
    StructuredType::entity(
        ns!("industryDataRun"),
        &[
            Property::one("blockingError", graph!("publicError")),
            Property::one("displayName", STRING).required(),
            Property::one("endDateTime", TIME),
            Property::one("startDateTime", TIME).required(),
            Property::one("status", ns!("industryDataRunStatus")).required(),
            Property::many("activities", ns!("industryDataRunActivity")).contained(),
        ],
    )
    .extending(ENTITY),
    StructuredType::entity(
        ns!("industryDataRunActivity"),
        &[
            Property::one("blockingError", graph!("publicError")),
            Property::one("displayName", STRING).required(),
            Property::one("status", ns!("industryDataActivityStatus")).required(),
            Property::one("activity", ns!("industryDataActivity")).reference(),
        ],
    )
    .extending(ENTITY)
    .as_abstract(),
    StructuredType::entity(ns!("inboundFlowActivity"), &[]).extending(ns!("industryDataRunActivity")),
    StructuredType::entity(ns!("outboundFlowActivity"), &[]).extending(ns!("industryDataRunActivity")),
    StructuredType::complex(
        ns!("industryDataRunStatistics"),
        &[
            Property::many("activityStatistics", ns!("industryDataActivityStatistics")),
            Property::one("inboundTotals", ns!("aggregatedInboundStatistics")),
            Property::one("runId", STRING).required(),
            Property::one("status", ns!("industryDataRunStatus")).required(),
        ],
    ),
    StructuredType::complex(
        ns!("aggregatedInboundStatistics"),
        &[
            Property::one("errors", NUMBER),
            Property::one("groups", NUMBER),
            Property::many("matchedPeopleByRole", ns!("industryDataRunRoleCountMetric")),
            Property::one("memberships", NUMBER),
            Property::one("organizations", NUMBER),
            Property::one("people", NUMBER),
            Property::many("unmatchedPeopleByRole", ns!("industryDataRunRoleCountMetric")),
            Property::one("warnings", NUMBER),
        ],
    ),
    StructuredType::complex(
        ns!("industryDataActivityStatistics"),
        &[
            Property::one("activityId", STRING).required(),
            Property::one("displayName", STRING).required(),
            Property::one("status", ns!("industryDataActivityStatus")).required(),
        ],
    )
    .as_abstract(),
    StructuredType::complex(
        ns!("inboundActivityResults"),
        &[
            Property::one("errors", NUMBER),
            Property::one("groups", ns!("industryDataRunEntityCountMetric")),
            Property::many("matchedPeopleByRole", ns!("industryDataRunRoleCountMetric")),
            Property::one("memberships", ns!("industryDataRunEntityCountMetric")),
            Property::one("organizations", ns!("industryDataRunEntityCountMetric")),
            Property::one("people", ns!("industryDataRunEntityCountMetric")),
            Property::many("unmatchedPeopleByRole", ns!("industryDataRunRoleCountMetric")),
            Property::one("warnings", NUMBER),
        ],
    )
    .extending(ns!("industryDataActivityStatistics")),
    StructuredType::complex(
        ns!("industryDataRunEntityCountMetric"),
        &[Property::one("active", NUMBER), Property::one("inactive", NUMBER), Property::one("total", NUMBER)],
    ),
    StructuredType::complex(
        ns!("industryDataRunRoleCountMetric"),
        &[Property::one("count", NUMBER), Property::one("role", STRING).required()],
    ),
];
