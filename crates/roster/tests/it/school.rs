//! A tenant that takes in one export a day.

use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use formats::{Roster, Table};
use lake::{Buckets, EmbeddedEngine, Engine, EngineSettings, Lake, LakeTable, TableVersions, TenantLake};
use model::codes::SectionRole;
use model::{Rule, RunId};
use roster::{FindingsReport, Intake, Totals, tables};
use tempfile::TempDir;

use crate::export::Export;

pub(crate) struct School {
    folder: TempDir,
    engine: EmbeddedEngine,
    lake: TenantLake,
    owners: Vec<SectionRole>,
    pub(crate) versions: TableVersions,
    pub(crate) buckets: Buckets,
    pub(crate) allow: Vec<Rule>,
    day: i64,
}

/// What a day brought.
#[derive(Debug)]
pub(crate) struct Day {
    pub(crate) is_fatal: bool,
    pub(crate) totals: Totals,
    pub(crate) report: FindingsReport,
    /// `severity CODE file:line record field <- ROOT record`, in report order.
    pub(crate) findings: Vec<String>,
    pub(crate) csv: String,
}

impl School {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let engine = EmbeddedEngine::new(&EngineSettings::new(folder.path().join("spill"))).unwrap();
        let lake = Lake::open(&folder.path().join("lake")).unwrap().tenant(&"riverside".into());
        let owners = vec![SectionRole::parse("teacher").unwrap()];
        let versions = TableVersions::default();
        Self { folder, engine, lake, owners, versions, buckets: Buckets::ONE, allow: Vec::new(), day: 0 }
    }

    pub(crate) fn cut(buckets: u16) -> Self {
        Self { buckets: Buckets::new(NonZeroU16::new(buckets).unwrap()), ..Self::new() }
    }

    /// Takes in an export, unless it is fatal.
    pub(crate) async fn day(&mut self, export: &Export) -> Day {
        let folder = self.write(export);
        self.take_in(&folder).await
    }

    /// Takes in a folder, unless it is fatal.
    pub(crate) async fn take_in(&mut self, folder: &Path) -> Day {
        self.day += 1;
        let roster = Arc::new(Roster::open(folder).unwrap());
        let run = RunId::from(format!("run-{}", self.day));
        let (taken, day) = {
            let intake = Intake {
                engine: &self.engine,
                lake: &self.lake,
                previous: &self.versions,
                run: &run,
                seen_at: DateTime::<Utc>::from_timestamp(self.day * 86_400, 0).unwrap(),
                buckets: self.buckets,
                owner_roles: &self.owners,
                allow: &self.allow,
            };
            let checked = sent(intake.check(sent(intake.stage(&roster)).await.unwrap())).await.unwrap();
            let csv = self.folder.path().join("findings.csv");
            checked.write_findings(&intake, &csv).await.unwrap();
            let csv = std::fs::read_to_string(csv).unwrap();
            let taken =
                if checked.is_fatal() { None } else { Some(sent(intake.merge(&checked)).await.unwrap()) };
            let totals = taken.as_ref().map_or(checked.totals, |taken| taken.totals);
            let is_fatal = checked.is_fatal();
            (taken, Day { is_fatal, totals, report: checked.findings.clone(), findings: short(&csv), csv })
        };
        if let Some(taken) = taken {
            self.versions = taken.versions;
        }
        day
    }

    fn write(&self, export: &Export) -> PathBuf {
        let folder = self.folder.path().join(format!("day-{}", self.day));
        std::fs::create_dir(&folder).unwrap();
        export.write(&folder);
        folder
    }

    /// `columns` of a roster table's rows, joined by `|`, sorted.
    pub(crate) async fn rows(&self, table: Table, columns: &str) -> Vec<String> {
        self.rows_of(&tables::stored(table), columns).await
    }

    pub(crate) async fn rows_of(&self, table: &LakeTable, columns: &str) -> Vec<String> {
        let session = self.engine.session();
        session.register_table("t", self.lake.read(table, &self.versions).await.unwrap()).unwrap();
        let plan = session.sql(&format!("SELECT {columns} FROM t")).await.unwrap().into_unoptimized_plan();
        let batches = self.engine.collect(plan).await.unwrap();
        let mut rows: Vec<String> = batches.iter().flat_map(texts).collect();
        rows.sort();
        rows
    }

    /// What became of the records of a table: key, and `present`, `absent` or `dropped <- ROOT record`.
    pub(crate) async fn fates(&self, table: Table) -> Vec<String> {
        let key = table.columns().iter().take(table.key_columns());
        let key: Vec<_> = key.map(|column| format!("coalesce({}, '')", column.name)).collect();
        let columns = format!(
            "rtrim(concat_ws('/', {}), '/') || ' ' || CASE WHEN present THEN 'present' ELSE absence END
             || CASE WHEN cause_rule IS NULL THEN '' ELSE concat(' <- ', cause_rule, ' ', cause_record) END",
            key.join(", ")
        );
        self.rows(table, &columns).await
    }

    pub(crate) fn leftovers(&self) -> Vec<PathBuf> {
        let staging = self.folder.path().join("lake/riverside/.staging");
        std::fs::read_dir(staging).unwrap().map(|entry| entry.unwrap().path()).collect()
    }
}

/// The steps may be awaited on any thread.
fn sent<F: Future + Send>(step: F) -> F {
    step
}

fn texts(batch: &RecordBatch) -> Vec<String> {
    let options = FormatOptions::default();
    let columns: Vec<_> =
        batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options).unwrap()).collect();
    let row = |row| columns.iter().map(|column| column.value(row).to_string()).collect::<Vec<_>>().join("|");
    (0..batch.num_rows()).map(row).collect()
}

fn short(csv: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let line = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.unwrap();
        let at = |place: usize| record[place].to_owned();
        let root = if at(10).is_empty() { String::new() } else { format!("<- {} {}", at(10), at(11)) };
        let words = [at(1), at(2), format!("{}:{}", at(4), at(5)), at(6), at(7), root];
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    reader.records().map(line).collect()
}
