//! Sections: their class groups, and who owns and is in them.

use model::{ObjectKind, Relation};

use super::people::tally_units;
use crate::decide::{
    DecidedMembership, Surroundings, Weighing, decide_memberships, decide_object, keep_last_owner,
    write_memberships,
};
use crate::intend::class_group::intended_class_group;
use crate::intend::enrollments::spoken_memberships;
use crate::intend::section::ManagedSection;
use crate::{
    BucketPlan, Containers, Drift, Existence, Keeper, Membership, ObjectKey, Part, Reference, SectionBucket,
    SectionRecord, Settings, Standing, Standings, Tally, TallyOf, Withheld,
};

/// Plans sections into one plan.
pub(super) struct SectionPlanner<'a> {
    pub(super) settings: &'a Settings,
    pub(super) reference: &'a Reference,
    pub(super) standings: &'a Standings,
    pub(super) containers: &'a Containers,
    pub(super) plan: BucketPlan,
}

impl SectionPlanner<'_> {
    pub(super) fn plan(mut self, bucket: &SectionBucket) -> BucketPlan {
        for record in bucket.sections.values() {
            match ManagedSection::new(record.section.as_ref(), self.settings, self.reference) {
                Ok(managed) => self.plan_section(&managed, record),
                // Whatever was applied stays applied: the group of a class that ended is nobody's to empty.
                Err(withheld) => *self.plan.statistics.withheld.entry(withheld.word()).or_default() += 1,
            }
        }
        self.plan.in_order()
    }

    fn plan_section(&mut self, managed: &ManagedSection<'_>, record: &SectionRecord) {
        let object = intended_class_group(managed, self.reference);
        let (applied, observed) = (record.applied.as_ref(), record.observed.as_ref());
        let weighing = Weighing::of(self.settings, &object.keeper);
        let Some(existence) = decide_object(weighing, &object, applied, observed, &mut self.plan) else {
            return;
        };
        let spoken =
            spoken_memberships(managed, &record.enrollments, self.standings, self.containers, self.settings);
        let surroundings = AroundSection {
            group: object.key,
            existence,
            keeper: object.keeper,
            standings: self.standings,
            containers: self.containers,
        };
        let mut decided = decide_memberships(self.settings, &spoken, &record.memberships, &surroundings);
        let foreign_owners =
            record.foreign.iter().filter(|member| member.relation == Relation::Owner).count();
        keep_last_owner(&mut decided, foreign_owners);
        self.plan.tallies.extend(tally_owners(&surroundings.group, &decided, foreign_owners));
        self.plan.tallies.extend(tally_units(&surroundings.group, &decided));
        self.plan.drift.extend(record.foreign.iter().cloned().map(Drift::Foreign));
        write_memberships(decided, &spoken, &surroundings, &mut self.plan);
    }
}

/// How many owners the group will have, if one joins.
fn tally_owners(group: &ObjectKey, decided: &[DecidedMembership], foreign: usize) -> Option<Tally> {
    let owners = || decided.iter().filter(|decision| decision.membership().relation == Relation::Owner);
    let after = owners().filter(|decision| decision.is_there_after()).count() + foreign;
    owners().any(DecidedMembership::is_added).then(|| Tally {
        object: group.clone(),
        of: TallyOf::Owners,
        after,
    })
}

/// A section's class group, its people, and the units around it.
struct AroundSection<'a> {
    group: ObjectKey,
    existence: Existence,
    keeper: Keeper,
    standings: &'a Standings,
    containers: &'a Containers,
}

impl AroundSection<'_> {
    fn standing(&self, user: &ObjectKey) -> Option<&Standing> {
        self.standings.get(&user.anchor.person()?)
    }
}

impl Surroundings for AroundSection<'_> {
    fn container(&self, key: &ObjectKey) -> Option<(Existence, &Keeper)> {
        if *key == self.group {
            return Some((self.existence.clone(), &self.keeper));
        }
        self.containers.get(key).map(|container| (container.existence.clone(), &container.keeper))
    }

    fn member(&self, key: &ObjectKey) -> Option<Existence> {
        match key.kind {
            ObjectKind::User => self.standing(key)?.existence(),
            _ => (*key == self.group).then(|| self.existence.clone()),
        }
    }

    fn why_silent(&self, membership: &Membership) -> Withheld {
        if membership.container != self.group {
            return Withheld::SectionMoved;
        }
        match self.standing(&membership.member).map(|standing| &standing.part) {
            None => Withheld::PersonGone,
            Some(Part::Aside(withheld)) => withheld.clone(),
            Some(Part::Takes(_)) => Withheld::EnrollmentGone,
        }
    }
}
