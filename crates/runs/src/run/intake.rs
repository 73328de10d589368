//! The stages before there is a plan: read, validate, and, if the run stops there, its ending.

use std::path::PathBuf;
use std::sync::Arc;

use formats::Roster;
use lake::{Buckets, TableVersions};
use model::codes::SectionRole;
use model::flow::FlowSet;
use provisioning::Statistics;
use roster::{Checked, Intake};

use super::Run;
use super::activities::counted;
use super::ending::{StoredRun, blocking};
use crate::guard::Verdict;
use crate::stage::Stage;
use crate::summary::{AppliedSummary, Files, Outcome, RunSummary, Status};
use crate::{RunError, record, summarize};

impl Run<'_> {
    /// What this run takes in a roster with.
    pub(super) fn intake<'b>(
        &'b self,
        previous: &'b TableVersions,
        owner_roles: &'b [SectionRole],
        buckets: Buckets,
    ) -> Intake<'b> {
        Intake {
            engine: self.runner.engine.as_ref(),
            lake: &self.runner.lake,
            previous,
            run: &self.id,
            seen_at: self.runner.clock.now(),
            buckets,
            owner_roles,
            allow: &self.request.allow,
        }
    }

    /// Reads the roster and holds its rows against each other.
    pub(super) async fn check(&self, intake: &Intake<'_>, roster: &Arc<Roster>) -> Result<Checked, RunError> {
        self.begin(Stage::Read).await?;
        let staged = intake.stage(roster).await?;
        self.begin(Stage::Validate).await?;
        Ok(intake.check(staged).await?)
    }

    /// The end of a run that was asked to stop here, or had to.
    pub(super) async fn without_plan(
        &self,
        intake: &Intake<'_>,
        checked: &Checked,
    ) -> Result<StoredRun, RunError> {
        let findings = self.write_findings(intake, checked).await?;
        let totals = summarize::finding_totals(&checked.findings.counts);
        let (outcome, status) = match checked.is_fatal() {
            true => (Outcome::Failed, Status::Failed),
            false => (Outcome::Validated, summarize::status(totals, AppliedSummary::default())),
        };
        let summary = RunSummary {
            outcome,
            status,
            totals: summarize::totals(&checked.totals),
            files: Files { findings: Some(findings), plan: None },
            ..self.summary(checked)
        };
        let counted = counted(&checked.totals, totals, &Statistics::default());
        self.end_intake(totals, blocking(&summary), counted).await?;
        Ok(StoredRun { summary, verdict: Verdict::default() })
    }

    /// A summary with what is known of every run.
    pub(super) fn summary(&self, checked: &Checked) -> RunSummary {
        RunSummary {
            run_id: self.id.clone(),
            outcome: Outcome::Planned,
            status: Status::Running,
            today: self.request.today,
            findings: summarize::finding_totals(&checked.findings.counts),
            findings_by_rule: summarize::rule_findings(&checked.findings),
            totals: Default::default(),
            matched: Default::default(),
            unmatched: Default::default(),
            people_by_role: Default::default(),
            plan: Default::default(),
            applied: Default::default(),
            held: Vec::new(),
            durations: self.stages.seconds(),
            files: Files::default(),
            notices: Vec::new(),
        }
    }

    /// Writes the findings for people; answers where.
    pub(super) async fn write_findings(
        &self,
        intake: &Intake<'_>,
        checked: &Checked,
    ) -> Result<PathBuf, RunError> {
        let path = self.file("findings.csv");
        drop(crate::files::create_private(&path)?);
        checked.write_findings(intake, &path).await?;
        Ok(path)
    }

    /// Where a file of this run for people goes.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        record::folder(&self.runner.files, &self.id).join(name)
    }
}

/// Every section role that owns a class group in some flow set.
pub(super) fn owner_roles(flow_sets: &[FlowSet]) -> Vec<SectionRole> {
    let flows = flow_sets.iter().filter_map(|set| set.class_groups.as_ref());
    let mut roles: Vec<SectionRole> = flows.flat_map(|flow| flow.owner_roles.iter().copied()).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}
