//! Where the server of a test keeps what it keeps.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use scratch_database::{Scratch, on_server};
use store::Store;
use tempfile::TempDir;

/// The databases of data directories whose stores lie on a server.
static ON_SERVER: Mutex<BTreeMap<PathBuf, Arc<Scratch>>> = Mutex::new(BTreeMap::new());

/// A data directory; its store is on the engine that this test run is about. Both are gone when it is dropped.
pub(crate) struct Data(TempDir);

impl Data {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        if on_server() {
            let database = Arc::new(Scratch::server());
            ON_SERVER.lock().unwrap().insert(folder.path().to_owned(), database);
        }
        Self(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        let _database = ON_SERVER.lock().unwrap().remove(self.path());
    }
}

/// The store of a data directory, as one more process has it.
pub(crate) async fn store(data: &Path) -> Store {
    let database = ON_SERVER.lock().unwrap().get(data).cloned();
    match database {
        Some(database) => Store::open(database.location().await).await.unwrap(),
        None => Store::open(data.join("homeroom.db").as_path()).await.unwrap(),
    }
}
