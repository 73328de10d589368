//! A bucket of people, gathered from the tables.

use std::collections::HashMap;

use model::codes::Role;
use model::{Anchor, ObjectId, ObjectKind, PersonId};
use provisioning::{
    Contact, MatchOutcome, Membership, ObjectKey, ObservedObject, Person, PersonBucket, PersonRole,
};

use super::Which;
use super::rows::{FileNames, History, shared};
use crate::RunError;
use crate::query::Query;
use crate::tables::columns::{Columns, truth_at, word};
use crate::tables::{Shard, memberships, objects};

/// What the roster says of some people.
pub(crate) async fn roster_rows(roster: &Query<'_>, which: &Which<'_>) -> Result<PersonBucket, RunError> {
    let mut people = PersonBucket::default();
    let mut files = FileNames::default();
    read_people(roster, which, &mut people, &mut files).await?;
    read_roles(roster, which, &mut people, &mut files).await?;
    read_contacts(roster, which, &mut people).await?;
    Ok(people)
}

/// Adds what the directory holds of them and what was last applied.
pub(crate) async fn add_directory(
    directory: &Query<'_>,
    which: &Which<'_>,
    outcomes: &mut HashMap<PersonId, MatchOutcome>,
    containers: &HashMap<ObjectId, ObjectKey>,
    people: &mut PersonBucket,
) -> Result<(), RunError> {
    for (id, record) in &mut people.people {
        record.matched = outcomes.remove(id).unwrap_or_default();
    }
    read_applied(directory, which, people).await?;
    read_observed(directory, which, people).await?;
    read_memberships(directory, which, containers, people).await
}

async fn read_people(
    roster: &Query<'_>,
    which: &Which<'_>,
    people: &mut PersonBucket,
    files: &mut FileNames,
) -> Result<(), RunError> {
    let sql = format!("SELECT * FROM people WHERE {}", which.rows("bucket", "id"));
    roster
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (id, username, email) =
                (columns.text("id")?, columns.text("username")?, columns.text("email")?);
            let (given_name, family_name) = (columns.text("given_name")?, columns.text("family_name")?);
            let (match_id, history) = (columns.text("match_id")?, History::of(&columns)?);
            for row in columns.rows() {
                let person = Person {
                    id: id.required(row).into(),
                    presence: history.presence(row)?,
                    row: history.source(row, files),
                    username: shared(username.get(row)),
                    email: shared(email.get(row)),
                    match_id: shared(match_id.get(row)),
                    given_name: shared(given_name.get(row)),
                    family_name: shared(family_name.get(row)),
                    number: None,
                };
                let id = person.id.clone();
                people.entry(&id).person = Some(person);
            }
            Ok(())
        })
        .await
}

async fn read_roles(
    roster: &Query<'_>,
    which: &Which<'_>,
    people: &mut PersonBucket,
    files: &mut FileNames,
) -> Result<(), RunError> {
    let sql = format!("SELECT * FROM roles WHERE {}", which.rows("bucket", "person_id"));
    roster
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (person, org, role) =
                (columns.text("person_id")?, columns.text("org_id")?, columns.text("role")?);
            let (session, grade) = (columns.text("session_id")?, columns.text("grade")?);
            let (start, end) = (columns.date("start_date")?, columns.date("end_date")?);
            let (is_primary, history) = (columns.truth("is_primary")?, History::of(&columns)?);
            for row in columns.rows() {
                people.entry(&person.required(row).into()).roles.push(PersonRole {
                    org: org.required(row).into(),
                    role: word(Role::parse, &role, row)?,
                    session: session.get(row).map(Into::into),
                    grade: shared(grade.get(row)),
                    is_primary: truth_at(is_primary, row),
                    start: start.get(row),
                    end: end.get(row),
                    presence: history.presence(row)?,
                    row: history.source(row, files),
                });
            }
            Ok(())
        })
        .await
}

async fn read_contacts(
    roster: &Query<'_>,
    which: &Which<'_>,
    people: &mut PersonBucket,
) -> Result<(), RunError> {
    let sql = format!(
        "SELECT r.*, c.given_name, c.family_name, c.email, coalesce(c.sms, c.phone) AS telephone
         FROM relationships r JOIN people c ON c.id = r.contact_id
         WHERE {}",
        which.rows("r.bucket", "r.person_id")
    );
    roster
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (person, contact) = (columns.text("person_id")?, columns.text("contact_id")?);
            let (given_name, family_name) = (columns.text("given_name")?, columns.text("family_name")?);
            let (email, phone) = (columns.text("email")?, columns.text("telephone")?);
            let (relationship, history) = (columns.text("relationship")?, History::of(&columns)?);
            for row in columns.rows() {
                people.entry(&person.required(row).into()).contacts.push(Contact {
                    id: contact.required(row).into(),
                    given_name: shared(given_name.get(row)),
                    family_name: shared(family_name.get(row)),
                    email: shared(email.get(row)),
                    phone: shared(phone.get(row)),
                    relationship: relationship.required(row).into(),
                    presence: history.presence(row)?,
                });
            }
            Ok(())
        })
        .await
}

async fn read_applied(
    directory: &Query<'_>,
    which: &Which<'_>,
    people: &mut PersonBucket,
) -> Result<(), RunError> {
    let of = |column| which.anchored(&[column], Shard::People, |id| Anchor::user(&PersonId::from(id)));
    let sql = format!("SELECT * FROM applied_objects WHERE {}", of("anchor"));
    directory
        .each(&sql, |batch| {
            objects::decode(batch, |object| {
                if let Some(person) = object.key.anchor.person() {
                    people.entry(&person).applied = Some(object);
                }
            })
        })
        .await?;
    let sql = format!(
        "SELECT * FROM applied_memberships WHERE {} AND container_kind <> '{}'",
        of("member_anchor"),
        ObjectKind::ClassGroup
    );
    directory
        .each(&sql, |batch| {
            memberships::decode(batch, |membership| {
                if let Some(person) = membership.member.anchor.person() {
                    people.entry(&person).memberships.applied.push(membership);
                }
            })
        })
        .await
}

async fn read_observed(
    directory: &Query<'_>,
    which: &Which<'_>,
    people: &mut PersonBucket,
) -> Result<(), RunError> {
    let sql = format!(
        "SELECT l.person_id, u.id, u.attributes
         FROM observed_users u JOIN links l ON l.object_id = u.id
         WHERE {}",
        which.rows("l.bucket", "l.person_id")
    );
    directory
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (person, id, attributes) =
                (columns.text("person_id")?, columns.text("id")?, columns.text("attributes")?);
            for row in columns.rows() {
                let person = PersonId::from(person.required(row));
                let observed = ObservedObject {
                    key: super::user(&person),
                    object_id: id.required(row).into(),
                    attributes: objects::values(attributes.required(row))?,
                };
                people.entry(&person).observed = Some(observed);
            }
            Ok(())
        })
        .await
}

async fn read_memberships(
    directory: &Query<'_>,
    which: &Which<'_>,
    containers: &HashMap<ObjectId, ObjectKey>,
    people: &mut PersonBucket,
) -> Result<(), RunError> {
    let sql = format!(
        "SELECT l.person_id, m.container, m.relation
         FROM observed_memberships m JOIN links l ON l.object_id = m.member
         WHERE {} AND m.container_kind <> '{}'",
        which.rows("l.bucket", "l.person_id"),
        ObjectKind::ClassGroup
    );
    directory
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (person, container, relation) =
                (columns.text("person_id")?, columns.text("container")?, columns.text("relation")?);
            for row in columns.rows() {
                let person = PersonId::from(person.required(row));
                if let Some(container) = containers.get(&ObjectId::from(container.required(row))) {
                    let membership = Membership {
                        container: container.clone(),
                        member: super::user(&person),
                        relation: word(model::Relation::parse, &relation, row)?,
                    };
                    people.entry(&person).memberships.observed.push(membership);
                }
            }
            Ok(())
        })
        .await
}
