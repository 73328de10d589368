//! The contract that every directory keeps.

use std::sync::atomic::{AtomicU64, Ordering};

use directory::Directory;
use tempfile::TempDir;

#[tokio::test]
async fn the_embedded_directory_conforms() {
    let folder = TempDir::new().unwrap();
    let made = AtomicU64::new(0);
    let violations = directory::conformance::run(|| async {
        let number = made.fetch_add(1, Ordering::Relaxed);
        let path = folder.path().join(format!("{number}.db"));
        Box::new(crate::open(&path, number).await) as Box<dyn Directory>
    })
    .await;
    assert_eq!(violations, []);
}
