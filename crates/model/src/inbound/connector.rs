//! Data connectors: how a roster gets here from its source system.

use std::fmt;

use chrono::{DateTime, Utc};

use crate::codes::FileFormat;
use crate::{DataConnectorId, SourceSystemId};

/// A way to the rosters of a source system (Graph: `industryDataConnector`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataConnector {
    /// Its id.
    pub id: DataConnectorId,
    /// The name a person gave it.
    pub display_name: String,
    /// The system it connects to, for good.
    pub source_system: SourceSystemId,
    /// What it connects with; its kind is for good.
    pub connection: Connection,
}

/// What a connector connects with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Connection {
    /// Files are uploaded.
    Files(FileConnection),
    /// An API is read.
    OneRoster(OneRosterConnection),
}

impl Connection {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> ConnectorKind {
        match self {
            Self::Files(_) => ConnectorKind::Files,
            Self::OneRoster(_) => ConnectorKind::Api,
        }
    }
}

/// The kinds of connectors, and of the inbound flows that go through them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConnectorKind {
    /// Files are uploaded.
    Files,
    /// An API is read.
    Api,
}

impl ConnectorKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Files, Self::Api];

    /// The machine word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Api => "api",
        }
    }

    /// The kind of a machine word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl fmt::Display for ConnectorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Files that somebody uploads (Graph: `azureDataLakeConnector`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileConnection {
    /// The format they are in.
    pub format: FileFormat,
}

/// A `OneRoster` API (Graph: `oneRosterApiDataConnector`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneRosterConnection {
    /// Where it is: scheme, host and path.
    pub base_url: String,
    /// The version that it speaks.
    pub version: OneRosterVersion,
    /// Whether students' contacts are read.
    pub reads_contacts: bool,
    /// Whether demographics are read.
    pub reads_demographics: bool,
    /// Whether flags are read.
    pub reads_flags: bool,
    /// Who asks there.
    pub credential: ClientCredential,
}

/// A version of the `OneRoster` API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OneRosterVersion {
    /// 1.1.
    V1_1,
    /// 1.2.
    V1_2,
}

impl OneRosterVersion {
    /// Both.
    pub const ALL: [Self; 2] = [Self::V1_1, Self::V1_2];

    /// As it is written: `1.1`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1_1 => "1.1",
            Self::V1_2 => "1.2",
        }
    }

    /// The version behind its writing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|version| version.as_str() == text)
    }
}

/// Who asks at an API (Graph: `oAuthClientCredential`). Its client secret stays in the store, sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientCredential {
    /// The name a person gave it.
    pub display_name: String,
    /// The client's id.
    pub client_id: String,
    /// How the client proves itself.
    pub grant: ClientGrant,
    /// Whether it was good when it was last tried; true until it is tried.
    pub is_valid: bool,
    /// When it was last found to be good.
    pub last_valid_at: Option<DateTime<Utc>>,
}

impl ClientCredential {
    /// Where it is shown for a token, if it is.
    #[must_use]
    pub fn token_url(&self) -> Option<&str> {
        match &self.grant {
            ClientGrant::OAuth1 => None,
            ClientGrant::OAuth2 { token_url, .. } => Some(token_url),
        }
    }
}

/// How a client proves itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientGrant {
    /// It signs its requests (Graph: `oAuth1ClientCredential`).
    OAuth1,
    /// It fetches a token (Graph: `oAuth2ClientCredential`).
    OAuth2 {
        /// Where.
        token_url: String,
        /// For what.
        scope: Option<String>,
    },
}
