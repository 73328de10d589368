//! `homeroom.toml`: the settings of this process, and the flow sets that seed a new tenant.

mod flow_sets;

use std::path::{Path, PathBuf};

use anyhow::Context;
use figment::Figment;
use figment::providers::{Format, Toml};
use runs::{GuardSettings, MatchingSettings};
use serde::Deserialize;

use self::flow_sets::FlowSetSettings;

/// Everything that the file may say. What it does not say has a default.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// When removals are held.
    pub guards: GuardSettings,
    /// How people find their accounts, by role group.
    pub matching: MatchingSettings,
    /// What new accounts have in common.
    pub accounts: AccountSettings,
    /// How much the engine may take.
    pub engine: EngineSettings,
    /// Seeds a tenant that has no flow set yet.
    pub flow_sets: Vec<FlowSetSettings>,
}

/// What new accounts have in common.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AccountSettings {
    /// Two letters, ISO 3166; a directory gives no licence without it.
    pub usage_location: Option<String>,
}

/// How much the engine may take.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EngineSettings {
    /// Memory of queries, in MiB; what does not fit spills to disk.
    pub memory_mib: usize,
    /// How many parts of a query run at once.
    pub partitions: usize,
}

impl Default for EngineSettings {
    fn default() -> Self {
        Self { memory_mib: 1024, partitions: 2 }
    }
}

impl Settings {
    /// Reads `named`, or `homeroom.toml` in `data_dir` if it is there.
    ///
    /// # Errors
    /// When the named file is missing, or a file is not what it should be; the error names file and key.
    pub fn load(named: Option<&Path>, data_dir: &Path) -> anyhow::Result<Self> {
        let Some(path) = file(named, data_dir)? else { return Ok(Self::default()) };
        Figment::from(Toml::file_exact(&path))
            .extract()
            .with_context(|| format!("CONFIG: the settings in {} cannot be used", path.display()))
    }
}

fn file(named: Option<&Path>, data_dir: &Path) -> anyhow::Result<Option<PathBuf>> {
    match named {
        Some(path) if path.is_file() => Ok(Some(path.to_owned())),
        Some(path) => anyhow::bail!("CONFIG: the settings file {} does not exist", path.display()),
        None => Ok(Some(data_dir.join("homeroom.toml")).filter(|path| path.is_file())),
    }
}
