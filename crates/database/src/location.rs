//! Where a database is opened, and what that is called in messages.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use thiserror::Error;

/// Where to open a database.
#[derive(Debug, Clone)]
pub enum Location {
    /// In a SQLite file.
    File(PathBuf),
    /// On a PostgreSQL server, in the schema of its name.
    Server(ServerUrl),
}

impl From<&Path> for Location {
    fn from(path: &Path) -> Self {
        Self::File(path.to_owned())
    }
}

impl From<&PathBuf> for Location {
    fn from(path: &PathBuf) -> Self {
        Self::File(path.clone())
    }
}

impl From<PathBuf> for Location {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

/// Where a database lies, in words for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a file.
    File(PathBuf),
    /// In a schema of a database on a server.
    Server {
        /// The schema.
        schema: &'static str,
        /// The database, as [`ServerUrl`] shows it.
        database: String,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(formatter),
            Self::Server { schema, database } => write!(formatter, "schema {schema} in {database}"),
        }
    }
}

impl Place {
    /// What to look at when nothing can be read there.
    pub(crate) const fn hint(&self) -> &'static str {
        match self {
            Self::File(_) => "it is no database, or a damaged one",
            Self::Server { .. } => {
                "check that the server runs, and what the URL says: host, database, user, password"
            }
        }
    }
}

/// A database on a PostgreSQL server, and who asks: `postgres://user:password@host:port/database`.
///
/// Shown, it has neither user nor password.
#[derive(Clone)]
pub struct ServerUrl(Box<PgConnectOptions>);

impl ServerUrl {
    pub(crate) fn options(&self) -> PgConnectOptions {
        PgConnectOptions::clone(&self.0).disable_statement_logging()
    }
}

impl FromStr for ServerUrl {
    type Err = UrlError;

    fn from_str(url: &str) -> Result<Self, UrlError> {
        let known = ["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
        let options: PgConnectOptions = url.parse().ok().filter(|_| known).ok_or(UrlError)?;
        Ok(Self(Box::new(options.application_name("homeroom"))))
    }
}

impl fmt::Display for ServerUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(options) = self;
        let database = options.get_database().unwrap_or_default();
        write!(formatter, "postgres://{}:{}/{database}", options.get_host(), options.get_port())
    }
}

impl fmt::Debug for ServerUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// A text that is no [`ServerUrl`]. It does not repeat the text, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the URL of the database is not understood; write postgres://user:password@host:port/database")]
pub struct UrlError;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_shown_without_who_asks() {
        let url: ServerUrl =
            "postgresql://ada:swordfish@db.example:6543/school?sslmode=require".parse().unwrap();
        assert_eq!(url.to_string(), "postgres://db.example:6543/school");
        assert_eq!(format!("{url:?}"), url.to_string());
    }

    #[test]
    fn what_is_no_url_is_told_without_repeating_it() {
        for text in ["", "mysql://ada:swordfish@host/db", "postgres://ada:swordfish@host:x/db", "postgres"] {
            let refusal = text.parse::<ServerUrl>().unwrap_err();
            assert!(!format!("{refusal} {refusal:?}").contains("swordfish"));
        }
    }
}
