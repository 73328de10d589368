//! Plan: the kernel goes through the tenant shard by shard, and what it decides is recorded.

use std::collections::HashMap;

use lake::Buckets;
use model::{Attribute, ObjectId, ObjectKind, OrgId};
use provisioning::{
    Container, Containers, Membership, ObjectKey, PersonBucket, Planner, SectionBucket, Standings,
};

use crate::load::Which;
use crate::matching::Matched;
use crate::observe::{Observed, ObservedContainer};
use crate::query::Query;
use crate::record::{Homes, Recorder};
use crate::tables::Shard;
use crate::{RunError, load};

/// What planning reads.
pub(crate) struct Sources<'a> {
    /// The roster's tables.
    pub(crate) roster: Query<'a>,
    /// The copy of the directory, the links, and what was last applied.
    pub(crate) directory: Query<'a>,
    /// How people and sections are cut.
    pub(crate) buckets: Buckets,
}

/// Plans everything into `recorder`.
pub(crate) async fn plan(
    planner: &Planner<'_>,
    sources: &Sources<'_>,
    observed: &Observed,
    mut matched: Matched,
    recorder: &mut Recorder,
) -> Result<(), RunError> {
    tell_taken_names(observed, recorder);
    let keys = organization_keys(&observed.groups);
    let bucket = load::organizations::bucket(&sources.directory, &observed.groups, &keys).await?;
    let organizations = planner.organizations(&bucket);
    recorder.take(Shard::Organizations, organizations.plan, &Homes::new())?;
    let containers = organizations.containers;

    let mut standings = Standings::default();
    for bucket in sources.buckets.all() {
        let which = Which::Bucket(bucket);
        let mut people = load::people::roster_rows(&sources.roster, &which).await?;
        let outcomes = &mut matched.outcomes;
        load::people::add_directory(&sources.directory, &which, outcomes, &keys, &mut people).await?;
        let homes = homes(&people);
        count_people(&people, &containers, &homes, recorder);
        let planned = planner.people(&people, &containers);
        standings.extend(planned.standings);
        recorder.take(Shard::People(bucket), planned.plan, &homes)?;
    }
    for bucket in sources.buckets.all() {
        let which = Which::Bucket(bucket);
        let mut sections = load::sections::roster_rows(&sources.roster, &which).await?;
        load::sections::add_directory(&sources.directory, &which, &keys, &mut sections).await?;
        count_sections(&sections, recorder);
        let planned = planner.sections(&sections, &standings, &containers);
        recorder.take(Shard::Sections(bucket), planned, &Homes::new())?;
    }
    Ok(())
}

/// The security groups and units that carry one of our anchors.
pub(crate) fn organization_keys(
    groups: &HashMap<ObjectId, ObservedContainer>,
) -> HashMap<ObjectId, ObjectKey> {
    let ours = |(id, group): (&ObjectId, &ObservedContainer)| {
        let anchor = group.anchor.as_ref().filter(|_| group.kind != ObjectKind::ClassGroup)?;
        Some((id.clone(), ObjectKey::new(group.kind, anchor.clone())))
    };
    groups.iter().filter_map(ours).collect()
}

fn tell_taken_names(observed: &Observed, recorder: &mut Recorder) {
    let linter = recorder.linter();
    for name in observed.accounts.iter().filter_map(|account| account.user_principal_name.as_deref()) {
        linter.observe_sign_in_name(name);
    }
    let class_groups = observed.groups.values().filter(|group| group.kind == ObjectKind::ClassGroup);
    for nickname in class_groups.filter_map(|group| group.attributes.get(Attribute::MailNickname)) {
        linter.observe_group_nickname(nickname);
    }
}

/// Where each person is at home: the first of his organizations, whether he still has a role there or not.
fn homes(people: &PersonBucket) -> Homes {
    let home = |record: &provisioning::PersonRecord| {
        let present =
            record.roles.iter().filter(|role| role.presence.is_present()).map(|role| &role.org).min();
        present.or_else(|| record.roles.iter().map(|role| &role.org).min()).cloned()
    };
    people.people.iter().filter_map(|(id, record)| Some((id.clone(), home(record)?))).collect()
}

fn count_people(people: &PersonBucket, containers: &Containers, homes: &Homes, recorder: &mut Recorder) {
    for membership in people.people.values().flat_map(|record| &record.memberships.applied) {
        recorder.count_standing(membership, container_school(containers, membership), homes);
    }
}

fn container_school<'a>(containers: &'a Containers, membership: &Membership) -> Option<&'a OrgId> {
    let container: Option<&Container> = containers.get(&membership.container);
    container.and_then(|container| container.keeper.school.as_ref())
}

fn count_sections(sections: &SectionBucket, recorder: &mut Recorder) {
    for record in sections.sections.values() {
        let school = record.section.as_ref().map(|section| &section.org);
        for membership in &record.memberships.applied {
            recorder.count_standing(membership, school, &Homes::new());
        }
    }
}
