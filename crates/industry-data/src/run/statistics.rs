//! `industryDataRunStatistics`: what a run's inbound activities have counted, one by one and together.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use store::{ActivityRecord, InboundStatistics, RecordCount, RunOverview};

use crate::type_annotation;

/// The statistics of a run as a response shows them, without the context.
#[must_use]
pub fn render(run: &RunOverview, activities: &[ActivityRecord]) -> Value {
    let counted: Vec<(&ActivityRecord, &InboundStatistics)> =
        activities.iter().filter_map(|activity| Some((activity, activity.statistics.as_ref()?))).collect();
    json!({
        "runId": run.id.as_str(),
        "status": run.state.as_str(),
        "inboundTotals": totals(counted.iter().map(|(_, statistics)| *statistics)),
        "activityStatistics": counted.iter().map(|(activity, statistics)| of(activity, statistics)).collect::<Value>(),
    })
}

fn of(activity: &ActivityRecord, statistics: &InboundStatistics) -> Value {
    json!({
        "@odata.type": type_annotation("inboundActivityResults"),
        "activityId": activity.id.as_str(),
        "displayName": activity.display_name,
        "status": activity.status.as_str(),
        "organizations": count(statistics.organizations),
        "people": count(statistics.people),
        "groups": count(statistics.groups),
        "memberships": count(statistics.memberships),
        "matchedPeopleByRole": by_role(&statistics.matched_by_role),
        "unmatchedPeopleByRole": by_role(&statistics.unmatched_by_role),
        "errors": statistics.errors,
        "warnings": statistics.warnings,
    })
}

fn count(count: RecordCount) -> Value {
    json!({ "total": count.total(), "active": count.active, "inactive": count.inactive })
}

fn by_role(roles: &BTreeMap<String, u64>) -> Value {
    roles.iter().map(|(role, count)| json!({ "role": role, "count": count })).collect()
}

/// What is active, of all activities together; null when none has counted anything.
fn totals<'a>(counted: impl Iterator<Item = &'a InboundStatistics>) -> Value {
    let sum = counted.cloned().reduce(|mut sum, one| {
        sum.organizations.active += one.organizations.active;
        sum.people.active += one.people.active;
        sum.groups.active += one.groups.active;
        sum.memberships.active += one.memberships.active;
        sum.errors += one.errors;
        sum.warnings += one.warnings;
        add(&mut sum.matched_by_role, &one.matched_by_role);
        add(&mut sum.unmatched_by_role, &one.unmatched_by_role);
        sum
    });
    let Some(sum) = sum else { return Value::Null };
    json!({
        "organizations": sum.organizations.active,
        "people": sum.people.active,
        "groups": sum.groups.active,
        "memberships": sum.memberships.active,
        "matchedPeopleByRole": by_role(&sum.matched_by_role),
        "unmatchedPeopleByRole": by_role(&sum.unmatched_by_role),
        "errors": sum.errors,
        "warnings": sum.warnings,
    })
}

fn add(sum: &mut BTreeMap<String, u64>, roles: &BTreeMap<String, u64>) {
    for (role, count) in roles {
        *sum.entry(role.clone()).or_default() += count;
    }
}
