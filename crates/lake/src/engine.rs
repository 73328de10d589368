//! Whatever runs a step's plan.

mod embedded;
mod functions;

use async_trait::async_trait;
use datafusion::arrow::array::RecordBatch;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::logical_expr::LogicalPlan;
use datafusion::prelude::SessionContext;
use futures::TryStreamExt;

use crate::LakeError;

pub use embedded::{EmbeddedEngine, EngineSettings};
pub use functions::register_functions;

/// Runs logical plans: in this process, or elsewhere. A step uses no physical operators of its own and
/// keeps no state outside tables, so that it does not matter where.
#[async_trait]
pub trait Engine: std::fmt::Debug + Send + Sync {
    /// A fresh session to plan one step in, with the lake's functions registered.
    fn session(&self) -> SessionContext;

    /// Runs a plan; its rows come as they are made, in no particular order unless the plan sorts.
    ///
    /// # Errors
    ///
    /// When the plan cannot be carried out. An error of the running plan comes through the stream.
    async fn run(&self, plan: LogicalPlan) -> Result<SendableRecordBatchStream, LakeError>;

    /// Runs a plan and keeps all its rows: for results known to be small.
    ///
    /// # Errors
    ///
    /// As for [`Engine::run`].
    async fn collect(&self, plan: LogicalPlan) -> Result<Vec<RecordBatch>, LakeError> {
        Ok(self.run(plan).await?.try_collect().await?)
    }
}
