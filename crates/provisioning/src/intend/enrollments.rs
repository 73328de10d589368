//! Who should own a class group and who should be in it, as the enrollments have it; and which units it
//! should be in itself.

use model::codes::SectionRole;
use model::flow::ClassGroupFlow;
use model::{Anchor, ObjectKind, Relation};

use super::SpokenMemberships;
use super::section::ManagedSection;
use crate::{Containers, Enrollment, Membership, ObjectKey, Part, Reason, Settings, Standings, Withheld};

/// The memberships that the rows of a managed section speak of.
pub(crate) fn spoken_memberships(
    managed: &ManagedSection<'_>,
    enrollments: &[Enrollment],
    standings: &Standings,
    containers: &Containers,
    settings: &Settings,
) -> SpokenMemberships {
    let mut spoken = SpokenMemberships::default();
    let mut rows: Vec<&Enrollment> = enrollments.iter().collect();
    rows.sort_by_key(|row| (&row.person, row.role, &row.row));
    for row in rows {
        speak(&mut spoken, managed, row, standings);
    }
    spoken.settle_doubts();
    join_units(&mut spoken, managed, containers, settings);
    spoken
}

/// What one enrollment asks for, or might have asked for.
fn speak(
    spoken: &mut SpokenMemberships,
    managed: &ManagedSection<'_>,
    row: &Enrollment,
    standings: &Standings,
) {
    let membership = |relation| Membership {
        container: ObjectKey::new(ObjectKind::ClassGroup, Anchor::section(&managed.section.id)),
        member: ObjectKey::new(ObjectKind::User, Anchor::user(&row.person)),
        relation,
    };
    let relations = relations(managed.flow, row.role);
    let verdict = takes_part(managed, row, standings);
    for relation in [Relation::Owner, Relation::Member] {
        match (&verdict, relations.contains(&relation)) {
            (Ok(()), true) => {
                spoken.intend(membership(relation), Reason::Enrolled { role: row.role }, row.row.as_ref());
            }
            (Ok(()), false) => {
                let unmapped = Withheld::RoleUnmapped { role: row.role };
                spoken.withhold(membership(relation), unmapped, row.row.as_ref());
            }
            // Whatever the role maps to now, it may have been either when it was applied.
            (Err(withheld), _) => spoken.withhold(membership(relation), withheld.clone(), row.row.as_ref()),
        }
    }
}

/// What a role makes of an enrolled person. An owner is a member too; a role in both lists owns.
fn relations(flow: &ClassGroupFlow, role: SectionRole) -> &'static [Relation] {
    match (flow.owner_roles.contains(&role), flow.member_roles.contains(&role)) {
        (true, _) => &[Relation::Owner, Relation::Member],
        (false, true) => &[Relation::Member],
        (false, false) => &[],
    }
}

fn takes_part(managed: &ManagedSection<'_>, row: &Enrollment, standings: &Standings) -> Result<(), Withheld> {
    row.presence.or_withheld(Withheld::EnrollmentGone, |root| Withheld::EnrollmentDropped { root })?;
    match standings.get(&row.person).map(|standing| &standing.part) {
        None => Err(Withheld::PersonGone),
        Some(Part::Aside(withheld)) => Err(withheld.clone()),
        Some(Part::Takes(coverage)) if coverage.includes(managed.place) => Ok(()),
        Some(Part::Takes(_)) => Err(Withheld::OutOfScope),
    }
}

/// The organization's unit holds its class groups. Whoever administers it does not thereby administer their
/// members: each user is in the unit by himself.
fn join_units(
    spoken: &mut SpokenMemberships,
    managed: &ManagedSection<'_>,
    containers: &Containers,
    settings: &Settings,
) {
    let org = &managed.section.org;
    let unit = ObjectKey::new(ObjectKind::AdministrativeUnit, Anchor::school(org));
    let mut flows = settings.covering(org).filter_map(|(_, set)| set.administrative_units.as_ref());
    if flows.any(|flow| flow.create_based_on_org) && containers.get(&unit).is_some() {
        let membership = Membership {
            container: unit,
            member: ObjectKey::new(ObjectKind::ClassGroup, Anchor::section(&managed.section.id)),
            relation: Relation::Member,
        };
        spoken.intend(membership, Reason::SectionOf { org: org.clone() }, managed.section.row.as_ref());
    }
}
