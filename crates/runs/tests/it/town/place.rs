//! Where a town keeps what it has.

use std::path::Path;

use scratch_database::Scratch;
use store::Location;
use tempfile::TempDir;

/// A folder, in which the databases lie too, unless they have a place on a server.
pub(crate) struct Place {
    folder: TempDir,
    server: Option<Scratch>,
}

impl Place {
    pub(crate) fn in_files() -> Self {
        Self { folder: TempDir::new().expect("a folder"), server: None }
    }

    pub(crate) fn on_server() -> Self {
        Self { server: Some(Scratch::server()), ..Self::in_files() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where the database is that in files is called `name`.
    pub(crate) async fn database(&self, name: &str) -> Location {
        match &self.server {
            Some(server) => server.location().await,
            None => Location::File(self.path().join(name)),
        }
    }
}
