//! Reading tables with SQL: what is registered, and rows as they come.

use datafusion::arrow::array::RecordBatch;
use datafusion::prelude::SessionContext;
use futures::TryStreamExt;
use lake::{Engine, LakeTable, TableVersions, TenantLake};

use crate::RunError;

/// A session with some tables in it.
pub(crate) struct Query<'a> {
    engine: &'a dyn Engine,
    session: SessionContext,
}

impl<'a> Query<'a> {
    /// A session without tables.
    pub(crate) fn new(engine: &'a dyn Engine) -> Self {
        Self { engine, session: engine.session() }
    }

    /// Adds a table of the lake at its version.
    pub(crate) async fn with(
        self,
        lake: &TenantLake,
        versions: &TableVersions,
        tables: &[LakeTable],
    ) -> Result<Self, RunError> {
        for table in tables {
            let rows = lake.read(table, versions).await?;
            self.session.register_table(table.name, rows).map_err(RunError::engine)?;
        }
        Ok(self)
    }

    /// Gives each batch of the answer to `take`.
    pub(crate) async fn each(
        &self,
        sql: &str,
        mut take: impl FnMut(&RecordBatch) -> Result<(), RunError> + Send,
    ) -> Result<(), RunError> {
        let rows = self.session.sql(sql).await.map_err(RunError::engine)?;
        let mut stream = self.engine.run(rows.into_unoptimized_plan()).await?;
        while let Some(batch) = stream.try_next().await.map_err(RunError::engine)? {
            take(&batch)?;
        }
        Ok(())
    }

    /// The answer as a stream, for whoever has to wait between batches.
    pub(crate) async fn stream(
        &self,
        sql: &str,
    ) -> Result<datafusion::execution::SendableRecordBatchStream, RunError> {
        let rows = self.session.sql(sql).await.map_err(RunError::engine)?;
        Ok(self.engine.run(rows.into_unoptimized_plan()).await?)
    }
}

/// A text as SQL has it.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The condition that `column` holds one of `values`; of none, that nothing does.
pub(crate) fn any_of<'a>(column: &str, values: impl IntoIterator<Item = &'a str>) -> String {
    let values: Vec<String> = values.into_iter().map(quoted).collect();
    if values.is_empty() { "false".to_owned() } else { format!("{column} IN ({})", values.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_breaks_out_of_a_condition() {
        assert_eq!(any_of("id", ["a", "o'clock"]), "id IN ('a', 'o''clock')");
        assert_eq!(any_of("id", []), "false");
    }
}
