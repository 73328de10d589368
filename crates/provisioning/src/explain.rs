//! Why a person or a section is, or is not, where it should be: the planner's own reasons, asked of one record.
//!
//! Nothing is decided here a second time. Whoever explains hands the planner the inputs of a run again, and
//! these are its answers before they become operations.

use model::codes::Role;
use model::{OrgId, PersonId, RoleGroup, SessionId};

use crate::eligibility::Eligibility;
use crate::intend::section::ManagedSection;
use crate::intend::{SpokenMemberships, enrollments, roles};
use crate::{
    Containers, Keeper, Membership, Person, PersonRecord, PersonRole, Planner, Reason, SectionRecord,
    SourceRow, Standing, Standings, Withheld,
};

/// What a person's roles come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolesExplained {
    /// Every role, those that count first.
    pub roles: Vec<RoleExplained>,
    /// The role group whose matching rule and options apply; `None` if the person is not eligible.
    pub group: Option<RoleGroup>,
    /// Why he is not eligible, if he is not.
    pub why_not: Option<Withheld>,
    /// The user flow that decides about his account, if one does.
    pub user_flow: Option<Keeper>,
}

/// A role and whether it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleExplained {
    /// The organization.
    pub org: OrgId,
    /// The role.
    pub role: Role,
    /// The session for which it holds.
    pub session: Option<SessionId>,
    /// Where it stands.
    pub row: Option<SourceRow>,
    /// The places in the settings of the flow sets that cover it, or why it does not count.
    pub verdict: Result<Vec<usize>, Withheld>,
}

/// A membership that rows speak of, and what they come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenMembership {
    /// The membership.
    pub membership: Membership,
    /// Why it is intended, or why not.
    pub verdict: Result<Reason, Withheld>,
    /// The row that speaks of it.
    pub row: Option<SourceRow>,
}

/// A section that is managed, and what its rows ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionExplained {
    /// The class group flow that keeps it.
    pub keeper: Keeper,
    /// The session that makes it current; `None` for a section that runs on.
    pub session: Option<SessionId>,
    /// The memberships that its rows speak of.
    pub memberships: Vec<SpokenMembership>,
}

impl Planner<'_> {
    /// Which roles of a person count, and why the others do not.
    #[must_use]
    pub fn explain_roles(&self, person: Option<&Person>, roles: &[PersonRole]) -> RolesExplained {
        let eligibility = Eligibility::new(person, roles, self.settings, self.reference);
        let explained = |role: &PersonRole, verdict| RoleExplained {
            org: role.org.clone(),
            role: role.role,
            session: role.session.clone(),
            row: role.row.clone(),
            verdict,
        };
        let counting =
            eligibility.roles.iter().map(|role| explained(role.role, Ok(role.sets.iter().collect())));
        let refused =
            eligibility.refused.iter().map(|(role, withheld)| explained(role, Err(withheld.clone())));
        let group = eligibility.role_group();
        RolesExplained {
            roles: counting.chain(refused).collect(),
            group,
            why_not: group.is_none().then(|| eligibility.why_not()),
            user_flow: self.user_flow(&eligibility),
        }
    }

    /// The first user flow among the sets that cover a person.
    fn user_flow(&self, eligibility: &Eligibility<'_>) -> Option<Keeper> {
        let coverage = eligibility.coverage();
        let mut sets = coverage.iter().filter_map(|place| self.settings.flow_sets.get(place));
        sets.find_map(|set| {
            let flow = set.users.as_ref()?;
            let school = eligibility.roles.first().map(|eligible| eligible.role.org.clone());
            Some(Keeper { flow: flow.id.clone(), flow_set: set.id.clone(), school })
        })
    }

    /// Which security groups and units a person's roles speak of.
    #[must_use]
    pub fn explain_person(
        &self,
        id: &PersonId,
        record: &PersonRecord,
        standing: &Standing,
        containers: &Containers,
    ) -> Vec<SpokenMembership> {
        let person = record.person.as_ref();
        let eligibility = Eligibility::new(person, &record.roles, self.settings, self.reference);
        listed(&roles::spoken_memberships(id, &standing.part, &eligibility, containers, self.settings))
    }

    /// What a section's rows ask for.
    ///
    /// # Errors
    /// Why it is not managed; then its group, its team and their members are left as they are.
    pub fn explain_section(
        &self,
        record: &SectionRecord,
        standings: &Standings,
        containers: &Containers,
    ) -> Result<SectionExplained, Withheld> {
        let managed = ManagedSection::new(record.section.as_ref(), self.settings, self.reference)?;
        let rows = &record.enrollments;
        let spoken = enrollments::spoken_memberships(&managed, rows, standings, containers, self.settings);
        Ok(SectionExplained {
            keeper: managed.keeper(),
            session: managed.session.map(|session| session.id.clone()),
            memberships: listed(&spoken),
        })
    }
}

/// Intended memberships first, then those withheld, each in order.
fn listed(spoken: &SpokenMemberships) -> Vec<SpokenMembership> {
    let intended = spoken.intended().iter().map(|(membership, (reason, row))| SpokenMembership {
        membership: membership.clone(),
        verdict: Ok(reason.clone()),
        row: row.clone(),
    });
    let withheld = spoken.withheld().iter().map(|(membership, (withheld, row))| SpokenMembership {
        membership: membership.clone(),
        verdict: Err(withheld.clone()),
        row: row.clone(),
    });
    intended.chain(withheld).collect()
}
