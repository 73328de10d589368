//! `homeroom.toml`: the settings of this process, and the flow sets that seed a new tenant.

mod flow_sets;
mod issuers;
mod sources;
mod uploads;

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Format, Toml};
use provisioning::{AccountDefaults, Matching};
use runs::GuardSettings;
use serde::Deserialize;

use self::flow_sets::FlowSetSettings;
pub(crate) use self::issuers::IssuerSettings;
pub(crate) use self::sources::SourceSettings;
pub(crate) use self::uploads::UploadLimits;
use crate::exit::UsageError;

/// Everything that the file may say. What it does not say has a default.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Settings {
    /// When removals are held.
    pub(crate) guards: GuardSettings,
    /// How people find their accounts, by role group.
    pub(crate) matching: Matching,
    /// What new accounts have in common.
    pub(crate) accounts: AccountDefaults,
    /// How much the engine may take.
    pub(crate) engine: EngineSettings,
    /// Whose tokens the server takes beside its own.
    pub(crate) issuers: Vec<IssuerSettings>,
    /// Which sources of rosters the server asks.
    pub(crate) sources: SourceSettings,
    /// How much is taken in an upload, and for how long.
    pub(crate) uploads: UploadLimits,
    /// Seeds a tenant that has no flow set yet.
    pub(crate) flow_sets: Vec<FlowSetSettings>,
}

/// How much the engine may take.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct EngineSettings {
    /// Memory of queries, in MiB; what does not fit spills to disk.
    pub(crate) memory_mib: usize,
    /// How many parts of a query run at once.
    pub(crate) partitions: usize,
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
    pub(crate) fn load(named: Option<&Path>, data_dir: &Path) -> Result<Self, UsageError> {
        let Some(path) = file(named, data_dir)? else { return Ok(Self::default()) };
        Figment::from(Toml::file_exact(&path)).extract().map_err(|error| {
            UsageError::new("CONFIG", format!("the settings in {} cannot be used: {error}", path.display()))
        })
    }
}

fn file(named: Option<&Path>, data_dir: &Path) -> Result<Option<PathBuf>, UsageError> {
    match named {
        Some(path) if path.is_file() => Ok(Some(path.to_owned())),
        Some(path) => {
            Err(UsageError::new("CONFIG", format!("the settings file {} does not exist", path.display())))
        }
        None => Ok(Some(data_dir.join("homeroom.toml")).filter(|path| path.is_file())),
    }
}
