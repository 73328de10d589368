//! Operations that take a while.

use odata::csdl::{Property, StructuredType};

use super::names::{STRING, graph, ns};

/// The types.
pub(super) const TYPES: &[StructuredType] = &[
    StructuredType::entity(
        ns!("validateOperation"),
        &[
            Property::many("errors", graph!("publicError")).required(),
            Property::many("warnings", graph!("publicError")).required(),
        ],
    )
    .extending(graph!("longRunningOperation"))
    .as_abstract(),
    StructuredType::entity(
        ns!("fileValidateOperation"),
        &[Property::many("validatedFiles", STRING).required()],
    )
    .extending(ns!("validateOperation")),
];
