//! A person: rows, roles, account, groups.

use std::collections::BTreeSet;

use formats::Table;
use model::{Anchor, ObjectKind, PersonId, SectionId};
use provisioning::{
    Membership, ObjectKey, Part, PersonPlan, PersonRecord, RoleExplained, SectionRecord, Standing, Standings,
};

use super::explanation::{
    MembershipLine, ObjectLine, OperationLine, PersonExplanation, RecordLine, RoleLine,
};
use super::look::Look;
use super::memberships::{self, Spoken};
use super::operations::{self, Naming};
use super::{findings, matching, objects, records, section};
use crate::RunError;
use crate::query::quoted;
use crate::tables::columns::Columns;

/// Where a person's rows are, and the column that names him.
const ROWS: [(Table, &str); 4] = [
    (Table::People, "id"),
    (Table::Roles, "person_id"),
    (Table::Enrollments, "person_id"),
    (Table::Relationships, "person_id"),
];

/// Explains a person; `None` if nobody goes by the id.
pub(super) async fn explain(look: &Look<'_>) -> Result<Option<PersonExplanation>, RunError> {
    let id = PersonId::from(look.id());
    let anchor = Anchor::user(&id);
    let rows = rows(look).await?;
    let findings = findings::of_person(look).await?;
    let operations = operations::of_last_runs(look, &[anchor], Naming::WithMembers).await?;
    if rows.is_empty() && findings.is_empty() && operations.is_empty() {
        return Ok(None);
    }
    let mut people = look.people(&[id.as_str()]).await?;
    people.entry(&id);
    let planned = look.plan_people(&people);
    let (Some(record), Some((_, standing))) = (people.people.get(&id), planned.standings.first()) else {
        return Ok(None);
    };
    let roles = look.planner().explain_roles(record.person.as_ref(), &record.roles);
    let matching = match &record.person {
        Some(person) => Some(matching::explain(look, person, record).await?),
        None => None,
    };
    Ok(Some(PersonExplanation {
        records: rows,
        findings,
        roles: roles.roles.into_iter().map(|role| role_line(look, role)).collect(),
        role_group: roles.group,
        why_not: roles.why_not,
        flow: roles.user_flow.map(|keeper| look.flow_name(&keeper)),
        matching,
        account: account(&id, record, &planned),
        memberships: membership_lines(look, &id, record, standing, &operations).await?,
        operations,
    }))
}

async fn rows(look: &Look<'_>) -> Result<Vec<RecordLine>, RunError> {
    let mut rows = Vec::new();
    for (table, column) in ROWS {
        rows.extend(records::of(&look.roster, table, column, look.id()).await?);
    }
    Ok(rows)
}

fn role_line(look: &Look<'_>, role: RoleExplained) -> RoleLine {
    let sets = role.verdict.as_ref().map(Vec::as_slice).unwrap_or_default();
    let named = sets.iter().filter_map(|place| look.settings.flow_sets.get(*place));
    RoleLine {
        flow_sets: named.map(|set| set.display_name.clone()).collect(),
        organization: role.org,
        role: role.role,
        session: role.session,
        row: role.row,
        why_not: role.verdict.err(),
    }
}

fn account(id: &PersonId, record: &PersonRecord, planned: &PersonPlan) -> ObjectLine {
    let key = ObjectKey::new(ObjectKind::User, Anchor::user(id));
    let standing = planned.standings.first().map(|(_, standing)| &standing.part);
    let why_not = match standing {
        Some(Part::Aside(withheld)) => Some(withheld.clone()),
        _ => None,
    };
    let observed = record.observed.as_ref().map(|user| user.object_id.clone());
    ObjectLine { why_not, ..objects::line(key, observed, record.applied.is_some(), &planned.plan.drift) }
}

async fn membership_lines(
    look: &Look<'_>,
    id: &PersonId,
    record: &PersonRecord,
    standing: &Standing,
    operations: &[OperationLine],
) -> Result<Vec<MembershipLine>, RunError> {
    let user = ObjectKey::new(ObjectKind::User, Anchor::user(id));
    let spoken = look.planner().explain_person(id, record, standing, &look.containers);
    let mut spoken = memberships::by_membership(spoken);
    let mut current = record.memberships.clone();

    let ids = section_ids(look, id, operations).await?;
    let ids: Vec<&str> = ids.iter().map(SectionId::as_str).collect();
    let standings: Standings = [(id.clone(), standing.clone())].into_iter().collect();
    for (section, record) in &look.sections(&ids).await?.sections {
        let of_section = in_section(look, section, record, &standings, &user);
        spoken.extend(of_section);
        current.applied.extend(of_member(&record.memberships.applied, &user));
        current.observed.extend(of_member(&record.memberships.observed, &user));
    }
    Ok(memberships::lines(&spoken, &current, operations, &look.seen_by.run))
}

fn of_member(memberships: &[Membership], member: &ObjectKey) -> impl Iterator<Item = Membership> {
    memberships.iter().filter(|membership| membership.member == *member).cloned()
}

/// What the rows of a section say of one member.
fn in_section(
    look: &Look<'_>,
    id: &SectionId,
    record: &SectionRecord,
    standings: &Standings,
    member: &ObjectKey,
) -> Spoken {
    match look.planner().explain_section(record, standings, &look.containers) {
        Ok(explained) => {
            let own = explained.memberships.into_iter();
            memberships::by_membership(own.filter(|spoken| spoken.membership.member == *member).collect())
        }
        Err(withheld) => section::unmanaged(id, record, &withheld)
            .into_iter()
            .filter(|(membership, _)| membership.member == *member)
            .collect(),
    }
}

/// The sections that a person is enrolled in, is a member of, or that a plan spoke of.
async fn section_ids(
    look: &Look<'_>,
    id: &PersonId,
    operations: &[OperationLine],
) -> Result<BTreeSet<SectionId>, RunError> {
    let mut ids: BTreeSet<SectionId> =
        operations.iter().filter_map(|operation| operation.object.section_id()).collect();
    let person = quoted(id.as_str());
    let enrolled = format!("SELECT section_id FROM enrollments WHERE person_id = {person}");
    let mut take = |batch: &datafusion::arrow::array::RecordBatch| {
        let columns = Columns::of(batch);
        let section = columns.text("section_id")?;
        ids.extend(columns.rows().map(|row| SectionId::from(section.required(row))));
        Ok(())
    };
    look.roster.each(&enrolled, &mut take).await?;
    let observed = format!(
        "SELECT c.section_id FROM links l
             JOIN observed_memberships m ON m.member = l.object_id
             JOIN class_groups c ON c.object_id = m.container
         WHERE l.person_id = {person}"
    );
    look.directory.each(&observed, &mut take).await?;
    Ok(ids)
}
