//! Who is eligible: present, current, with a role in a role group, in an organization that a flow set
//! covers.
//!
//! The same look at a person's roles answers the opposite question too: each role that does not count keeps
//! the reason why, so that a removal can give it.

use chrono::NaiveDate;
use model::RoleGroup;

use crate::{Coverage, Person, PersonRole, Reference, Settings, Withheld};

/// A person's roles, sorted into those that count and those that do not.
pub(crate) struct Eligibility<'a> {
    /// Roles that count, the most telling one first.
    pub(crate) roles: Vec<EligibleRole<'a>>,
    /// Roles that do not, and why.
    pub(crate) refused: Vec<(&'a PersonRole, Withheld)>,
    /// Why the person himself does not count, if he does not.
    absence: Option<Withheld>,
}

/// A role that counts.
pub(crate) struct EligibleRole<'a> {
    /// The role.
    pub(crate) role: &'a PersonRole,
    /// The role group it belongs to.
    pub(crate) group: RoleGroup,
    /// The flow sets that cover its organization.
    pub(crate) sets: Coverage,
}

impl<'a> Eligibility<'a> {
    /// Looks at every role of a person. The order of `roles` makes no difference.
    pub(crate) fn new(
        person: Option<&Person>,
        roles: &'a [PersonRole],
        settings: &Settings,
        reference: &Reference,
    ) -> Self {
        let presence = match person {
            None => Err(Withheld::PersonGone),
            Some(person) => {
                person.presence.or_withheld(Withheld::PersonGone, |root| Withheld::PersonDropped { root })
            }
        };
        let mut eligibility =
            Self { roles: Vec::new(), refused: Vec::new(), absence: presence.clone().err() };
        let mut in_order: Vec<&PersonRole> = roles.iter().collect();
        in_order.sort_by(|one, other| precedence(one).cmp(&precedence(other)));
        for role in in_order {
            match presence.clone().and_then(|()| eligible(role, settings, reference)) {
                Ok(eligible) => eligibility.roles.push(eligible),
                Err(withheld) => eligibility.refused.push((role, withheld)),
            }
        }
        eligibility
    }

    /// The role group whose matching rule and options apply to the person; `None` if he is not eligible.
    ///
    /// With roles in both groups, a person is a student only if every student role is marked as primary and
    /// no staff role is.
    pub(crate) fn role_group(&self) -> Option<RoleGroup> {
        let of = |group| self.roles.iter().filter(move |eligible| eligible.group == group);
        let all_students_primary = of(RoleGroup::Students).all(|eligible| eligible.role.is_primary);
        let any_staff_primary = of(RoleGroup::Staff).any(|eligible| eligible.role.is_primary);
        match (of(RoleGroup::Staff).next(), of(RoleGroup::Students).next()) {
            (None, None) => None,
            (Some(_), None) => Some(RoleGroup::Staff),
            (None, Some(_)) => Some(RoleGroup::Students),
            (Some(_), Some(_)) if all_students_primary && !any_staff_primary => Some(RoleGroup::Students),
            (Some(_), Some(_)) => Some(RoleGroup::Staff),
        }
    }

    /// The flow sets in which the person is eligible.
    pub(crate) fn coverage(&self) -> Coverage {
        self.roles.iter().flat_map(|eligible| eligible.sets.iter()).collect()
    }

    /// Why nothing is intended of a person who is not eligible.
    pub(crate) fn why_not(&self) -> Withheld {
        let of_roles =
            || self.refused.iter().map(|(_, withheld)| withheld.clone()).reduce(Withheld::weightier);
        self.absence.clone().or_else(of_roles).unwrap_or(Withheld::NoRole)
    }
}

/// Primary roles first; the rest is there to make the order one.
fn precedence(role: &PersonRole) -> impl Ord + '_ {
    let grade = &role.grade;
    (!role.is_primary, role.role.rank(), &role.org, grade, &role.session, role.start, role.end, &role.row)
}

fn eligible<'a>(
    role: &'a PersonRole,
    settings: &Settings,
    reference: &Reference,
) -> Result<EligibleRole<'a>, Withheld> {
    role.presence.or_withheld(Withheld::RoleGone, |root| Withheld::RoleDropped { root })?;
    let group = role.role.group().ok_or(Withheld::RoleNotProvisioned)?;
    if !is_current(role, settings.today, reference) {
        return Err(Withheld::RoleNotCurrent);
    }
    let sets: Coverage = settings.covering(&role.org).map(|(place, _)| place).collect();
    if sets.is_empty() {
        return Err(Withheld::OutOfScope);
    }
    Ok(EligibleRole { role, group, sets })
}

/// Whether today lies within the role's own dates and within its session.
fn is_current(role: &PersonRole, today: NaiveDate, reference: &Reference) -> bool {
    let begun = role.start.is_none_or(|start| start <= today);
    let ended = role.end.is_some_and(|end| end < today);
    let session = role.session.as_ref().and_then(|session| reference.sessions.get(session));
    begun && !ended && session.is_none_or(|session| session.contains(today))
}

#[cfg(test)]
mod tests;
