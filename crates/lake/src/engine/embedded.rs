//! The engine in this process.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::dataframe::DataFrame;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::{FairSpillPool, TrackConsumersPool};
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::logical_expr::LogicalPlan;
use datafusion::prelude::{SessionConfig, SessionContext};

use super::{Engine, register_functions};
use crate::{LakeError, folder};

/// The largest users of memory that an error about memory names.
const NAMED_CONSUMERS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(4);

/// How the embedded engine works.
#[derive(Debug, Clone)]
pub struct EngineSettings {
    /// How many parts of a plan run at once.
    pub partitions: NonZeroUsize,
    /// Bytes that plans may hold; beyond them sorts and aggregations spill, and joins fail. `None`
    /// for no limit.
    pub memory_limit: Option<usize>,
    /// Where spilled rows go: within the data directory, since they are children's data.
    pub spill_folder: PathBuf,
}

impl EngineSettings {
    /// Two partitions and no memory limit.
    #[must_use]
    pub fn new(spill_folder: PathBuf) -> Self {
        Self { partitions: NonZeroUsize::MIN.saturating_add(1), memory_limit: None, spill_folder }
    }
}

/// DataFusion in this process.
#[derive(Debug, Clone)]
pub struct EmbeddedEngine {
    config: SessionConfig,
    runtime: Arc<RuntimeEnv>,
}

impl EmbeddedEngine {
    /// An engine with these settings.
    ///
    /// # Errors
    ///
    /// When the spill folder cannot be made.
    pub fn new(settings: &EngineSettings) -> Result<Self, LakeError> {
        folder::create(&settings.spill_folder)?;
        let spill = DiskManagerMode::Directories(vec![settings.spill_folder.clone()]);
        let mut runtime = RuntimeEnvBuilder::new()
            .with_disk_manager_builder(DiskManagerBuilder::default().with_mode(spill));
        if let Some(bytes) = settings.memory_limit {
            let pool = TrackConsumersPool::new(FairSpillPool::new(bytes), NAMED_CONSUMERS);
            runtime = runtime.with_memory_pool(Arc::new(pool));
        }
        let config = SessionConfig::new().with_target_partitions(settings.partitions.get());
        Ok(Self { config, runtime: runtime.build_arc()? })
    }
}

#[async_trait]
impl Engine for EmbeddedEngine {
    fn session(&self) -> SessionContext {
        let session = SessionContext::new_with_config_rt(self.config.clone(), Arc::clone(&self.runtime));
        register_functions(&session);
        session
    }

    async fn run(&self, plan: LogicalPlan) -> Result<SendableRecordBatchStream, LakeError> {
        let rows = DataFrame::new(self.session().state(), plan);
        Ok(Box::pin(rows.execute_stream()).await?)
    }
}
