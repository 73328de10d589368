//! An operation names objects by anchor; a change names them by the directory's ids. This is where one becomes
//! the other, at the last moment.

use std::collections::HashMap;

use directory::{Change, Membership};
use model::{Attributes, ObjectId, Secret};
use provisioning::{MembershipEnd, ObjectKey, ObjectRef, Operation, OperationKind};

/// Ids of the objects that this plan has made so far.
#[derive(Debug, Default)]
pub(super) struct Made(HashMap<ObjectKey, ObjectId>);

impl Made {
    /// Remembers what an operation that creates has made.
    pub(super) fn learn(&mut self, operation: &Operation, id: &ObjectId) {
        if operation.kind.creates() {
            self.0.insert(operation.object.key.clone(), id.clone());
        }
    }

    fn id(&self, object: &ObjectRef) -> Result<ObjectId, Unmade> {
        let known = object.object_id.as_ref().or_else(|| self.0.get(&object.key));
        known.cloned().ok_or_else(|| Unmade(object.key.clone()))
    }
}

/// An object that should have been made before and was not.
#[derive(Debug, thiserror::Error)]
#[error("{0} was not made")]
pub(super) struct Unmade(ObjectKey);

/// The write that carries out `operation`; `password` is that of the account it makes.
pub(super) fn change(operation: &Operation, made: &Made, password: Option<Secret>) -> Result<Change, Unmade> {
    let id = || made.id(&operation.object);
    let diff = || operation.after.clone();
    Ok(match operation.kind {
        OperationKind::CreateUser => Change::CreateUser { attributes: values(operation), password },
        OperationKind::UpdateUser
        | OperationKind::DisableUser
        | OperationKind::AssignLicense
        | OperationKind::RemoveLicense
        | OperationKind::SetContacts => Change::UpdateUser { id: id()?, diff: diff() },
        OperationKind::DeleteUser => Change::DeleteUser { id: id()? },
        OperationKind::CreateGroup => {
            Change::CreateGroup { kind: operation.object.key.kind, attributes: values(operation) }
        }
        OperationKind::UpdateGroup | OperationKind::ArchiveGroup => {
            Change::UpdateGroup { id: id()?, diff: diff() }
        }
        OperationKind::CreateTeam => Change::CreateTeam { group: id()? },
        OperationKind::CreateUnit => Change::CreateUnit { attributes: values(operation) },
        OperationKind::UpdateUnit => Change::UpdateUnit { id: id()?, diff: diff() },
        OperationKind::AddOwner | OperationKind::AddMember | OperationKind::AddUnitMember => {
            Change::AddMember(membership(operation, made)?)
        }
        OperationKind::RemoveOwner | OperationKind::RemoveMember | OperationKind::RemoveUnitMember => {
            Change::RemoveMember(membership(operation, made)?)
        }
    })
}

fn values(operation: &Operation) -> Attributes {
    let mut attributes = Attributes::default();
    operation.after.apply_to(&mut attributes);
    attributes
}

fn membership(operation: &Operation, made: &Made) -> Result<Membership, Unmade> {
    let Some(MembershipEnd { member, relation }) = &operation.membership else {
        return Err(Unmade(operation.object.key.clone()));
    };
    Ok(Membership {
        container: made.id(&operation.object)?,
        container_kind: operation.object.key.kind,
        member: made.id(member)?,
        relation: *relation,
    })
}
