//! The security groups and administrative units of a tenant.

use std::collections::BTreeMap;

use crate::decide::{Weighing, decide_object};
use crate::intend::organizations::{KeptContainer, intended_containers};
use crate::{
    AppliedObject, BucketPlan, Container, Drift, Existence, ObjectKey, ObservedObject, OrganizationBucket,
    OrganizationPlan, Reference, Settings,
};

pub(super) fn plan(
    settings: &Settings,
    reference: &Reference,
    bucket: &OrganizationBucket,
) -> OrganizationPlan {
    let applied: BTreeMap<&ObjectKey, &AppliedObject> =
        bucket.applied.iter().map(|it| (&it.key, it)).collect();
    let observed: BTreeMap<&ObjectKey, &ObservedObject> =
        bucket.observed.iter().map(|it| (&it.key, it)).collect();
    let mut plan = BucketPlan::default();
    let mut containers = Vec::new();
    for KeptContainer { object, is_orphan } in intended_containers(settings, reference) {
        let (applied, observed) = (applied.get(&object.key).copied(), observed.get(&object.key).copied());
        let existence = match is_orphan {
            // Only a group that we once wrote is ours to take former members from.
            true => {
                observed.filter(|_| applied.is_some()).map(|it| Existence::Standing(it.object_id.clone()))
            }
            false => {
                let weighing = Weighing::of(settings, &object.keeper);
                decide_object(weighing, &object, applied, observed, &mut plan)
            }
        };
        if let Some(existence) = existence {
            containers.push((object.key, Container { existence, keeper: object.keeper }));
        }
    }
    plan.drift.extend(bucket.foreign.iter().cloned().map(Drift::Foreign));
    OrganizationPlan { plan: plan.in_order(), containers: containers.into_iter().collect() }
}
