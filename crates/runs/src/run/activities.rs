//! A run as the API shows it: one activity for the intake of the roster, one for each inbound flow that brings
//! nothing in, one for what each flow set provisions.

use std::collections::BTreeMap;

use model::codes::Role;
use model::flow::FlowSet;
use model::inbound::ConnectorKind;
use model::{FlowSetId, RunActivityId};
use provisioning::Statistics;
use roster::{Presence, Totals};
use store::{
    ActivityEnd, ActivityOf, ActivityRecord, ActivityStatus, InboundStatistics, NewActivity, RecordCount,
    RunFailure,
};

use super::Run;
use super::ending::failure;
use crate::RunError;
use crate::apply::Applied;
use crate::runner::Inbound;
use crate::summary::{AppliedSummary, FindingTotals};

impl Run<'_> {
    /// Enters the activities, as soon as it is known what there is to do.
    pub(super) async fn begin_activities(&self, flow_sets: &[FlowSet]) -> Result<(), RunError> {
        let inbound = (self.inbound(), self.inbound_name());
        let others = self.request.others.iter().map(|other| (of(other), other.display_name.clone()));
        let outbound =
            flow_sets.iter().map(|set| (ActivityOf::Outbound(set.id.clone()), set.display_name.clone()));
        let new = |(of, display_name)| {
            let id = RunActivityId::from(self.runner.ids.fresh().to_string());
            NewActivity { id, display_name, of }
        };
        let activities: Vec<NewActivity> =
            std::iter::once(inbound).chain(others).chain(outbound).map(new).collect();
        self.runner.store.begin_activities(self.standing, &self.id, &activities).await?;
        let left_out: Vec<ActivityEnd> = self.request.others.iter().map(left_out).collect();
        Ok(self.runner.store.end_activities(self.standing, &self.id, &left_out).await?)
    }

    /// Ends the intake with what it has counted.
    pub(super) async fn end_intake(
        &self,
        findings: FindingTotals,
        failure: Option<RunFailure>,
        statistics: InboundStatistics,
    ) -> Result<(), RunError> {
        let status = match failure {
            Some(_) => ActivityStatus::Failed,
            None => status(findings.errors, findings.warnings),
        };
        let end = ActivityEnd { of: self.inbound(), status, failure, statistics: Some(statistics) };
        Ok(self.runner.store.end_activities(self.standing, &self.id, &[end]).await?)
    }

    fn inbound(&self) -> ActivityOf {
        self.request.inbound.as_ref().map_or(ActivityOf::Inbound(None), of)
    }

    /// The name of the inbound flow; of a folder that none speaks of, its own.
    fn inbound_name(&self) -> String {
        let folder = || self.request.roster.file_name().unwrap_or(self.request.roster.as_os_str());
        let inbound = self.request.inbound.as_ref();
        inbound
            .map_or_else(|| folder().to_string_lossy().into_owned(), |inbound| inbound.display_name.clone())
    }
}

fn of(inbound: &Inbound) -> ActivityOf {
    ActivityOf::Inbound(Some(inbound.flow.clone()))
}

/// How a flow ends that brings nothing in: one of files has nothing new, and an API is not read yet.
fn left_out(inbound: &Inbound) -> ActivityEnd {
    match inbound.kind {
        ConnectorKind::Files => ended(&of(inbound), ActivityStatus::Skipped, None),
        ConnectorKind::Api => {
            ended(&of(inbound), ActivityStatus::Failed, Some(failure(&RunError::ApiNotRead)))
        }
    }
}

/// Whether one of the inbound flows of `activities` has failed.
pub(super) fn has_failed_inbound(activities: &[ActivityRecord]) -> bool {
    let is_inbound = |activity: &&ActivityRecord| matches!(activity.of, ActivityOf::Inbound(_));
    activities.iter().filter(is_inbound).any(|activity| activity.status == ActivityStatus::Failed)
}

/// What an intake has counted; `people` tells of those whom the run has looked for in the directory.
pub(super) fn counted(totals: &Totals, findings: FindingTotals, people: &Statistics) -> InboundStatistics {
    let matched = |role: Role| people.linked_by_role.get(&role).copied().unwrap_or_default();
    let all = || people.people_by_role.iter().map(|(role, all)| (*role, *all));
    InboundStatistics {
        organizations: records(totals.organizations),
        people: records(totals.people),
        groups: records(totals.groups),
        memberships: records(totals.memberships),
        matched_by_role: by_role(all().map(|(role, _)| (role, matched(role)))),
        unmatched_by_role: by_role(all().map(|(role, all)| (role, all - matched(role)))),
        errors: findings.errors,
        warnings: findings.warnings,
    }
}

fn by_role(counts: impl Iterator<Item = (Role, u64)>) -> BTreeMap<String, u64> {
    counts.filter(|(_, count)| *count > 0).map(|(role, count)| (role.as_str().to_owned(), count)).collect()
}

const fn records(presence: Presence) -> RecordCount {
    RecordCount { active: presence.active, inactive: presence.inactive }
}

/// How the outbound ones of `activities` end after everything was attempted.
pub(super) fn outbound_ends(activities: &[ActivityRecord], applied: &Applied) -> Vec<ActivityEnd> {
    let nothing = AppliedSummary::default();
    let end = |set: &FlowSetId| {
        let own = applied.by_flow_set.get(set).unwrap_or(&nothing);
        let held = applied.held_by_flow_set.get(set).copied().unwrap_or_default();
        status(own.failed, own.skipped + held)
    };
    outbound(activities).map(|(of, set)| ended(of, end(set), None)).collect()
}

/// How the outbound ones of `activities` end when they cannot go on.
pub(super) fn outbound_failures(activities: &[ActivityRecord], failure: &RunFailure) -> Vec<ActivityEnd> {
    outbound(activities).map(|(of, _)| ended(of, ActivityStatus::Failed, Some(failure.clone()))).collect()
}

fn outbound(activities: &[ActivityRecord]) -> impl Iterator<Item = (&ActivityOf, &FlowSetId)> {
    activities.iter().filter_map(|activity| match &activity.of {
        of @ ActivityOf::Outbound(set) => Some((of, set)),
        ActivityOf::Inbound(_) => None,
    })
}

fn ended(of: &ActivityOf, status: ActivityStatus, failure: Option<RunFailure>) -> ActivityEnd {
    ActivityEnd { of: of.clone(), status, failure, statistics: None }
}

const fn status(errors: u64, warnings: u64) -> ActivityStatus {
    match (errors, warnings) {
        (0, 0) => ActivityStatus::Completed,
        (0, _) => ActivityStatus::CompletedWithWarnings,
        _ => ActivityStatus::CompletedWithErrors,
    }
}
