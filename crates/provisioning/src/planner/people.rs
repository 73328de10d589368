//! People: their accounts, and their memberships in security groups and units.

use model::{Anchor, Attribute, ObjectKind, PersonId};

use super::PersonPlan;
use crate::decide::{
    DecidedMembership, Surroundings, Weighing, decide_memberships, decide_object, write_memberships,
};
use crate::eligibility::Eligibility;
use crate::intend::account::{AccountIntent, Subject};
use crate::intend::roles::spoken_memberships;
use crate::{
    BucketPlan, Containers, Existence, Keeper, Membership, ObjectKey, Part, PersonBucket, PersonRecord,
    Reference, Settings, Standing, Statistics, Tally, TallyOf, Withheld,
};

/// Plans people into one plan.
pub(super) struct PersonPlanner<'a> {
    pub(super) settings: &'a Settings,
    pub(super) reference: &'a Reference,
    pub(super) containers: &'a Containers,
    pub(super) plan: BucketPlan,
}

impl PersonPlanner<'_> {
    pub(super) fn plan(mut self, bucket: &PersonBucket) -> PersonPlan {
        let mut standings = Vec::with_capacity(bucket.people.len());
        for (id, record) in &bucket.people {
            let person = record.person.as_ref();
            let eligibility = Eligibility::new(person, &record.roles, self.settings, self.reference);
            let standing = self.plan_account(id, record, &eligibility);
            count(&mut self.plan.statistics, &eligibility, &standing);
            self.plan_memberships(id, record, &eligibility, &standing);
            standings.push((id.clone(), standing));
        }
        PersonPlan { plan: self.plan.in_order(), standings }
    }

    /// Plans a person's account, and tells how he takes part in groups.
    fn plan_account(
        &mut self,
        id: &PersonId,
        record: &PersonRecord,
        eligibility: &Eligibility<'_>,
    ) -> Standing {
        let linked = record.matched.account().cloned();
        let Some(group) = eligibility.role_group() else {
            return Standing { account: linked, part: Part::Aside(eligibility.why_not()) };
        };
        let takes_part = || match is_disabled(record) {
            true => Part::Aside(Withheld::AccountDisabled),
            false => Part::Takes(eligibility.coverage()),
        };
        let subject = Subject { id, group, record, eligibility };
        match subject.intended_account(self.settings, &mut self.plan.findings) {
            AccountIntent::Aside(withheld) => Standing { account: linked, part: Part::Aside(withheld) },
            AccountIntent::Untouched => Standing { account: linked, part: takes_part() },
            AccountIntent::Object(object) => {
                let (applied, observed) = (record.applied.as_ref(), record.observed.as_ref());
                let weighing = Weighing::of(self.settings, &object.keeper);
                match decide_object(weighing, &object, applied, observed, &mut self.plan) {
                    Some(existence) => {
                        Standing { account: existence.object_id().cloned(), part: takes_part() }
                    }
                    None => Standing { account: None, part: Part::Aside(Withheld::AccountDeleted) },
                }
            }
        }
    }

    fn plan_memberships(
        &mut self,
        id: &PersonId,
        record: &PersonRecord,
        eligibility: &Eligibility<'_>,
        standing: &Standing,
    ) {
        let spoken = spoken_memberships(id, &standing.part, eligibility, self.containers, self.settings);
        let surroundings = AroundPerson { standing, containers: self.containers };
        let decided = decide_memberships(self.settings, &spoken, &record.memberships, &surroundings);
        let user = ObjectKey::new(ObjectKind::User, Anchor::user(id));
        self.plan.tallies.extend(tally_units(&user, &decided));
        write_memberships(decided, &spoken, &surroundings, &mut self.plan);
    }
}

fn is_disabled(record: &PersonRecord) -> bool {
    let enabled = record.observed.as_ref().and_then(|user| user.attributes.get(Attribute::AccountEnabled));
    enabled == Some("false")
}

fn count(statistics: &mut Statistics, eligibility: &Eligibility<'_>, standing: &Standing) {
    let Some(group) = eligibility.role_group() else { return };
    let people = statistics.people.entry(group).or_default();
    let existence = standing.existence();
    match &existence {
        Some(Existence::Standing(_)) => people.linked += 1,
        Some(Existence::Creating) => people.created += 1,
        None => people.aside += 1,
    }
    let mut roles: Vec<_> = eligibility.roles.iter().map(|eligible| eligible.role.role).collect();
    roles.sort_unstable();
    roles.dedup();
    for role in roles {
        *statistics.people_by_role.entry(role).or_default() += 1;
        if matches!(existence, Some(Existence::Standing(_))) {
            *statistics.linked_by_role.entry(role).or_default() += 1;
        }
    }
}

/// How many units `member` will be in, if it joins one.
pub(super) fn tally_units(member: &ObjectKey, decided: &[DecidedMembership]) -> Option<Tally> {
    let in_unit = |decision: &&DecidedMembership| {
        let membership = decision.membership();
        membership.container.kind == ObjectKind::AdministrativeUnit && membership.member == *member
    };
    let joins = decided.iter().filter(in_unit).any(DecidedMembership::is_added);
    let after = decided.iter().filter(in_unit).filter(|decision| decision.is_there_after()).count();
    joins.then(|| Tally { object: member.clone(), of: TallyOf::Units, after })
}

/// A person, and the groups and units around him.
struct AroundPerson<'a> {
    standing: &'a Standing,
    containers: &'a Containers,
}

impl Surroundings for AroundPerson<'_> {
    fn container(&self, key: &ObjectKey) -> Option<(Existence, &Keeper)> {
        self.containers.get(key).map(|container| (container.existence.clone(), &container.keeper))
    }

    fn member(&self, _: &ObjectKey) -> Option<Existence> {
        self.standing.existence()
    }

    fn why_silent(&self, _: &Membership) -> Withheld {
        match &self.standing.part {
            Part::Takes(_) => Withheld::RoleGone,
            Part::Aside(withheld) => withheld.clone(),
        }
    }
}
