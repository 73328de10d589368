//! What a run has found and done, as its summary.

use provisioning::Statistics;

use crate::summary::{AppliedSummary, ByRoleGroup, FindingTotals, Status};

/// Eligible people who had an account when the run looked, and those who had none.
pub(crate) fn people(statistics: &Statistics) -> (ByRoleGroup, ByRoleGroup) {
    let (mut matched, mut unmatched) = (ByRoleGroup::default(), ByRoleGroup::default());
    for (&group, count) in &statistics.people {
        matched.add(group, count.linked);
        unmatched.add(group, count.created + count.aside);
    }
    (matched, unmatched)
}

/// The status of a run that came to its end.
pub(crate) fn status(findings: FindingTotals, applied: AppliedSummary) -> Status {
    if findings.errors > 0 || applied.failed > 0 {
        Status::CompletedWithErrors
    } else if findings.warnings > 0 || applied.skipped > 0 {
        Status::CompletedWithWarnings
    } else {
        Status::Completed
    }
}
