//! Which security groups and administrative units a person should be in, as his roles have it.

use model::flow::FlowSet;
use model::{Anchor, ObjectKind, OrgId, PersonId, Relation, RoleGroup};

use super::SpokenMemberships;
use crate::eligibility::{Eligibility, EligibleRole};
use crate::{Containers, Membership, ObjectKey, Part, PersonRole, Reason, Settings, Withheld};

/// The memberships that a person's roles speak of.
pub(crate) fn spoken_memberships(
    id: &PersonId,
    part: &Part,
    eligibility: &Eligibility<'_>,
    containers: &Containers,
    settings: &Settings,
) -> SpokenMemberships {
    let mut voice = Voice { id, containers, spoken: SpokenMemberships::default() };
    for eligible in &eligibility.roles {
        match part {
            Part::Takes(_) => voice.intend(eligible, settings),
            Part::Aside(withheld) => voice.withhold(eligible.role, Some(eligible.group), withheld),
        }
    }
    for (role, withheld) in &eligibility.refused {
        voice.withhold(role, role.role.group(), withheld);
    }
    voice.spoken.settle_doubts();
    voice.spoken
}

struct Voice<'a> {
    id: &'a PersonId,
    containers: &'a Containers,
    spoken: SpokenMemberships,
}

impl Voice<'_> {
    /// The groups and units that the flow sets ask for; of the others that the role names, that none does.
    fn intend(&mut self, eligible: &EligibleRole<'_>, settings: &Settings) {
        let role = eligible.role;
        let asked: Vec<ObjectKey> = eligible
            .sets
            .iter()
            .filter_map(|place| settings.flow_sets.get(place))
            .flat_map(|set| asked_containers(set, &role.org, eligible.group))
            .collect();
        for container in containers(&role.org, eligible.group) {
            let Some(membership) = self.membership(&container) else { continue };
            if asked.contains(&container) {
                let reason = Reason::HoldsRole { role: role.role, org: role.org.clone() };
                self.spoken.intend(membership, reason, role.row.as_ref());
            } else {
                self.spoken.withhold(membership, Withheld::OutOfScope, role.row.as_ref());
            }
        }
    }

    fn withhold(&mut self, role: &PersonRole, group: Option<RoleGroup>, withheld: &Withheld) {
        for container in group.into_iter().flat_map(|group| containers(&role.org, group)) {
            if let Some(membership) = self.membership(&container) {
                self.spoken.withhold(membership, withheld.clone(), role.row.as_ref());
            }
        }
    }

    /// The person's membership in `container`, if that is kept.
    fn membership(&self, container: &ObjectKey) -> Option<Membership> {
        self.containers.get(container).map(|_| Membership {
            container: container.clone(),
            member: ObjectKey::new(ObjectKind::User, Anchor::user(self.id)),
            relation: Relation::Member,
        })
    }
}

/// Every group and unit that a role can lead into.
fn containers(org: &OrgId, group: RoleGroup) -> [ObjectKey; 4] {
    [
        ObjectKey::new(ObjectKind::SecurityGroup, Anchor::role_group(group)),
        ObjectKey::new(ObjectKind::SecurityGroup, Anchor::school_role_group(org, group)),
        ObjectKey::new(ObjectKind::AdministrativeUnit, Anchor::school(org)),
        ObjectKey::new(ObjectKind::AdministrativeUnit, Anchor::school_role_group(org, group)),
    ]
}

/// Those of them that a flow set asks for.
fn asked_containers(set: &FlowSet, org: &OrgId, group: RoleGroup) -> impl Iterator<Item = ObjectKey> {
    let (groups, units) = (set.security_groups.as_ref(), set.administrative_units.as_ref());
    let asked = [
        groups.is_some_and(|flow| flow.create_based_on_role_group),
        groups.is_some_and(|flow| flow.create_based_on_org_plus_role_group),
        units.is_some_and(|flow| flow.create_based_on_org),
        units.is_some_and(|flow| flow.create_based_on_org_plus_role_group),
    ];
    containers(org, group).into_iter().zip(asked).filter_map(|(container, asked)| asked.then_some(container))
}
