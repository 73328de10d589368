//! A section: its rows, its sessions, its class group and who is in it.

use formats::Table;
use model::{Anchor, ObjectKind, PersonId, Relation, SectionId};
use provisioning::{Membership, ObjectKey, Presence, Section, SectionRecord, Withheld};

use super::explanation::{ForeignLine, RecordLine, SectionExplanation, SessionLine};
use super::look::Look;
use super::memberships::{self, Spoken};
use super::operations::{self, Naming};
use super::{findings, objects, records};
use crate::RunError;

/// Explains a section; `None` if none goes by the id.
pub(super) async fn explain(look: &Look<'_>) -> Result<Option<SectionExplanation>, RunError> {
    let id = SectionId::from(look.id());
    let anchor = Anchor::section(&id);
    let rows = rows(look).await?;
    let findings = findings::of_section(look).await?;
    let operations =
        operations::of_last_runs(look, std::slice::from_ref(&anchor), Naming::WithMembers).await?;
    if rows.is_empty() && findings.is_empty() && operations.is_empty() {
        return Ok(None);
    }
    let mut sections = look.sections(&[id.as_str()]).await?;
    sections.entry(&id);
    let standings = look.standings(&sections).await?;
    let Some(record) = sections.sections.get(&id) else { return Ok(None) };

    let planner = look.planner();
    let drift = planner.sections(&sections, &standings, &look.containers).drift;
    let (flow, why_not, spoken) = match planner.explain_section(record, &standings, &look.containers) {
        Ok(told) => (Some(look.flow_name(&told.keeper)), None, memberships::by_membership(told.memberships)),
        Err(withheld) => (None, Some(withheld.clone()), unmanaged(&id, record, &withheld)),
    };
    let key = ObjectKey::new(ObjectKind::ClassGroup, anchor);
    let observed = record.observed.as_ref().map(|group| group.object_id.clone());
    let foreign = record.foreign.iter();
    Ok(Some(SectionExplanation {
        records: rows,
        findings,
        organization: record.section.as_ref().map(|section| section.org.clone()),
        sessions: record.section.iter().flat_map(|section| sessions(look, section)).collect(),
        flow,
        why_not,
        group: objects::line(key, observed, record.applied.is_some(), &drift),
        memberships: memberships::lines(&spoken, &record.memberships, &operations, &look.seen_by.run),
        foreign: foreign
            .map(|other| ForeignLine { member: other.member.clone(), relation: other.relation })
            .collect(),
        operations,
    }))
}

async fn rows(look: &Look<'_>) -> Result<Vec<RecordLine>, RunError> {
    let mut rows = records::of(&look.roster, Table::Sections, "id", look.id()).await?;
    rows.extend(records::of(&look.roster, Table::Enrollments, "section_id", look.id()).await?);
    Ok(rows)
}

fn sessions(look: &Look<'_>, section: &Section) -> Vec<SessionLine> {
    let known = section.sessions.iter().filter_map(|id| look.reference.sessions.get(id));
    let line = |session: &provisioning::Session| SessionLine {
        id: session.id.clone(),
        start: session.start,
        end: session.end,
        is_current: session.presence == Presence::Present && session.contains(look.today()),
    };
    known.map(line).collect()
}

/// What the enrollments of a section come to that is not managed: nothing, all for the same reason.
pub(super) fn unmanaged(id: &SectionId, record: &SectionRecord, withheld: &Withheld) -> Spoken {
    let group = ObjectKey::new(ObjectKind::ClassGroup, Anchor::section(id));
    let membership = |person: &PersonId, relation| Membership {
        container: group.clone(),
        member: ObjectKey::new(ObjectKind::User, Anchor::user(person)),
        relation,
    };
    let of_row = |row: &provisioning::Enrollment| {
        let answer = (Err(withheld.clone()), row.row.clone());
        [Relation::Owner, Relation::Member]
            .map(|relation| (membership(&row.person, relation), answer.clone()))
    };
    record.enrollments.iter().flat_map(of_row).collect()
}
