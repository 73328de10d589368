//! What a run planned with, as a table of one row: what it was asked and configured, and holds no secret.

use datafusion::arrow::array::RecordBatch;
use lake::{LakeTable, TableVersions, TenantLake, column};
use model::RunId;
use provisioning::Settings;

use super::columns::{Columns, texts};
use crate::RunError;
use crate::query::Query;

/// The table.
pub(crate) fn table() -> LakeTable {
    LakeTable::new("settings", [column::text("run_id"), column::text("settings")])
}

/// Writes what `run` plans with, and names the version in `versions`.
pub(crate) async fn write(
    settings: &Settings,
    lake: &TenantLake,
    run: &RunId,
    versions: &mut TableVersions,
) -> Result<(), RunError> {
    let text = serde_json::to_string(settings).map_err(|_| RunError::stored("a run's settings"))?;
    let columns = vec![texts([Some(run.to_string())].into_iter()), texts([Some(text)].into_iter())];
    super::write(&table(), columns, lake, run, versions).await
}

/// What the run planned with; `None` where the table is empty.
pub(crate) async fn read(tables: &Query<'_>) -> Result<Option<Settings>, RunError> {
    let mut settings = None;
    tables
        .each("SELECT settings FROM settings", |batch: &RecordBatch| {
            let columns = Columns::of(batch);
            let text = columns.text("settings")?;
            for row in columns.rows() {
                let parsed = serde_json::from_str(text.required(row));
                settings = Some(parsed.map_err(|_| RunError::stored("a run's settings"))?);
            }
            Ok(())
        })
        .await?;
    Ok(settings)
}
