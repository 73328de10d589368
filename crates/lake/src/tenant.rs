//! The lake, and the part of it that is one tenant's.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::catalog::TableProvider;
use model::{RunId, Steps, TenantId, Undisturbed};

use crate::parquet_table::parquet_table;
use crate::{LakeError, LakeTable, Staging, TableVersions, TableWrite, delta, folder};

/// A folder of tables, one folder in it for each tenant.
#[derive(Debug, Clone)]
pub struct Lake {
    root: PathBuf,
}

impl Lake {
    /// Opens the lake in `root`, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made.
    pub fn open(root: &Path) -> Result<Self, LakeError> {
        folder::create(root)?;
        Ok(Self { root: root.canonicalize().map_err(LakeError::storage(root))? })
    }

    /// The tables of one tenant.
    #[must_use]
    pub fn tenant(&self, tenant: &TenantId) -> TenantLake {
        TenantLake { root: self.root.join(folder::safe_name(tenant.as_str())), steps: Arc::new(Undisturbed) }
    }
}

/// The tables of one tenant, a folder each: `organizations/_delta_log/…`.
#[derive(Debug, Clone)]
pub struct TenantLake {
    root: PathBuf,
    steps: Arc<dyn Steps>,
}

impl TenantLake {
    /// The same tables, with somebody who is told of each commit: `table … written`.
    #[must_use]
    pub fn watched_by(self, steps: Arc<dyn Steps>) -> Self {
        Self { steps, ..self }
    }

    /// `table` as it was at its version in `versions`; without one it is empty.
    ///
    /// # Errors
    ///
    /// When the version is not in the table's log, or the log cannot be read.
    pub async fn read(
        &self,
        table: &LakeTable,
        versions: &TableVersions,
    ) -> Result<Arc<dyn TableProvider>, LakeError> {
        let files = match versions.get(table.name) {
            Some(version) => delta::files(&self.table_folder(table.name), table.name, version).await?,
            None => Vec::new(),
        };
        parquet_table(&files, &table.schema)
    }

    /// Begins a write of `table` by `run`.
    ///
    /// # Errors
    ///
    /// When the table cannot be opened or made.
    pub async fn begin(&self, table: &LakeTable, run: &RunId) -> Result<TableWrite, LakeError> {
        TableWrite::begin(&self.table_folder(table.name), table, run, Arc::clone(&self.steps)).await
    }

    /// An empty place for what `run` needs only while it lasts.
    ///
    /// # Errors
    ///
    /// When what an earlier attempt of the same run left there cannot be removed.
    pub fn staging(&self, run: &RunId) -> Result<Staging, LakeError> {
        Staging::create(self.staging_folder(run))
    }

    /// Removes what a run that died left in its staging.
    ///
    /// # Errors
    ///
    /// When it cannot be removed.
    pub fn remove_staging(&self, run: &RunId) -> Result<(), LakeError> {
        folder::remove(&self.staging_folder(run))
    }

    fn table_folder(&self, table: &str) -> PathBuf {
        self.root.join(table)
    }

    fn staging_folder(&self, run: &RunId) -> PathBuf {
        self.root.join(".staging").join(folder::safe_name(run.as_str()))
    }
}
