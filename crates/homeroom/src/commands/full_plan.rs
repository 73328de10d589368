//! `--full`: every operation with its reason. It holds personal data, and says so.

use std::fmt::Write;

use anyhow::Context;
use runs::summary::RunSummary;

/// The plan, one operation a line.
pub(super) fn render(summary: &RunSummary) -> anyhow::Result<String> {
    let Some(path) = &summary.files.plan else { return Ok(String::new()) };
    let mut rows = csv::Reader::from_path(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut text = String::from("The whole plan. It holds personal data.\n");
    for row in rows.deserialize() {
        let row: Row = row?;
        writeln!(text, "{row}")?;
    }
    text.push('\n');
    Ok(text)
}

/// A row of the plan file.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    operation: String,
    object: String,
    member: String,
    before: String,
    after: String,
    reason: String,
    source_file: String,
    source_line: String,
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.operation, self.object)?;
        if !self.member.is_empty() {
            write!(f, " <- {}", self.member)?;
        }
        if self.before != "{}" {
            write!(f, " from {}", self.before)?;
        }
        if self.after != "{}" {
            write!(f, " to {}", self.after)?;
        }
        write!(f, "  because {}", self.reason)?;
        if !self.source_file.is_empty() {
            write!(f, ", {}:{}", self.source_file, self.source_line)?;
        }
        Ok(())
    }
}
