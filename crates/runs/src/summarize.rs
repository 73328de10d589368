//! What a run has found and done, in the words of its summary.

use std::collections::BTreeMap;

use model::FindingCounts;
use provisioning::Statistics;
use roster::FindingsReport;

use crate::summary::{
    AppliedSummary, ByRoleGroup, FindingSample, FindingTotals, RuleFindings, Status, Totals,
};

/// Eligible people who had an account when the run looked, and those who had none.
pub(crate) fn people(statistics: &Statistics) -> (ByRoleGroup, ByRoleGroup) {
    let (mut matched, mut unmatched) = (ByRoleGroup::default(), ByRoleGroup::default());
    for (&group, count) in &statistics.people {
        matched.add(group, count.linked);
        unmatched.add(group, count.created + count.aside);
    }
    (matched, unmatched)
}

/// Eligible people by role.
pub(crate) fn roles(statistics: &Statistics) -> BTreeMap<String, u64> {
    statistics.people_by_role.iter().map(|(role, count)| (role.as_str().to_owned(), *count)).collect()
}

/// What is present.
pub(crate) const fn totals(totals: &roster::Totals) -> Totals {
    Totals {
        organizations: totals.organizations.active,
        people: totals.people.active,
        groups: totals.groups.active,
        memberships: totals.memberships.active,
    }
}

/// Counts of findings; what is fatal counts as an error.
pub(crate) const fn finding_totals(counts: &FindingCounts) -> FindingTotals {
    FindingTotals { errors: counts.fatal + counts.errors, warnings: counts.warnings, infos: counts.infos }
}

/// Findings by rule.
pub(crate) fn rule_findings(report: &FindingsReport) -> Vec<RuleFindings> {
    report
        .by_rule
        .iter()
        .map(|group| RuleFindings {
            code: group.rule.code().to_owned(),
            severity: group.severity.as_str().to_owned(),
            entity: group.entity.clone(),
            count: group.count,
            samples: group
                .samples
                .iter()
                .map(|sample| FindingSample {
                    file: sample.file.clone(),
                    line: sample.line,
                    record: sample.record.clone(),
                    message: sample.message.clone(),
                })
                .collect(),
        })
        .collect()
}

/// The status of a run that came to its end.
pub(crate) const fn status(findings: FindingTotals, applied: AppliedSummary) -> Status {
    if findings.errors > 0 || applied.failed > 0 {
        Status::CompletedWithErrors
    } else if findings.warnings > 0 || applied.skipped > 0 {
        Status::CompletedWithWarnings
    } else {
        Status::Completed
    }
}
