//! What can be done with resources beside reading and writing them.

use odata::csdl::{Operation, OperationKind, Parameter, TypeRef};

use super::names::{BOOLEAN, ns};

/// The operations.
pub(super) const OPERATIONS: &[Operation] = &[
    action("reset", TypeRef::one(ns!("provisioningFlow")).required()),
    action("start", TypeRef::many(ns!("industryDataRun"))),
    action("validate", TypeRef::one(ns!("industryDataConnector")).required()),
    get_statistics(TypeRef::many(ns!("industryDataRun"))),
    get_statistics(TypeRef::one(ns!("industryDataRun"))),
    Operation {
        name: "getUploadSession",
        kind: OperationKind::Function,
        bound_to: TypeRef::one(ns!("azureDataLakeConnector")).required(),
        parameters: &[Parameter { name: "resetSession", of: TypeRef::one(BOOLEAN) }],
        returns: Some(TypeRef::one(ns!("fileUploadSession")).required()),
    },
];

const fn action(name: &'static str, bound_to: TypeRef) -> Operation {
    Operation { name, kind: OperationKind::Action, bound_to, parameters: &[], returns: None }
}

const fn get_statistics(bound_to: TypeRef) -> Operation {
    Operation {
        name: "getStatistics",
        kind: OperationKind::ComposableFunction,
        bound_to,
        parameters: &[],
        returns: Some(TypeRef::one(ns!("industryDataRunStatistics"))),
    }
}
