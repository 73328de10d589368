//! Plain Parquet for what lives only as long as a run.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::logical_expr::LogicalPlan;

use crate::copy::copy_to;
use crate::parquet_table::parquet_table;
use crate::{Engine, LakeError, PartWriter, folder, footer};

/// A folder of intermediate tables. A name may have several parts, as in `enrollments/3`; reading
/// `enrollments` then reads every part. Dropping the staging removes the folder.
#[derive(Debug)]
pub struct Staging {
    folder: PathBuf,
}

impl Staging {
    pub(crate) fn create(path: PathBuf) -> Result<Self, LakeError> {
        folder::remove(&path)?;
        folder::create(&path)?;
        Ok(Self { folder: path })
    }

    /// Where the intermediate tables stand.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A writer for the table `name`, to be used from a thread that may block.
    #[must_use]
    pub fn part_writer(&self, name: &str, schema: &SchemaRef) -> PartWriter {
        PartWriter::new(&self.folder.join(name), Arc::clone(schema))
    }

    /// Writes the rows of `plan` as the table `name`.
    ///
    /// # Errors
    ///
    /// When the plan lacks a column of `schema`, fails, or the disk refuses.
    pub async fn write(
        &self,
        engine: &dyn Engine,
        name: &str,
        schema: &SchemaRef,
        plan: LogicalPlan,
    ) -> Result<(), LakeError> {
        engine.collect(copy_to(plan, schema, &self.folder.join(name))?).await.map(drop)
    }

    /// Whether the table `name` has no rows; told from the files' footers, without a plan.
    ///
    /// # Errors
    ///
    /// When the folder or a file cannot be read.
    pub fn is_empty(&self, name: &str) -> Result<bool, LakeError> {
        let files = folder::parquet_files(&self.folder.join(name))?;
        Ok(!any(&files, |file| Ok(footer::row_count(file)? > 0))?)
    }

    /// Whether `column` of the table `name` is null in every row; told likewise.
    ///
    /// # Errors
    ///
    /// As for [`Staging::is_empty`].
    pub fn is_all_null(&self, name: &str, column: &str) -> Result<bool, LakeError> {
        let files = folder::parquet_files(&self.folder.join(name))?;
        Ok(!any(&files, |file| footer::may_have_values(file, column))?)
    }

    /// The table `name`; what was never written is empty.
    ///
    /// # Errors
    ///
    /// When the folder cannot be listed.
    pub fn table(&self, name: &str, schema: &SchemaRef) -> Result<Arc<dyn TableProvider>, LakeError> {
        parquet_table(&folder::parquet_files(&self.folder.join(name))?, schema)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if let Err(error) = folder::remove(&self.folder) {
            tracing::warn!(%error, "a run's staging stays behind");
        }
    }
}

fn any(files: &[PathBuf], test: impl Fn(&Path) -> Result<bool, LakeError>) -> Result<bool, LakeError> {
    for file in files {
        if test(file)? {
            return Ok(true);
        }
    }
    Ok(false)
}
