//! A batch from its changes to its answers, in one transaction.

use chrono::{DateTime, Utc};
use database::{Database, Error, Transaction, query_scalar};
use directory::Change;
use model::{IdSource, ObjectKind};

use crate::memberships::Memberships;
use crate::objects::Objects;
use crate::refusal::Answer;

const USERS: &[ObjectKind] = &[ObjectKind::User];
const GROUPS: &[ObjectKind] = &[ObjectKind::ClassGroup, ObjectKind::SecurityGroup];
const UNITS: &[ObjectKind] = &[ObjectKind::AdministrativeUnit];

/// What a batch writes into every row that it changes.
pub(crate) struct Mark {
    /// The batch's token.
    pub(crate) token: i64,
    /// When it was applied, RFC 3339.
    pub(crate) at: String,
}

/// Applies `changes` and answers each; nothing is kept when this fails.
pub(crate) async fn apply(
    database: &Database,
    ids: &dyn IdSource,
    now: DateTime<Utc>,
    changes: &[Change],
) -> Result<Vec<Answer>, Error> {
    let mut answers = Vec::with_capacity(changes.len());
    let mut transaction = database.write().await?;
    let mark = Mark { token: next_token(&mut transaction).await?, at: now.to_rfc3339() };
    for step in changes.chunk_by(|one, next| !stands_alone(one) && !stands_alone(next)) {
        answers.extend(apply_step(&mut transaction, ids, &mark, step).await?);
    }
    transaction.commit().await?;
    Ok(answers)
}

/// Deleting or restoring a user changes the owners of groups that the batch does not name: what was loaded
/// before it no longer holds after it.
fn stands_alone(change: &Change) -> bool {
    matches!(change, Change::DeleteUser { .. } | Change::RestoreUser { .. })
}

async fn apply_step(
    transaction: &mut Transaction,
    ids: &dyn IdSource,
    mark: &Mark,
    changes: &[Change],
) -> Result<Vec<Answer>, Error> {
    let mut objects = Objects::load(transaction, changes).await?;
    let mut memberships = Memberships::load(transaction, changes).await?;
    let answers = changes.iter().map(|change| judge(&mut objects, &mut memberships, ids, change)).collect();
    objects.save(transaction, mark).await?;
    memberships.save(transaction, mark).await?;
    Ok(answers)
}

fn judge(
    objects: &mut Objects,
    memberships: &mut Memberships,
    ids: &dyn IdSource,
    change: &Change,
) -> Answer {
    match change {
        Change::CreateUser { attributes, password: _ } => objects.create(ObjectKind::User, attributes, ids),
        Change::UpdateUser { id, diff } => objects.update(USERS, id, diff),
        Change::DeleteUser { id } => Ok(objects.delete_user(id)),
        Change::RestoreUser { id } => objects.restore_user(id),
        Change::CreateGroup { kind, attributes } => objects.create_group(*kind, attributes, ids),
        Change::UpdateGroup { id, diff } => objects.update(GROUPS, id, diff),
        Change::CreateTeam { group } => objects.create_team(group),
        Change::CreateUnit { attributes } => objects.create(ObjectKind::AdministrativeUnit, attributes, ids),
        Change::UpdateUnit { id, diff } => objects.update(UNITS, id, diff),
        Change::AddMember(membership) => memberships.add(membership),
        Change::RemoveMember(membership) => memberships.remove(membership),
    }
}

async fn next_token(transaction: &mut Transaction) -> Result<i64, Error> {
    query_scalar("UPDATE change_token SET latest = latest + 1 RETURNING latest").fetch_one(transaction).await
}
