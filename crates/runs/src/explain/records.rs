//! The rows that the roster has of an id.

use chrono::{DateTime, Utc};
use formats::Table;
use provisioning::Presence;

use super::explanation::{RecordLine, RecordState};
use crate::RunError;
use crate::load::rows::{FileNames, History};
use crate::query::{Query, quoted};
use crate::tables::columns::{Columns, number_at};

/// Rows of `table` whose `column` is `id`, by key.
pub(super) async fn of(
    roster: &Query<'_>,
    table: Table,
    column: &str,
    id: &str,
) -> Result<Vec<RecordLine>, RunError> {
    let key = table.columns().iter().take(table.key_columns()).filter(|column| !column.personal);
    let key: Vec<&str> = key.map(|column| column.name).collect();
    let sql = format!(
        "SELECT concat_ws('/', {key}) AS record, present, absence, source_file, source_line,
             cause_rule, cause_file, cause_line, cause_record,
             arrow_cast(first_seen, 'Int64') AS first_seen, arrow_cast(last_seen, 'Int64') AS last_seen
         FROM {table} WHERE {column} = {id} ORDER BY 1",
        key = key.join(", "),
        table = table.name(),
        id = quoted(id)
    );
    let (mut lines, mut files) = (Vec::new(), FileNames::default());
    roster
        .each(&sql, |batch| {
            let columns = Columns::of(batch);
            let (record, history) = (columns.text("record")?, History::of(&columns)?);
            let (first, last) = (columns.number("first_seen")?, columns.number("last_seen")?);
            for row in columns.rows() {
                lines.push(RecordLine {
                    table: table.name(),
                    record: record.required(row).to_owned(),
                    row: history.source(row, &mut files),
                    state: state(history.presence(row)?),
                    first_seen: number_at(first, row).and_then(instant),
                    last_seen: number_at(last, row).and_then(instant),
                });
            }
            Ok(())
        })
        .await?;
    Ok(lines)
}

fn state(presence: Presence) -> RecordState {
    match presence {
        Presence::Present => RecordState::Present,
        Presence::Absent => RecordState::Absent,
        Presence::Dropped(root) => RecordState::Dropped { root: root.as_ref().clone() },
    }
}

fn instant(micros: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros)
}
