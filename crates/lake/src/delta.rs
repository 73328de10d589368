//! The Delta log: which files make up which version of a table.
//!
//! Deletion vectors and column mapping stay off, so that a version is no more than a list of Parquet
//! files, and any engine can read it.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use deltalake_core::kernel::engine::arrow_conversion::TryIntoKernel;
use deltalake_core::kernel::transaction::{CommitBuilder, TableReference};
use deltalake_core::kernel::{Action, Add, MetadataExt, StructType};
use deltalake_core::protocol::{DeltaOperation, SaveMode};
use deltalake_core::{DeltaTable, DeltaTableBuilder, DeltaTableError, ensure_table_uri};

use crate::footer::files_with_rows;
use crate::{LakeError, LakeTable, folder};

/// Where a table's log lies below its folder.
const LOG: &str = "_delta_log";

/// The files of `version` of the table in `root`.
pub(crate) async fn files(root: &Path, table: &str, version: u64) -> Result<Vec<PathBuf>, LakeError> {
    let delta = load(root, Some(version)).await.map_err(LakeError::table(table))?;
    let adds = adds(&delta).map_err(LakeError::table(table))?;
    Ok(adds.iter().map(|add| root.join(&add.path)).collect())
}

/// The log of a table that is about to be written.
#[derive(Debug)]
pub(crate) struct DeltaLog {
    root: PathBuf,
    latest: DeltaTable,
}

impl DeltaLog {
    pub(crate) async fn open_or_create(root: &Path, table: &LakeTable) -> Result<Self, LakeError> {
        let failed = LakeError::table(table.name);
        let latest = match has_version(&root.join(LOG))? {
            true => load(root, None).await,
            false => create(root, table).await,
        };
        Ok(Self { root: root.to_owned(), latest: latest.map_err(failed)? })
    }

    /// The version that a commit now would make.
    pub(crate) fn next_version(&self) -> u64 {
        self.latest.version().map_or(0, |version| version + 1)
    }

    /// Commits a version that holds the files below `folder` and, of the table at version `base`, all.
    pub(crate) async fn commit(
        self,
        table: &LakeTable,
        folder: &Path,
        base: Option<u64>,
    ) -> Result<u64, LakeError> {
        let failed = LakeError::table(table.name);
        let mut wanted = match base {
            Some(version) => {
                let delta = load(&self.root, Some(version)).await.map_err(&failed)?;
                adds(&delta).map_err(&failed)?
            }
            None => Vec::new(),
        };
        wanted.extend(written(&self.root, folder)?);
        let mut actions = self.replace(&wanted).map_err(&failed)?;
        actions.extend(self.schema_change(table).map_err(&failed)?);
        let mode = if base.is_some() { SaveMode::Append } else { SaveMode::Overwrite };
        let operation = DeltaOperation::Write { mode, partition_by: None, predicate: None };
        let snapshot = self.latest.snapshot().map_err(&failed)?;
        let commit = CommitBuilder::default().with_actions(actions).build(
            Some(snapshot as &dyn TableReference),
            self.latest.log_store(),
            operation,
        );
        let version = commit.await.map_err(&failed)?.version();
        // Whoever names this version must find it after a power failure, too.
        let log = self.root.join(LOG);
        folder::make_durable(folder)?;
        for path in [&log.join(format!("{version:020}.json")), &log, &self.root] {
            folder::sync(path)?;
        }
        Ok(version)
    }

    /// What turns the latest version into one of exactly the `wanted` files.
    fn replace(&self, wanted: &[Add]) -> Result<Vec<Action>, DeltaTableError> {
        let names: HashSet<&str> = wanted.iter().map(|add| add.path.as_str()).collect();
        let current = adds(&self.latest)?;
        let current: HashSet<&str> = current.iter().map(|add| add.path.as_str()).collect();
        let mut actions = Vec::new();
        for file in self.latest.snapshot()?.log_data() {
            if !names.contains(file.path().as_ref()) {
                actions.push(Action::Remove(file.remove_action(true)));
            }
        }
        let new = wanted.iter().filter(|add| !current.contains(add.path.as_str()));
        actions.extend(new.cloned().map(Action::Add));
        Ok(actions)
    }

    /// The new metadata, when the table's columns are no longer those of the log.
    fn schema_change(&self, table: &LakeTable) -> Result<Option<Action>, DeltaTableError> {
        let snapshot = self.latest.snapshot()?;
        let declared = delta_schema(table)?;
        if *snapshot.schema() == declared {
            return Ok(None);
        }
        let metadata = snapshot.metadata().clone().with_schema(&declared)?;
        Ok(Some(Action::Metadata(metadata)))
    }
}

/// Whether a log has a version. What an end in the middle of a commit left of its newest entry is removed, a
/// power failure or a full disk: nobody can have named its version, for that is done only once the entry is durable.
fn has_version(log: &Path) -> Result<bool, LakeError> {
    if !log.is_dir() {
        return Ok(false);
    }
    let mut entries = entries(log)?;
    if let Some(newest) = entries.pop_if(|newest| !is_whole(newest)) {
        fs::remove_file(&newest).map_err(LakeError::storage(&newest))?;
    }
    Ok(!entries.is_empty())
}

/// The entries of a log, the oldest first.
fn entries(log: &Path) -> Result<Vec<PathBuf>, LakeError> {
    let entries = fs::read_dir(log).map_err(LakeError::storage(log))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>();
    let mut paths = paths.map_err(LakeError::storage(log))?;
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "json"));
    paths.sort();
    Ok(paths)
}

/// Whether an entry can be read to its end. One that cannot be read at all is taken to be whole.
fn is_whole(entry: &Path) -> bool {
    let Ok(text) = fs::read(entry) else { return true };
    let mut lines = serde_json::Deserializer::from_slice(&text).into_iter::<serde::de::IgnoredAny>();
    !text.is_empty() && lines.all(|line| line.is_ok())
}

async fn load(root: &Path, version: Option<u64>) -> Result<DeltaTable, DeltaTableError> {
    let builder = DeltaTableBuilder::from_url(ensure_table_uri(root.to_string_lossy())?)?;
    match version {
        Some(version) => Box::pin(builder.with_version(version).load()).await,
        None => Box::pin(builder.load()).await,
    }
}

async fn create(root: &Path, table: &LakeTable) -> Result<DeltaTable, DeltaTableError> {
    let columns = delta_schema(table)?.fields().cloned().collect::<Vec<_>>();
    let url = ensure_table_uri(root.to_string_lossy())?;
    let create = DeltaTable::try_from_url(url).await?.create();
    create.with_table_name(table.name).with_columns(columns).await
}

fn delta_schema(table: &LakeTable) -> Result<StructType, DeltaTableError> {
    Ok(table.schema.as_ref().try_into_kernel()?)
}

/// The files of a loaded version, as the log has them.
fn adds(delta: &DeltaTable) -> Result<Vec<Add>, DeltaTableError> {
    let files = delta.snapshot()?.log_data().into_iter();
    let adds =
        files.map(|file| add(file.path().into_owned(), file.size(), file.modification_time(), file.stats()));
    Ok(adds.collect())
}

/// The files below `folder` that hold rows, as the log wants them.
fn written(root: &Path, folder: &Path) -> Result<Vec<Add>, LakeError> {
    let files = files_with_rows(folder)?;
    files.iter().map(|(path, rows)| add_file(root, path, *rows)).collect()
}

fn add_file(root: &Path, path: &Path, rows: i64) -> Result<Add, LakeError> {
    let metadata = fs::metadata(path).map_err(LakeError::storage(path))?;
    let modified = metadata.modified().map_err(LakeError::storage(path))?;
    let modified = modified.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let relative = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
    let size = i64::try_from(metadata.len()).unwrap_or(i64::MAX);
    let stats = format!(r#"{{"numRecords":{rows}}}"#);
    Ok(add(relative, size, i64::try_from(modified).unwrap_or(i64::MAX), Some(stats)))
}

/// An entry for an unpartitioned file without deletion vector.
fn add(path: String, size: i64, modification_time: i64, stats: Option<String>) -> Add {
    Add {
        path,
        partition_values: HashMap::new(),
        size,
        modification_time,
        data_change: true,
        stats,
        tags: None,
        deletion_vector: None,
        base_row_id: None,
        default_row_commit_version: None,
        clustering_provider: None,
    }
}
