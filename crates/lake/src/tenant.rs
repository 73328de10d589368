//! The lake, and the part of it that is one tenant's.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::catalog::TableProvider;
use model::{RunId, Steps, TenantId, Undisturbed};

use crate::aside::{self, Aside};
use crate::parquet_table::parquet_table;
use crate::{LakeError, LakeTable, Staging, TableVersions, TableWrite, folder};

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
        let root = self.root.join(folder::safe_name(tenant.as_str()));
        TenantLake { root, steps: Arc::new(Undisturbed), aside: None }
    }
}

/// The tables of one tenant, a folder each: `organizations/_delta_log/…`.
#[derive(Debug, Clone)]
pub struct TenantLake {
    root: PathBuf,
    steps: Arc<dyn Steps>,
    aside: Option<Arc<Aside>>,
}

impl TenantLake {
    /// The same tables, with somebody who is told of each commit: `table … written`.
    #[must_use]
    pub fn watched_by(self, steps: Arc<dyn Steps>) -> Self {
        Self { steps, ..self }
    }

    /// The same tables, to which `run` writes aside: only through what is answered here are its versions there,
    /// and its files are removed with that.
    ///
    /// # Errors
    ///
    /// When what an earlier attempt of the same run left there cannot be removed.
    pub fn aside(&self, run: &RunId) -> Result<Self, LakeError> {
        let aside = Aside::create(self.aside_folder(run))?;
        Ok(Self { aside: Some(Arc::new(aside)), ..self.clone() })
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
            Some(version) => {
                let aside = self.aside.as_deref();
                aside::files(aside, &self.table_folder(table.name), table.name, version).await?
            }
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
        let (root, steps) = (self.table_folder(table.name), Arc::clone(&self.steps));
        match &self.aside {
            Some(aside) => TableWrite::begin_aside(Arc::clone(aside), root, table, steps),
            None => TableWrite::begin(&root, table, run, steps).await,
        }
    }

    /// An empty place for what `run` needs only while it lasts.
    ///
    /// # Errors
    ///
    /// When what an earlier attempt of the same run left there cannot be removed.
    pub fn staging(&self, run: &RunId) -> Result<Staging, LakeError> {
        Staging::create(self.staging_folder(run))
    }

    /// Removes what a run that died left in its staging and aside.
    ///
    /// # Errors
    ///
    /// When it cannot be removed.
    pub fn remove_staging(&self, run: &RunId) -> Result<(), LakeError> {
        folder::remove(&self.staging_folder(run))?;
        folder::remove(&self.aside_folder(run))
    }

    fn table_folder(&self, table: &str) -> PathBuf {
        self.root.join(table)
    }

    fn staging_folder(&self, run: &RunId) -> PathBuf {
        self.root.join(".staging").join(folder::safe_name(run.as_str()))
    }

    fn aside_folder(&self, run: &RunId) -> PathBuf {
        self.root.join(".aside").join(folder::safe_name(run.as_str()))
    }
}
