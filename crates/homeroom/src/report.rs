//! What a person reads when a run ends.
//!
//! The order is that of the questions: what came in, what is wrong with it, what would change or did,
//! what was held and how to let it go, how long it took.

pub(crate) mod apps;
pub(crate) mod explain;
pub(crate) mod generated;
pub(crate) mod history;
mod number;
pub(crate) mod table;

use std::fmt::Write;
use std::path::Path;

use runs::summary::{Outcome, RuleFindings, RunSummary};

use self::number::{grouped, seconds};
use self::table::Table;

/// How many rows a list shows before it says how many more there are.
const ROWS: usize = 12;

/// The whole report of a run.
pub(crate) fn of_run(summary: &RunSummary) -> String {
    let mut text = String::new();
    heading(&mut text, summary);
    roster(&mut text, summary);
    findings(&mut text, summary);
    if summary.outcome != Outcome::Validated && summary.outcome != Outcome::Failed {
        accounts(&mut text, summary);
        plan(&mut text, summary);
        applied(&mut text, summary);
        held(&mut text, summary);
    }
    notices(&mut text, summary);
    durations(&mut text, summary);
    text
}

/// What is about to be applied, for the person who is asked to confirm it.
pub(crate) fn of_plan(summary: &RunSummary) -> String {
    let mut text = String::new();
    findings(&mut text, summary);
    accounts(&mut text, summary);
    plan(&mut text, summary);
    held(&mut text, summary);
    text
}

fn line(text: &mut String, label: &str, value: &str) {
    // Writing to a string cannot fail.
    let _infallible = writeln!(text, "{label:<12}{value}");
}

fn heading(text: &mut String, summary: &RunSummary) {
    let outcome = match summary.outcome {
        Outcome::Applied => "applied",
        Outcome::Planned => "planned, nothing written",
        Outcome::Validated => "validated, nothing written",
        Outcome::Held => "applied in part: a guard holds the rest",
        Outcome::Failed => "failed, nothing written",
    };
    line(text, "Run", &format!("{} on {}: {outcome}", summary.run_id, summary.today));
}

fn roster(text: &mut String, summary: &RunSummary) {
    let totals = &summary.totals;
    let present = format!(
        "{} organizations, {} people, {} classes, {} enrollments",
        grouped(totals.organizations),
        grouped(totals.people),
        grouped(totals.groups),
        grouped(totals.memberships)
    );
    line(text, "Roster", &present);
    if !summary.people_by_role.is_empty() {
        line(text, "By role", &counts(summary.people_by_role.iter()));
    }
}

fn findings(text: &mut String, summary: &RunSummary) {
    let found = &summary.findings;
    let head = format!("{} errors, {} warnings", grouped(found.errors), grouped(found.warnings));
    line(text, "Findings", &head);
    for group in summary.findings_by_rule.iter().filter(|group| group.severity != "info") {
        rule_findings(text, group);
    }
    if let Some(path) = &summary.files.findings {
        line(text, "", &format!("all of them: {}", shown(path)));
    }
}

fn rule_findings(text: &mut String, group: &RuleFindings) {
    let head = format!("{} {}, {}: {}", group.severity, group.code, group.entity, grouped(group.count));
    let _infallible = writeln!(text, "  {head}");
    for sample in &group.samples {
        let place = match sample.line {
            Some(number) => format!("{}:{number}", sample.file),
            None => sample.file.clone(),
        };
        let _infallible = writeln!(text, "    {place}  {}", sample.message);
    }
    let more = group.count.saturating_sub(group.samples.len() as u64);
    if more > 0 {
        let _infallible = writeln!(text, "    and {} more", grouped(more));
    }
}

fn accounts(text: &mut String, summary: &RunSummary) {
    let (matched, unmatched) = (&summary.matched, &summary.unmatched);
    let matches = format!(
        "matched {} staff, {} students; unmatched {} staff, {} students",
        grouped(matched.staff),
        grouped(matched.students),
        grouped(unmatched.staff),
        grouped(unmatched.students)
    );
    line(text, "Accounts", &matches);
}

fn plan(text: &mut String, summary: &RunSummary) {
    let plan = &summary.plan;
    if plan.operations == 0 {
        line(text, "Plan", "nothing to change");
    } else {
        line(text, "Plan", &format!("{} operations, hash {}", grouped(plan.operations), short(&plan.hash)));
        text.push_str(&by_kind_and_school(summary));
    }
    if !plan.drift.is_empty() {
        line(text, "By hand", &format!("left as they are: {}", counts(plan.drift.iter())));
    }
    if let Some(path) = &summary.files.plan {
        line(text, "", &format!("all of it: {}", shown(path)));
    }
}

/// A row for each kind, a column for the whole and one for each school.
fn by_kind_and_school(summary: &RunSummary) -> String {
    let schools: Vec<_> = summary.plan.by_school.iter().filter(|(school, _)| !school.is_empty()).collect();
    let shown = schools.get(..schools.len().min(8)).unwrap_or_default();
    let mut table =
        Table::new(["", "all"].into_iter().chain(shown.iter().map(|(school, _)| school.as_str())));
    for (kind, count) in &summary.plan.by_kind {
        let of_school = |operations: &std::collections::BTreeMap<String, u64>| {
            operations.get(kind).map_or_else(String::new, |count| grouped(*count))
        };
        let cells = shown.iter().map(|(_, operations)| of_school(operations));
        table.row([kind.clone(), grouped(*count)].into_iter().chain(cells));
    }
    let mut text = table.render("  ");
    if schools.len() > shown.len() {
        let _infallible = writeln!(text, "  and {} more schools", schools.len() - shown.len());
    }
    text
}

fn applied(text: &mut String, summary: &RunSummary) {
    if summary.outcome == Outcome::Planned {
        return;
    }
    let done = &summary.applied;
    let mut told = format!("{} succeeded", grouped(done.succeeded));
    if done.failed + done.skipped > 0 {
        let _infallible =
            write!(told, ", {} failed, {} skipped", grouped(done.failed), grouped(done.skipped));
    }
    line(text, "Applied", &told);
}

fn held(text: &mut String, summary: &RunSummary) {
    for held in &summary.held {
        let told = format!("{} operations by {}: {}", grouped(held.operations), held.guard, held.reason);
        line(text, "Held", &told);
        if summary.outcome == Outcome::Held {
            let release = format!(
                "if this is right: homeroom release {} --guard {} --by NAME --why TEXT",
                summary.run_id, held.guard
            );
            line(text, "", &release);
        }
    }
}

fn notices(text: &mut String, summary: &RunSummary) {
    for notice in &summary.notices {
        line(text, "Note", notice);
    }
}

fn durations(text: &mut String, summary: &RunSummary) {
    let order = ["read", "validate", "merge", "observe", "match", "plan", "apply"];
    let laps = order.iter().filter_map(|stage| {
        let taken = summary.durations.get(*stage)?;
        Some(format!("{stage} {}", seconds(*taken)))
    });
    let total: f64 = summary.durations.values().sum();
    let told = format!("{} ({})", seconds(total), laps.collect::<Vec<_>>().join(", "));
    line(text, "Took", &told);
}

fn counts<'a>(pairs: impl Iterator<Item = (&'a String, &'a u64)>) -> String {
    let pairs: Vec<_> = pairs.collect();
    let shown = pairs.iter().take(ROWS).map(|(name, count)| format!("{name} {}", grouped(**count)));
    let mut text = shown.collect::<Vec<_>>().join(", ");
    if pairs.len() > ROWS {
        let _infallible = write!(text, " and {} more", pairs.len() - ROWS);
    }
    text
}

fn short(hash: &str) -> &str {
    hash.get(..16).unwrap_or(hash)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
