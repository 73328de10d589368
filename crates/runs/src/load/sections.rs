//! A bucket of sections, gathered from the tables.

use std::collections::HashMap;

use model::codes::SectionRole;
use model::{Anchor, ObjectId, ObjectKind, PersonId, Relation, SectionId};
use provisioning::{
    Enrollment, ForeignMember, Membership, ObjectKey, ObservedObject, Section, SectionBucket,
};

use super::Which;
use super::rows::{FileNames, History, parts, shared};
use crate::RunError;
use crate::query::Query;
use crate::tables::columns::{Columns, word};
use crate::tables::{Shard, class_group_of, memberships, objects};

/// What the roster says of some sections.
pub(crate) async fn roster_rows(roster: &Query<'_>, which: &Which<'_>) -> Result<SectionBucket, RunError> {
    let mut sections = SectionBucket::default();
    let mut files = FileNames::default();
    read_sections(roster, which, &mut sections, &mut files).await?;
    read_enrollments(roster, which, &mut sections, &mut files).await?;
    Ok(sections)
}

/// Adds what the directory holds of them and what was last applied.
pub(crate) async fn add_directory(
    directory: &Query<'_>,
    which: &Which<'_>,
    units: &HashMap<ObjectId, ObjectKey>,
    sections: &mut SectionBucket,
) -> Result<(), RunError> {
    read_applied(directory, which, sections).await?;
    read_observed(directory, which, sections).await?;
    read_members(directory, which, sections).await?;
    read_units(directory, which, units, sections).await
}

async fn read_sections(
    roster: &Query<'_>,
    which: &Which<'_>,
    sections: &mut SectionBucket,
    files: &mut FileNames,
) -> Result<(), RunError> {
    let sql = format!("SELECT * FROM sections WHERE {}", which.rows("bucket", "id"));
    roster
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (id, org, title) = (columns.text("id")?, columns.text("org_id")?, columns.text("title")?);
            let (in_sessions, course) = (columns.text("session_ids")?, columns.text("course_id")?);
            let (code, history) = (columns.text("code")?, History::of(&columns)?);
            for row in columns.rows() {
                let section = Section {
                    id: id.required(row).into(),
                    presence: history.presence(row)?,
                    row: history.source(row, files),
                    org: org.required(row).into(),
                    title: title.required(row).into(),
                    sessions: parts(in_sessions.get(row)).map(Into::into).collect(),
                    course: course.get(row).map(Into::into),
                    code: shared(code.get(row)),
                };
                let id = section.id.clone();
                sections.entry(&id).section = Some(section);
            }
            Ok(())
        })
        .await
}

async fn read_enrollments(
    roster: &Query<'_>,
    which: &Which<'_>,
    sections: &mut SectionBucket,
    files: &mut FileNames,
) -> Result<(), RunError> {
    let sql = format!("SELECT * FROM enrollments WHERE {}", which.rows("bucket", "section_id"));
    roster
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (section, person, role) =
                (columns.text("section_id")?, columns.text("person_id")?, columns.text("role")?);
            let history = History::of(&columns)?;
            for row in columns.rows() {
                sections.entry(&section.required(row).into()).enrollments.push(Enrollment {
                    person: person.required(row).into(),
                    role: word(SectionRole::parse, &role, row)?,
                    presence: history.presence(row)?,
                    row: history.source(row, files),
                });
            }
            Ok(())
        })
        .await
}

async fn read_applied(
    directory: &Query<'_>,
    which: &Which<'_>,
    sections: &mut SectionBucket,
) -> Result<(), RunError> {
    let of = |columns: &[&str]| {
        which.anchored(columns, Shard::Sections, |id| Anchor::section(&SectionId::from(id)))
    };
    let sql = format!("SELECT * FROM applied_objects WHERE {}", of(&["anchor"]));
    directory
        .each(&sql, |batch| {
            objects::decode(batch, |object| {
                if let Some(section) = object.key.anchor.section_id() {
                    sections.entry(&section).applied = Some(object);
                }
            })
        })
        .await?;
    let sql =
        format!("SELECT * FROM applied_memberships WHERE {}", of(&["container_anchor", "member_anchor"]));
    directory
        .each(&sql, |batch| {
            memberships::decode(batch, |membership| {
                let group = class_group_of(&membership);
                if let Some(section) = group.and_then(|group| group.anchor.section_id()) {
                    sections.entry(&section).memberships.applied.push(membership);
                }
            })
        })
        .await
}

async fn read_observed(
    directory: &Query<'_>,
    which: &Which<'_>,
    sections: &mut SectionBucket,
) -> Result<(), RunError> {
    let sql = format!(
        "SELECT c.section_id, g.id, g.attributes
         FROM observed_groups g JOIN class_groups c ON c.object_id = g.id
         WHERE {}",
        which.rows("c.bucket", "c.section_id")
    );
    directory
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (section, id, attributes) =
                (columns.text("section_id")?, columns.text("id")?, columns.text("attributes")?);
            for row in columns.rows() {
                let section = SectionId::from(section.required(row));
                let observed = ObservedObject {
                    key: class_group(&section),
                    object_id: id.required(row).into(),
                    attributes: objects::values(attributes.required(row))?,
                };
                sections.entry(&section).observed = Some(observed);
            }
            Ok(())
        })
        .await
}

/// Owners and members, ours and others'.
async fn read_members(
    directory: &Query<'_>,
    which: &Which<'_>,
    sections: &mut SectionBucket,
) -> Result<(), RunError> {
    let sql = format!(
        "SELECT c.section_id, m.member, m.relation, l.person_id
         FROM observed_memberships m
            JOIN class_groups c ON c.object_id = m.container
            LEFT JOIN links l ON l.object_id = m.member
         WHERE {}",
        which.rows("c.bucket", "c.section_id")
    );
    directory
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (section, member) = (columns.text("section_id")?, columns.text("member")?);
            let (relation, person) = (columns.text("relation")?, columns.text("person_id")?);
            for row in columns.rows() {
                let section = SectionId::from(section.required(row));
                let (container, relation) = (class_group(&section), word(Relation::parse, &relation, row)?);
                let record = sections.entry(&section);
                match person.get(row) {
                    Some(person) => record.memberships.observed.push(Membership {
                        container,
                        member: super::user(&PersonId::from(person)),
                        relation,
                    }),
                    None => record.foreign.push(ForeignMember {
                        container,
                        member: member.required(row).into(),
                        relation,
                    }),
                }
            }
            Ok(())
        })
        .await
}

/// The units that class groups are in.
async fn read_units(
    directory: &Query<'_>,
    which: &Which<'_>,
    units: &HashMap<ObjectId, ObjectKey>,
    sections: &mut SectionBucket,
) -> Result<(), RunError> {
    let sql = format!(
        "SELECT c.section_id, m.container
         FROM observed_memberships m JOIN class_groups c ON c.object_id = m.member
         WHERE {}",
        which.rows("c.bucket", "c.section_id")
    );
    directory
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (section, container) = (columns.text("section_id")?, columns.text("container")?);
            for row in columns.rows() {
                let section = SectionId::from(section.required(row));
                if let Some(unit) = units.get(&ObjectId::from(container.required(row))) {
                    sections.entry(&section).memberships.observed.push(Membership {
                        container: unit.clone(),
                        member: class_group(&section),
                        relation: Relation::Member,
                    });
                }
            }
            Ok(())
        })
        .await
}

fn class_group(section: &SectionId) -> ObjectKey {
    ObjectKey::new(ObjectKind::ClassGroup, Anchor::section(section))
}
