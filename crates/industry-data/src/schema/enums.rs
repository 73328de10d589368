//! Enumerations. The last member of each stands for those that a later version may add.

use odata::csdl::EnumType;

use super::names::{graph, ns};

/// Those of the API.
pub(super) const ENUMS: &[EnumType] = &[
    EnumType {
        name: ns!("additionalClassGroupAttributes"),
        members: &[
            ("courseTitle", 0),
            ("courseCode", 1),
            ("courseSubject", 2),
            ("courseGradeLevel", 3),
            ("courseExternalId", 4),
            ("academicSessionTitle", 5),
            ("academicSessionExternalId", 6),
            ("classCode", 7),
            ("unknownFutureValue", 8),
        ],
    },
    EnumType {
        name: ns!("additionalUserAttributes"),
        members: &[("userGradeLevel", 0), ("userNumber", 1), ("unknownFutureValue", 2)],
    },
    EnumType { name: ns!("apiFormat"), members: &[("oneRoster", 0), ("unknownFutureValue", 1)] },
    EnumType { name: ns!("filterOptions"), members: &[("orgExternalId", 1), ("unknownFutureValue", 2)] },
    EnumType { name: ns!("inboundDomain"), members: &[("educationRostering", 0), ("unknownFutureValue", 1)] },
    EnumType {
        name: ns!("industryDataActivityStatus"),
        members: &[
            ("inProgress", 0),
            ("skipped", 1),
            ("failed", 2),
            ("completed", 3),
            ("completedWithErrors", 4),
            ("completedWithWarnings", 5),
            ("unknownFutureValue", 6),
        ],
    },
    EnumType {
        name: ns!("industryDataRunStatus"),
        members: &[
            ("running", 0),
            ("failed", 1),
            ("completed", 2),
            ("completedWithErrors", 3),
            ("completedWithWarnings", 4),
            ("unknownFutureValue", 5),
        ],
    },
    EnumType {
        name: ns!("readinessStatus"),
        members: &[
            ("notReady", 0),
            ("ready", 1),
            ("failed", 2),
            ("disabled", 3),
            ("expired", 4),
            ("unknownFutureValue", 5),
        ],
    },
    EnumType {
        name: ns!("studentAgeGroup"),
        members: &[("minor", 0), ("notAdult", 1), ("adult", 2), ("unknownFutureValue", 3)],
    },
];

/// Those of Microsoft Graph.
pub(super) const GRAPH_ENUMS: &[EnumType] = &[EnumType {
    name: graph!("longRunningOperationStatus"),
    members: &[("notStarted", 0), ("running", 1), ("succeeded", 2), ("failed", 3), ("unknownFutureValue", 4)],
}];
