//! A database for one test, on the engine that the test run is about.
//!
//! Tests that must hold on both engines ask for a [`Scratch`] and know no more. It is a file, or, where
//! `HOMEROOM_TEST_POSTGRES` names a server and a role that may create databases, a database there; so the
//! same tests run twice, as `scripts/test` does. Tests of one engine alone ask for that: [`Scratch::file`],
//! [`Scratch::server`].

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod server;

use std::path::PathBuf;

use database::Location;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use server::ServerDatabase;

/// The variable that names a server: `postgres://…`, with a role that may create databases.
pub const SERVER_VARIABLE: &str = "HOMEROOM_TEST_POSTGRES";

/// Whether this test run is about the server.
#[must_use]
pub fn on_server() -> bool {
    std::env::var_os(SERVER_VARIABLE).is_some()
}

/// The place of a database, gone when dropped. What is opened there twice is the same database.
#[derive(Debug)]
pub struct Scratch(Kind);

#[derive(Debug)]
enum Kind {
    File(TempDir),
    Server(OnceCell<ServerDatabase>),
}

impl Default for Scratch {
    fn default() -> Self {
        Self::new()
    }
}

impl Scratch {
    /// One on the engine that this test run is about.
    #[must_use]
    pub fn new() -> Self {
        if on_server() { Self::server() } else { Self::file() }
    }

    /// One in a file.
    ///
    /// # Panics
    /// When there is no room for it.
    #[must_use]
    pub fn file() -> Self {
        Self(Kind::File(TempDir::new().expect("a temporary folder")))
    }

    /// One on the server, made when it is first asked for.
    #[must_use]
    pub const fn server() -> Self {
        Self(Kind::Server(OnceCell::const_new()))
    }

    /// Where to open it.
    ///
    /// # Panics
    /// When the server does not make it.
    pub async fn location(&self) -> Location {
        match &self.0 {
            Kind::File(_) => Location::File(self.path()),
            Kind::Server(database) => {
                let database = database.get_or_init(ServerDatabase::create).await;
                Location::Server(database.url.parse().expect("the server's URL with another database"))
            }
        }
    }

    /// The URL of it on the server, password and all.
    ///
    /// # Panics
    /// When it is in a file, or nobody has asked for its location yet.
    #[must_use]
    pub fn url(&self) -> &str {
        let Kind::Server(database) = &self.0 else { panic!("a database in a file has no URL") };
        &database.get().expect("a database that was made").url
    }

    /// The file.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        match &self.0 {
            Kind::File(folder) => folder.path().join("scratch.db"),
            Kind::Server(_) => panic!("a database on a server has no file"),
        }
    }
}
