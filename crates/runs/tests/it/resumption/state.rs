//! Everything that a run leaves, without what no two runs share: ids, times, files.

use std::collections::BTreeMap;

use directory::Directory;
use lake::LakeTable;
use model::{Attributes, ObjectKind};
use runs::summary::RunSummary;
use serde_json::Value;

use crate::town::Town;

/// What is compared.
#[derive(Debug, PartialEq)]
pub(crate) struct State {
    /// Accounts, groups, units and who belongs to them, by anchor.
    directory: Vec<String>,
    /// The rows of each visible table.
    tables: BTreeMap<String, Vec<String>>,
    /// What the run that applied tells of itself.
    summary: Value,
    /// How many operations have each outcome.
    outcomes: Vec<String>,
}

impl State {
    pub(crate) async fn of(town: &Town) -> Self {
        Self {
            directory: directory(town).await,
            tables: tables(town).await,
            summary: summary(town).await,
            outcomes: outcomes(town).await,
        }
    }
}

async fn directory(town: &Town) -> Vec<String> {
    let line = |kind: ObjectKind, anchor: Option<model::Anchor>, attributes: &Attributes| {
        format!(
            "{kind:?} {} {}",
            anchor.map(|anchor| anchor.to_string()).unwrap_or_default(),
            attributes.to_json()
        )
    };
    let mut lines = Vec::new();
    for user in town.directory.users(None, 100_000).await.expect("users").items {
        lines.push(line(ObjectKind::User, user.anchor, &user.attributes));
    }
    for group in town.directory.groups(None, 100_000).await.expect("groups").items {
        lines.push(line(group.kind, group.anchor, &group.attributes));
    }
    for unit in town.directory.units(None, 100_000).await.expect("units").items {
        lines.push(line(ObjectKind::AdministrativeUnit, unit.anchor, &unit.attributes));
    }
    for row in town.directory.listed_members(None, 1_000_000).await.expect("members").items {
        lines.push(format!(
            "{:?} {:?} {:?} {:?}",
            row.container_kind, row.container_anchor, row.relation, row.member_anchor
        ));
    }
    lines.sort();
    lines
}

/// Columns of which no two runs have the same.
const VARYING: [&str; 4] = ["object_id", "run_id", "first_seen", "last_seen"];

async fn tables(town: &Town) -> BTreeMap<String, Vec<String>> {
    let roster = formats::Table::ALL.into_iter().map(roster::tables::stored);
    let mut tables = BTreeMap::new();
    for table in roster.chain(runs::applied_tables()) {
        let columns = columns(&table).join(", ");
        tables.insert(table.name.to_owned(), town.rows_of(&table, &columns).await);
    }
    tables
}

fn columns(table: &LakeTable) -> Vec<String> {
    let names = table.schema.fields().iter().map(|field| field.name().clone());
    names.filter(|name| !VARYING.contains(&name.as_str())).collect()
}

/// The newest run that was a sync.
async fn summary(town: &Town) -> Value {
    let run = town.runner.store.runs(1).await.expect("runs").remove(0);
    let stored: Value = serde_json::from_str(&run.summary.expect("a summary")).expect("JSON");
    let mut summary: RunSummary = serde_json::from_value(stored["summary"].clone()).expect("a summary");
    summary.durations.clear();
    summary.notices.retain(|notice| !notice.contains("interrupted"));
    let mut value = serde_json::to_value(summary).expect("JSON");
    let members = value.as_object_mut().expect("an object");
    members.remove("runId");
    members.remove("files");
    value
}

async fn outcomes(town: &Town) -> Vec<String> {
    let run = town.runner.store.runs(1).await.expect("runs").remove(0);
    let outcomes = town.runner.store.outcomes(&run.id).await.expect("outcomes");
    let mut lines: Vec<String> = outcomes
        .iter()
        .map(|outcome| format!("{} {:?} {:?}", outcome.sequence, outcome.status, outcome.code))
        .collect();
    lines.sort();
    lines
}
