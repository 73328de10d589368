//! Which sources of rosters are asked, as the settings file spells it.

use serde::Deserialize;

/// What the server may ask for its tenants.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SourceSettings {
    /// Hosts that are asked wherever they lie, and even without encryption.
    allow_hosts: Vec<String>,
}

impl From<SourceSettings> for oneroster_client::Settings {
    fn from(settings: SourceSettings) -> Self {
        Self { allowed_hosts: settings.allow_hosts, ..Self::default() }
    }
}
