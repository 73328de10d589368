//! The store and the embedded directory on a server, from the command line. `scripts/test` runs these, with one.

use scratch_database::Scratch;
use serde_json::json;

use crate::command::{Answer, Homeroom};

/// A database on the server, and its URL.
fn database() -> Scratch {
    let scratch = Scratch::server();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(scratch.location());
    scratch
}

#[test]
fn the_sample_district_is_provisioned_on_a_server() {
    let (homeroom, database) = (Homeroom::new(), database());
    let on_server = ["--json", "--database-url", database.url()];
    let first = homeroom.over("sync", &Homeroom::riverside(), &on_server);
    assert_eq!((first.code, first.err.as_str()), (0, ""));
    assert_eq!(first.json()["applied"]["succeeded"], first.json()["plan"]["operations"]);
    for file in ["homeroom.db", "directory.db"] {
        assert!(!homeroom.data_dir().join(file).exists(), "{file} is on the server");
    }
    let run = |arguments: &[&str]| homeroom.run(&[arguments, on_server.as_slice()].concat());
    assert_eq!(run(&["directory", "users"]).json().as_array().map(Vec::len), Some(117));
    let members = run(&["directory", "members"]).json();
    assert!(members[0]["containerDisplayName"].is_string(), "{}", members[0]);
    assert_eq!(run(&["runs"]).json().as_array().map(Vec::len), Some(1));
    assert_eq!(run(&["explain", "1001"]).code, 0);
    let again = homeroom.over("sync", &Homeroom::riverside(), &on_server).json();
    assert_eq!(again["plan"]["operations"], json!(0));

    let in_files = homeroom.over("plan", &Homeroom::riverside(), &["--json"]).json();
    assert_ne!(in_files["plan"]["operations"], json!(0), "files know nothing of the server");
}

#[test]
fn a_server_that_is_not_there_is_told_without_its_password() {
    let homeroom = Homeroom::new();
    let sync = |url: &str| homeroom.over("sync", &Homeroom::riverside(), &["--database-url", url]);
    let told = |answer: &Answer, code: &str| {
        assert!(answer.err.contains(code) && !answer.err.contains("swordfish"), "{}", answer.err);
    };
    let unreachable = sync("postgres://ada:swordfish@127.0.0.1:1/school");
    assert_eq!(unreachable.code, 1);
    told(&unreachable, "DATA-SERVER");
    let misspelled = sync("postgres:/ada:swordfish@127.0.0.1/school");
    assert_eq!(misspelled.code, 2);
    told(&misspelled, "USAGE");
}
