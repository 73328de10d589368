//! `sync`, `plan` and `validate`.

use model::Rule;
use runs::summary::RunSummary;
use runs::{Busy, Confirm, Progress, RunRequest, Unasked};

use super::full_plan;
use crate::arguments::{PlanArguments, PlanMode, RosterArguments, RosterFormat, SyncArguments};
use crate::exit::{self, Exit, UsageError};
use crate::settings::Settings;
use crate::{progress, report, terminal, wiring};

/// Applies a roster, or only plans it.
pub(super) async fn sync(arguments: &SyncArguments) -> anyhow::Result<Exit> {
    if arguments.dry_run {
        return plan(&arguments.plan).await;
    }
    let roster = &arguments.plan.roster;
    let mut request = request(roster, arguments.plan.mode)?;
    request.busy = if arguments.wait { Busy::Wait } else { Busy::Refuse };
    let runner = wiring::runner(&roster.tenant).await?;
    let shown = progress::shown(roster.json);
    let asks = !arguments.yes && !roster.json && terminal::is_attended();
    let confirm: Box<dyn Confirm + '_> =
        if asks { Box::new(Asked(shown.as_ref())) } else { Box::new(Unasked) };
    let summary = runner.sync(&request, confirm.as_ref(), shown.as_ref()).await;
    shown.end();
    tell(&summary?, &arguments.plan)
}

/// Plans a roster.
pub(super) async fn plan(arguments: &PlanArguments) -> anyhow::Result<Exit> {
    let roster = &arguments.roster;
    let mut request = request(roster, arguments.mode)?;
    request.candidate = candidate(roster)?;
    let runner = wiring::runner(&roster.tenant).await?;
    let shown = progress::shown(roster.json);
    let summary = runner.plan(&request, shown.as_ref()).await;
    shown.end();
    tell(&summary?, arguments)
}

/// Checks a roster.
pub(super) async fn validate(arguments: &RosterArguments) -> anyhow::Result<Exit> {
    let request = request(arguments, PlanMode::Previous)?;
    let runner = wiring::runner(&arguments.tenant).await?;
    let shown = progress::shown(arguments.json);
    let summary = runner.validate(&request, shown.as_ref()).await;
    shown.end();
    let summary = summary?;
    show(&summary, arguments.json)?;
    Ok(exit::of_run(&summary))
}

/// Prints a run.
pub(super) fn show(summary: &RunSummary, json: bool) -> anyhow::Result<()> {
    if json {
        terminal::say(&(serde_json::to_string_pretty(summary)? + "\n"));
    } else {
        terminal::say(&report::of_run(summary));
    }
    Ok(())
}

fn tell(summary: &RunSummary, arguments: &PlanArguments) -> anyhow::Result<Exit> {
    if arguments.full && !arguments.roster.json {
        terminal::say(&full_plan::render(summary)?);
    }
    show(summary, arguments.roster.json)?;
    Ok(exit::of_run(summary))
}

/// Asks the person at the terminal, where nothing may be drawn meanwhile.
struct Asked<'a>(&'a dyn Progress);

impl Confirm for Asked<'_> {
    fn confirm(&self, plan: &RunSummary) -> bool {
        if plan.plan.operations == 0 {
            return true;
        }
        self.0.end();
        terminal::say(&report::of_plan(plan));
        terminal::ask("Apply this plan?")
    }
}

fn request(arguments: &RosterArguments, mode: PlanMode) -> anyhow::Result<RunRequest> {
    Ok(RunRequest {
        roster: arguments.roster.clone(),
        format: arguments.format.map(|RosterFormat::SdsV21| formats::Format::SdsV21),
        today: arguments.today.unwrap_or_else(wiring::today),
        mode: match mode {
            PlanMode::Previous => provisioning::Mode::Previous,
            PlanMode::Enforce => provisioning::Mode::Enforce,
            PlanMode::Additive => provisioning::Mode::Additive,
        },
        allow: arguments.allow.iter().map(|code| allowed(code)).collect::<Result<_, _>>()?,
        busy: Busy::Refuse,
        candidate: None,
        inbound: None,
        others: Vec::new(),
    })
}

fn allowed(code: &str) -> Result<Rule, UsageError> {
    match Rule::from_code(&code.to_uppercase()) {
        Some(rule @ (Rule::FileEmpty | Rule::FileDropped)) => Ok(rule),
        _ => Err(UsageError::new("USAGE", format!("--allow takes FILE-EMPTY or FILE-DROPPED, not {code}"))),
    }
}

/// The flow sets of a named settings file: a plan shows what they would give.
fn candidate(arguments: &RosterArguments) -> anyhow::Result<Option<Vec<model::flow::FlowSet>>> {
    let Some(path) = &arguments.tenant.config else { return Ok(None) };
    let settings = Settings::load(Some(path), &arguments.tenant.data.data_dir)?;
    if settings.flow_sets.is_empty() {
        return Ok(None);
    }
    Ok(Some(wiring::flow_sets(&settings, &model::RandomIds)))
}
