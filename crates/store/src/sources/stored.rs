//! Matching settings and connections as they are stored: JSON whose shape belongs to the store.

use chrono::{DateTime, Utc};
use model::RoleGroup;
use model::codes::{FileFormat, IdentifierType, UserMatchTarget};
use model::inbound::{
    ClientCredential, ClientGrant, Connection, ConnectorKind, FileConnection, OneRosterConnection,
    OneRosterVersion, UserMatchingSetting,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::StoreError;

/// Matching settings, in their order.
pub(super) fn matching_text(settings: &[UserMatchingSetting]) -> Result<String, StoreError> {
    to_text(&settings.iter().map(StoredSetting::from).collect::<Vec<_>>())
}

/// Reads what [`matching_text`] wrote.
pub(super) fn matching(text: &str) -> Result<Vec<UserMatchingSetting>, StoreError> {
    let stored: Vec<StoredSetting> = parse(text)?;
    Ok(stored.into_iter().map(UserMatchingSetting::from).collect())
}

/// What is stored of a connection beside its kind.
pub(super) fn connection_text(connection: &Connection) -> Result<String, StoreError> {
    match connection {
        Connection::Files(files) => to_text(&StoredFiles { format: files.format }),
        Connection::OneRoster(api) => to_text(&StoredOneRoster::from(api)),
    }
}

/// Reads what [`connection_text`] wrote of a connection of `kind`.
pub(super) fn connection(kind: &str, text: &str) -> Result<Connection, StoreError> {
    match ConnectorKind::parse(kind) {
        Some(ConnectorKind::Files) => {
            Ok(Connection::Files(FileConnection { format: parse::<StoredFiles>(text)?.format }))
        }
        Some(ConnectorKind::Api) => parse::<StoredOneRoster>(text)?.into_connection(),
        None => Err(StoreError::unreadable("a data connector", "an unknown kind")),
    }
}

fn to_text(stored: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(stored).map_err(|error| StoreError::unreadable("a source", error))
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::unreadable("a source", error))
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredSetting {
    priority_order: i32,
    role_group: RoleGroup,
    source_identifier: IdentifierType,
    match_target: Option<UserMatchTarget>,
    domain: Option<String>,
}

impl From<&UserMatchingSetting> for StoredSetting {
    fn from(setting: &UserMatchingSetting) -> Self {
        Self {
            priority_order: setting.priority_order,
            role_group: setting.role_group,
            source_identifier: setting.source_identifier,
            match_target: setting.match_target,
            domain: setting.domain.clone(),
        }
    }
}

impl From<StoredSetting> for UserMatchingSetting {
    fn from(stored: StoredSetting) -> Self {
        Self {
            priority_order: stored.priority_order,
            role_group: stored.role_group,
            source_identifier: stored.source_identifier,
            match_target: stored.match_target,
            domain: stored.domain,
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredFiles {
    format: FileFormat,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredOneRoster {
    base_url: String,
    version: String,
    contacts: bool,
    demographics: bool,
    flags: bool,
    credential: StoredCredential,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredCredential {
    display_name: String,
    client_id: String,
    grant: StoredGrant,
    is_valid: bool,
    last_valid_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize, Deserialize)]
enum StoredGrant {
    #[serde(rename = "oauth1")]
    OAuth1,
    #[serde(rename = "oauth2")]
    OAuth2 { token_url: String, scope: Option<String> },
}

impl From<&OneRosterConnection> for StoredOneRoster {
    fn from(api: &OneRosterConnection) -> Self {
        Self {
            base_url: api.base_url.clone(),
            version: api.version.as_str().to_owned(),
            contacts: api.reads_contacts,
            demographics: api.reads_demographics,
            flags: api.reads_flags,
            credential: StoredCredential::from(&api.credential),
        }
    }
}

impl StoredOneRoster {
    fn into_connection(self) -> Result<Connection, StoreError> {
        let version = OneRosterVersion::parse(&self.version)
            .ok_or_else(|| StoreError::unreadable("a data connector", "an unknown version"))?;
        Ok(Connection::OneRoster(OneRosterConnection {
            base_url: self.base_url,
            version,
            reads_contacts: self.contacts,
            reads_demographics: self.demographics,
            reads_flags: self.flags,
            credential: self.credential.into(),
        }))
    }
}

impl From<&ClientCredential> for StoredCredential {
    fn from(credential: &ClientCredential) -> Self {
        Self {
            display_name: credential.display_name.clone(),
            client_id: credential.client_id.clone(),
            grant: match &credential.grant {
                ClientGrant::OAuth1 => StoredGrant::OAuth1,
                ClientGrant::OAuth2 { token_url, scope } => {
                    StoredGrant::OAuth2 { token_url: token_url.clone(), scope: scope.clone() }
                }
            },
            is_valid: credential.is_valid,
            last_valid_at: credential.last_valid_at,
        }
    }
}

impl From<StoredCredential> for ClientCredential {
    fn from(stored: StoredCredential) -> Self {
        Self {
            display_name: stored.display_name,
            client_id: stored.client_id,
            grant: match stored.grant {
                StoredGrant::OAuth1 => ClientGrant::OAuth1,
                StoredGrant::OAuth2 { token_url, scope } => ClientGrant::OAuth2 { token_url, scope },
            },
            is_valid: stored.is_valid,
            last_valid_at: stored.last_valid_at,
        }
    }
}
