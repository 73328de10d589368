//! What a person reads when a made-up district has been written.

use std::path::Path;

use generator::Summary;

use super::number::grouped;
use super::table::Table;

/// The files with their rows, and how many faults there are to find.
pub(crate) fn of(summary: &Summary, folder: &Path) -> String {
    let mut table = Table::new(["file", "rows"]);
    for (file, rows) in &summary.rows {
        table.row([(*file).to_owned(), grouped(*rows)]);
    }
    format!(
        "{}\n{}\nFaults put in on purpose: {}. Next: homeroom validate {}\n",
        folder.display(),
        table.render("  "),
        grouped(summary.faults()),
        folder.display(),
    )
}
