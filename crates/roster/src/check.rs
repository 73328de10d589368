//! Rules across rows.
//!
//! Tables are settled one after the other, each after those it refers to, and each in the same order:
//!
//! 1. references: a row whose required reference names nothing is dropped, an optional one is cleared;
//! 2. duplicates, among the rows that are left, so that an invalid copy of a record conflicts with none;
//! 3. for a record whose rows conflict, its last good version is kept, if there is one;
//! 4. the rows dropped are put on record, with the root of each, for the tables that refer to this one.
//!
//! What needs several settled tables comes last, and drops nothing.

mod contacts;
mod cycles;
mod drops;
mod duplicates;
mod enrollments;
mod finding_sql;
mod kept;
mod parents;
mod people;
mod references;
mod sections;
mod usernames;

use std::path::Path;

use formats::Table;
use lake::{Staging, TableVersions};
use model::Finding;

use crate::files::Files;
use crate::finding_rows::FindingWriter;
use crate::workbench::{Workbench, good};
use crate::{FindingsReport, Intake, RosterError, Staged, Totals, finding_table, report};

/// Where findings of later stages are staged.
const LATER: &str = "findings/later";

/// A roster whose rows have been held against each other. What was staged goes when this is dropped.
#[derive(Debug)]
pub struct Checked {
    pub(crate) staging: Staging,
    pub(crate) files: Files,
    pub(crate) is_fatal: bool,
    /// How many rows were read, good or not.
    pub rows: u64,
    /// What is good in it; nothing is inactive, since nothing was merged.
    pub totals: Totals,
    /// What is wrong with it.
    pub findings: FindingsReport,
}

impl Checked {
    /// Whether something is wrong with the roster as a whole, so that nothing of it may be stored.
    #[must_use]
    pub const fn is_fatal(&self) -> bool {
        self.is_fatal
    }

    /// Adds what later stages find wrong with single records, to the report and to the table of findings that
    /// the merge has left in `versions`.
    ///
    /// # Errors
    ///
    /// When they cannot be written.
    pub async fn add_findings(
        &mut self,
        intake: &Intake<'_>,
        findings: Vec<Finding>,
        versions: &mut TableVersions,
    ) -> Result<(), RosterError> {
        let mut writer = FindingWriter::new(&self.staging, LATER);
        findings.into_iter().try_for_each(|finding| writer.push(finding))?;
        writer.finish()?;
        finding_table::append(intake, &self.staging, LATER, versions).await?;
        self.findings = report::summarise(intake, &self.staging).await?;
        Ok(())
    }

    /// Writes every finding as CSV to `path`, in report order. The file holds personal data.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub async fn write_findings(&self, intake: &Intake<'_>, path: &Path) -> Result<(), RosterError> {
        report::write_csv(intake, &self.staging, path).await
    }
}

pub(crate) async fn check(intake: &Intake<'_>, staged: Staged) -> Result<Checked, RosterError> {
    let Staged { staging, files, is_fatal, rows } = staged;
    let bench = Workbench { intake, staging: &staging, files: &files };
    let mut totals = Totals::default();
    if !is_fatal {
        for table in Table::ALL {
            settle(&bench, table).await?;
        }
        people::without_role(&bench).await?;
        enrollments::without_role(&bench).await?;
        sections::without_owner(&bench).await?;
        sections::without_session(&bench).await?;
        totals = count(&bench).await?;
    }
    let findings = report::summarise(intake, &staging).await?;
    Ok(Checked { staging, files, is_fatal, rows, totals, findings })
}

async fn count(bench: &Workbench<'_>) -> Result<Totals, RosterError> {
    let session = bench.session().await?;
    for table in Totals::COUNTED {
        bench.good(&session, table, None).await?;
    }
    Totals::count(&session, good).await
}

async fn settle(bench: &Workbench<'_>, table: Table) -> Result<(), RosterError> {
    if bench.staging.is_empty(&format!("read/{}", table.name()))? {
        return Ok(());
    }
    references::resolve(bench, table).await?;
    if table == Table::Relationships {
        contacts::find_incomplete(bench).await?;
    }
    duplicates::find(bench, table).await?;
    kept::keep(bench, table, &duplicates::name(table), 0).await?;
    if table == Table::People {
        usernames::settle(bench).await?;
    }
    drops::record(bench, table).await?;
    if table == Table::Organizations {
        parents::resolve(bench).await?;
        cycles::break_up(bench).await?;
    }
    Ok(())
}
