//! Writing a table: files first, then one commit, to the table's log or aside.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::logical_expr::LogicalPlan;
use model::{RunId, Steps};

use crate::aside::{self, Aside};
use crate::copy::copy_to;
use crate::delta::DeltaLog;
use crate::footer::files_with_rows;
use crate::{Engine, LakeError, LakeTable, PartWriter, TableVersions, folder};

/// A write of one table that has begun. Rows may be added plan by plan (a bucket each, for one) and by
/// [`PartWriter`]s; nothing is in the table before [`TableWrite::overwrite`] or [`TableWrite::append`].
#[derive(Debug)]
pub struct TableWrite {
    table: LakeTable,
    target: Target,
    /// A fresh one for every version and run, so that what an earlier attempt left is never taken for ours.
    folder: PathBuf,
    writers: usize,
    steps: Arc<dyn Steps>,
}

/// Where a commit goes.
#[derive(Debug)]
enum Target {
    Log(DeltaLog),
    Aside {
        aside: Arc<Aside>,
        /// The table's own folder, for what is not aside.
        root: PathBuf,
    },
}

impl TableWrite {
    /// A write to the log of the table in `root`.
    pub(crate) async fn begin(
        root: &Path,
        table: &LakeTable,
        run: &RunId,
        steps: Arc<dyn Steps>,
    ) -> Result<Self, LakeError> {
        let log = DeltaLog::open_or_create(root, table).await?;
        let folder = root.join(format!("{:08}-{}", log.next_version(), folder::safe_name(run.as_str())));
        folder::remove(&folder)?;
        folder::create(&folder)?;
        Ok(Self { table: table.clone(), target: Target::Log(log), folder, writers: 0, steps })
    }

    /// A write aside of the table in `root`.
    pub(crate) fn begin_aside(
        aside: Arc<Aside>,
        root: PathBuf,
        table: &LakeTable,
        steps: Arc<dyn Steps>,
    ) -> Result<Self, LakeError> {
        let folder = aside.fresh_folder(table.name)?;
        Ok(Self { table: table.clone(), target: Target::Aside { aside, root }, folder, writers: 0, steps })
    }

    /// Adds the rows of `plan`, cast to the table's columns.
    ///
    /// # Errors
    ///
    /// When the plan lacks a column of the table, fails, or the disk refuses.
    pub async fn add(&self, engine: &dyn Engine, plan: LogicalPlan) -> Result<(), LakeError> {
        engine.collect(copy_to(plan, &self.table.schema, &self.folder)?).await.map(drop)
    }

    /// A writer that adds rows from plain code, to be used from a thread that may block.
    #[must_use]
    pub fn part_writer(&mut self) -> PartWriter {
        let folder = self.folder.join(format!("rows-{}", self.writers));
        self.writers += 1;
        PartWriter::new(&folder, Arc::clone(&self.table.schema))
    }

    /// Commits: the table is now what was added, and nothing else. Answers the new version.
    ///
    /// # Errors
    ///
    /// When the log refuses.
    pub async fn overwrite(self) -> Result<u64, LakeError> {
        self.commit(None).await
    }

    /// Commits: the table is now what it was at its version in `base`, and what was added. Versions
    /// after that one, left by a run that was never recorded, do not count.
    ///
    /// # Errors
    ///
    /// When the log refuses, or lacks the version.
    pub async fn append(self, base: &TableVersions) -> Result<u64, LakeError> {
        let base = base.get(self.table.name);
        self.commit(base).await
    }

    async fn commit(self, base: Option<u64>) -> Result<u64, LakeError> {
        let table = self.table.name;
        let version = match self.target {
            Target::Log(log) => log.commit(&self.table, &self.folder, base).await?,
            Target::Aside { aside, root } => {
                let mut files = match base {
                    Some(version) => aside::files(Some(&aside), &root, table, version).await?,
                    None => Vec::new(),
                };
                files.extend(files_with_rows(&self.folder)?.into_iter().map(|(path, _)| path));
                aside.keep(table, files)
            }
        };
        self.steps.taken(&format!("table {table} written")).await;
        Ok(version)
    }
}
