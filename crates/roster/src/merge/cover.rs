//! Which records the dropped rows could be.
//!
//! A dropped row names records by the parts of its identity: exactly, when all of them could be read;
//! and by what is left, when a part is empty or names nothing. An enrollment whose person is mistyped
//! could be any enrollment of its section; a person without an id, anybody.
//!
//! Such a guess speaks for records that went missing in this very run only if it is new: a row that was as
//! wrong yesterday took nobody away today. A record that is dropped already stays so as long as any row could
//! be it; when none could any more, its absence is the school's own doing.

use formats::Table;
use lake::column;

use datafusion::arrow::datatypes::{Schema, SchemaRef};

use crate::session::Session;
use crate::workbench::{Workbench, dropped};
use crate::{RosterError, sql, tables};

/// How a row of the cover is to be held against records.
pub(crate) const EXACT: &str = "exact";
pub(crate) const FIRST: &str = "first";
pub(crate) const SECOND: &str = "second";
pub(crate) const ANY: &str = "any";

/// Stages what the dropped rows of `table` cover, and makes it known as `cover`; answers whether that
/// is anything.
pub(crate) async fn stage(
    bench: &Workbench<'_>,
    session: &Session<'_>,
    table: Table,
) -> Result<bool, RosterError> {
    if bench.staging.is_empty(&format!("dropped/{}", table.name()))? {
        return Ok(false);
    }
    bench.dropped(session, table)?;
    let earlier = bench.intake.lake.read(&tables::dropped(), bench.intake.previous).await?;
    session.register("dropped_before", earlier)?;
    let name = format!("cover/{}", table.name());
    session.write(bench.staging, &name, &schema(), &covers(table)).await?;
    session.register("cover", bench.staging.table(&name, &schema())?)?;
    Ok(true)
}

fn schema() -> SchemaRef {
    SchemaRef::new(Schema::new(vec![
        column::text("kind"),
        column::text("part1"),
        column::text("part2"),
        column::bool("is_new"),
        column::text("cause_rule"),
        column::text("cause_file"),
        column::long("cause_line"),
        column::text("cause_record"),
    ]))
}

/// One row for each kind and what it names: whether that is new, and the first root in the order of the
/// catalogue, of the new ones if there are any.
fn covers(table: Table) -> String {
    format!(
        "SELECT kind, part1, part2, is_new, cause_rule, cause_file, cause_line, cause_record FROM (
             SELECT c.*, row_number() OVER (
                 PARTITION BY c.kind, c.part1, c.part2
                 ORDER BY c.is_new DESC, r.place, c.cause_file, c.cause_record, c.cause_line) AS rank
             FROM ({exact} UNION ALL {guessed}) c JOIN catalogue r ON r.code = c.cause_rule)
         WHERE rank = 1",
        exact = exact(table),
        guessed = guessed(table),
    )
}

const CAUSE: &str = "d.cause_rule, d.cause_file, d.cause_line, d.cause_record";

fn exact(table: Table) -> String {
    let has_second = crate::relations::identity(table).second.is_some();
    let whole =
        if has_second { "d.part1 IS NOT NULL AND d.part2 IS NOT NULL" } else { "d.part1 IS NOT NULL" };
    format!(
        "SELECT '{EXACT}' AS kind, d.part1, d.part2, true AS is_new, {CAUSE} FROM {dropped} d WHERE {whole}",
        dropped = dropped(table)
    )
}

/// Rows with an unknown part. They are new if there are more of them than in the run before.
fn guessed(table: Table) -> String {
    format!(
        "SELECT CASE WHEN d.known1 THEN '{FIRST}' WHEN d.known2 THEN '{SECOND}' ELSE '{ANY}' END AS kind,
             CASE WHEN d.known1 THEN d.part1 END AS part1,
             CASE WHEN d.known2 THEN d.part2 END AS part2, n.rows > coalesce(b.rows, 0) AS is_new, {CAUSE}
         FROM {dropped} d
         JOIN (SELECT coalesce(record, '') AS record, count(*) AS rows FROM {dropped} GROUP BY 1) n
             ON n.record = coalesce(d.record, '')
         LEFT JOIN (SELECT coalesce(record, '') AS record, count(*) AS rows FROM dropped_before
                    WHERE entity = {entity} GROUP BY 1) b
             ON b.record = coalesce(d.record, '')
         WHERE NOT (d.known1 AND d.known2)",
        dropped = dropped(table),
        entity = sql::text(table.name()),
    )
}
