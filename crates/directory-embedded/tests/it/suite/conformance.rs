//! The contract that every directory keeps.

use std::sync::Mutex;

use directory::Directory;
use scratch_database::Scratch;

#[tokio::test]
async fn the_embedded_directory_conforms() {
    let made = Mutex::new(Vec::new());
    let violations = directory::conformance::run(|| async {
        let scratch = Scratch::new();
        let directory = crate::open(&scratch, 1).await;
        made.lock().unwrap().push(scratch);
        Box::new(directory) as Box<dyn Directory>
    })
    .await;
    assert_eq!(violations, []);
}
