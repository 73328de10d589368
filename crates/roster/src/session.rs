//! One step of plans over named relations.

use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::logical_expr::LogicalPlan;
use datafusion::prelude::SessionContext;
use lake::{Engine, Staging};

use crate::RosterError;

/// Relations by name, and an engine to run queries over them.
pub(crate) struct Session<'a> {
    engine: &'a dyn Engine,
    context: SessionContext,
}

impl<'a> Session<'a> {
    pub(crate) fn new(engine: &'a dyn Engine) -> Self {
        Self { engine, context: engine.session() }
    }

    pub(crate) fn engine(&self) -> &'a dyn Engine {
        self.engine
    }

    /// Makes `table` known as `name`, in place of whatever was.
    pub(crate) fn register(&self, name: &str, table: Arc<dyn TableProvider>) -> Result<(), RosterError> {
        self.context.deregister_table(name)?;
        self.context.register_table(name, table)?;
        Ok(())
    }

    /// Makes the rows of `sql` known as `name`; they are worked out wherever they are used.
    pub(crate) async fn view(&self, name: &str, sql: &str) -> Result<(), RosterError> {
        let view = self.context.sql(sql).await?.into_view();
        self.register(name, view)
    }

    pub(crate) async fn plan(&self, sql: &str) -> Result<LogicalPlan, RosterError> {
        Ok(self.context.sql(sql).await?.into_unoptimized_plan())
    }

    /// The rows of `sql`, which are few.
    pub(crate) async fn collect(&self, sql: &str) -> Result<Vec<RecordBatch>, RosterError> {
        Ok(self.engine.collect(self.plan(sql).await?).await?)
    }

    /// The rows of `sql`, as they come.
    pub(crate) async fn stream(&self, sql: &str) -> Result<SendableRecordBatchStream, RosterError> {
        Ok(self.engine.run(self.plan(sql).await?).await?)
    }

    /// Writes the rows of `sql` into `staging` as `name`.
    pub(crate) async fn write(
        &self,
        staging: &Staging,
        name: &str,
        schema: &SchemaRef,
        sql: &str,
    ) -> Result<(), RosterError> {
        Ok(staging.write(self.engine, name, schema, self.plan(sql).await?).await?)
    }
}
