//! Findings, counted and written out.

mod csv_file;
mod samples;

use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::Int64Type;
use lake::Staging;
use model::{FindingCounts, Rule, Severity};

use crate::session::Session;
use crate::{Intake, RosterError, finding_rows, sql};

pub(crate) use csv_file::write_csv;

/// What was wrong with a roster, without the findings themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingsReport {
    /// How many findings there are.
    pub counts: FindingCounts,
    /// The same by rule, severity and kind of record, causes before consequences.
    pub by_rule: Vec<RuleFindings>,
}

/// The findings of one rule, of one severity, about one kind of record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFindings {
    /// The rule.
    pub rule: Rule,
    /// What it did.
    pub severity: Severity,
    /// The kind of record: a table's name, or `file`.
    pub entity: String,
    /// How many there are.
    pub count: u64,
    /// The first of them by file and line, three at most.
    pub samples: Vec<FindingSample>,
}

/// A finding, as far as it may be shown anywhere: without the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingSample {
    /// The file.
    pub file: String,
    /// The line; `None` when it is about the whole file, or about a record of an earlier one.
    pub line: Option<u64>,
    /// The record's id.
    pub record: Option<String>,
    /// What happened and what to do.
    pub message: String,
}

/// Makes the run's findings known as `findings`.
pub(crate) fn register(session: &Session<'_>, staging: &Staging) -> Result<(), RosterError> {
    session.register("findings", staging.table("findings", &finding_rows::schema())?)
}

/// Counts the staged findings and takes samples.
pub(crate) async fn summarise(intake: &Intake<'_>, staging: &Staging) -> Result<FindingsReport, RosterError> {
    let session = Session::new(intake.engine);
    session.view("catalogue", &sql::catalogue()).await?;
    register(&session, staging)?;
    let mut report = FindingsReport { by_rule: groups(&session).await?, ..FindingsReport::default() };
    for group in &report.by_rule {
        let total = match group.severity {
            Severity::Fatal => &mut report.counts.fatal,
            Severity::Error => &mut report.counts.errors,
            Severity::Warning => &mut report.counts.warnings,
            Severity::Info => &mut report.counts.infos,
        };
        *total += group.count;
    }
    samples::take(&session, &mut report.by_rule).await?;
    Ok(report)
}

async fn groups(session: &Session<'_>) -> Result<Vec<RuleFindings>, RosterError> {
    let sql = "SELECT f.code, f.severity, f.entity, count(*) AS count
               FROM findings f JOIN catalogue r ON r.code = f.code
               GROUP BY f.code, f.severity, f.entity, r.place
               ORDER BY r.place, f.severity, f.entity";
    let mut groups = Vec::new();
    for batch in session.collect(sql).await? {
        let [codes, severities, entities] = [0, 1, 2].map(|column| batch.column(column).as_string_view());
        let counts = batch.column(3).as_primitive::<Int64Type>();
        for (((code, severity), entity), count) in codes.iter().zip(severities).zip(entities).zip(counts) {
            groups.extend(group(code, severity, entity, count));
        }
    }
    Ok(groups)
}

fn group(
    code: Option<&str>,
    severity: Option<&str>,
    entity: Option<&str>,
    count: Option<i64>,
) -> Option<RuleFindings> {
    let severity = severity.and_then(severity_of)?;
    let (rule, entity) = (Rule::from_code(code?)?, entity?.to_owned());
    Some(RuleFindings { rule, severity, entity, count: count?.unsigned_abs(), samples: Vec::new() })
}

fn severity_of(word: &str) -> Option<Severity> {
    let all = [Severity::Fatal, Severity::Error, Severity::Warning, Severity::Info];
    all.into_iter().find(|severity| severity.as_str() == word)
}
