//! The stages that make a plan: merge, observe, match, plan.

use lake::{TableVersions, TenantLake};
use provisioning::{Planner, Settings};
use roster::{Checked, Intake, TakenIn};

use super::activities::counted;
use super::ending::StoredRun;
use super::{Configured, Run};
use crate::guard::Verdict;
use crate::planning::{self, Sources};
use crate::query::Query;
use crate::record::{Recorded, Recorder};
use crate::resume::Pending;
use crate::stage::Stage;
use crate::summary::{Files, RunSummary};
use crate::tables::{self, observed_groups, observed_memberships, observed_users};
use crate::{RunError, last_applied, load, matching, observe, summarize};

/// A plan that is stored, and the tables it was made from.
pub(super) struct PlannedRun {
    pub(super) pending: Pending,
    pub(super) versions: TableVersions,
}

impl Run<'_> {
    /// Takes the roster in and plans.
    pub(super) async fn plan(
        &self,
        intake: &Intake<'_>,
        mut checked: Checked,
        configured: Configured,
    ) -> Result<PlannedRun, RunError> {
        self.begin(Stage::Merge).await?;
        let TakenIn { mut versions, totals, .. } = intake.merge(&checked).await?;
        let settings = self.settings(&configured);
        let mut recorded = self.plan_tables(intake, &settings, &mut versions).await?;
        self.runner.store.record_plan(self.standing, &self.id, &recorded.summary.hash).await?;
        self.runner.steps.taken("plan recorded").await;

        checked.add_findings(intake, std::mem::take(&mut recorded.findings), &mut versions).await?;
        let findings = self.write_findings(intake, &checked).await?;
        recorded.evidence.rows = checked.rows;
        recorded.evidence.errors = checked.findings.counts.errors;
        let verdict = Verdict::of(&recorded.evidence, &self.runner.settings.guards);
        let found = summarize::finding_totals(&checked.findings.counts);
        self.end_intake(found, None, counted(&totals, found, &recorded.statistics)).await?;
        let (matched, unmatched) = summarize::people(&recorded.statistics);
        let summary = RunSummary {
            totals: summarize::totals(&totals),
            matched,
            unmatched,
            people_by_role: summarize::roles(&recorded.statistics),
            notices: notices(&recorded, &settings),
            held: verdict.held(&verdict.holds(&recorded.evidence)),
            plan: recorded.summary,
            files: Files { findings: Some(findings), plan: Some(self.file("plan.csv")) },
            ..self.summary(&checked)
        };
        let pending = Pending { stored: StoredRun { summary, verdict }, resets: configured.resets };
        Ok(PlannedRun { pending, versions })
    }

    fn settings(&self, configured: &Configured) -> Settings {
        let settings = &self.runner.settings;
        Settings {
            today: self.request.today,
            mode: self.request.mode,
            flow_sets: configured.flow_sets.clone(),
            resets: configured.resets.iter().map(|(flow, _)| flow.clone()).collect(),
            matching: configured.matching.clone(),
            accounts: settings.accounts.clone(),
        }
    }

    /// Observes, matches and plans over the tables in `versions`, and names those it writes there.
    async fn plan_tables(
        &self,
        intake: &Intake<'_>,
        settings: &Settings,
        versions: &mut TableVersions,
    ) -> Result<Recorded, RunError> {
        let (engine, lake, buckets) = (intake.engine, intake.lake, intake.buckets);
        if self.runner.cut(intake.previous).await? != buckets {
            last_applied::recut(engine, lake, &self.id, buckets, versions).await?;
        }
        let roster_tables: Vec<_> = formats::Table::ALL.into_iter().map(roster::tables::stored).collect();
        let roster = Query::new(engine).with(lake, versions, &roster_tables).await?;

        self.begin(Stage::Observe).await?;
        let observed = observe::copy(self.runner.directory.as_ref(), lake, &self.id, versions).await?;

        self.begin(Stage::Match).await?;
        let reference = load::reference(&roster).await?;
        let planner = Planner::new(settings, &reference);
        let mut matched = matching::find(&planner, &roster, buckets, &observed).await?;
        let applied = Query::new(engine).with(lake, versions, &[tables::applied_objects()]).await?;
        let target = (lake, &self.id, buckets);
        matching::write_links(&matched, &observed, &applied, target, versions).await?;

        self.begin(Stage::Plan).await?;
        tables::settings::write(settings, lake, &self.id, versions).await?;
        let match_findings = std::mem::take(&mut matched.findings);
        let directory = directory_tables(engine, lake, versions).await?;
        let sources = Sources { roster, directory, buckets };
        let mut recorder = Recorder::begin(lake, &self.id, &self.file("plan.csv")).await?;
        planning::plan(&planner, &sources, &observed, matched, &mut recorder).await?;
        let mut recorded = recorder.finish(versions).await?;
        recorded.findings.extend(match_findings);
        Ok(recorded)
    }
}

/// What is right in every row and yet probably not meant, and what lint doubts.
fn notices(recorded: &Recorded, settings: &Settings) -> Vec<String> {
    let today = settings.today;
    let withheld = |word: &str| recorded.statistics.withheld.get(word).copied().unwrap_or_default();
    let reset =
        |flow| format!("flow {flow} is reset: what it keeps is decided as if nothing had been applied");
    let mut notices: Vec<String> = settings.resets.iter().map(reset).collect();
    if recorded.statistics.people.is_empty() {
        notices.push(format!(
            "nobody is eligible: no role is current on {today}; --today DATE plans for another day"
        ));
    }
    if withheld("sectionNotCurrent") > 0 {
        notices.push(format!("classes without a session on {today}: {}", withheld("sectionNotCurrent")));
    }
    notices.extend(recorded.notes.iter().map(ToString::to_string));
    notices
}

async fn directory_tables<'a>(
    engine: &'a dyn lake::Engine,
    lake: &TenantLake,
    versions: &TableVersions,
) -> Result<Query<'a>, RunError> {
    let read = [
        observed_users(),
        observed_groups(),
        observed_memberships(),
        tables::links(),
        tables::class_groups(),
        tables::applied_objects(),
        tables::applied_memberships(),
    ];
    Query::new(engine).with(lake, versions, &read).await
}
