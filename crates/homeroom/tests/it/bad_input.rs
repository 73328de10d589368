//! Wrong usage and missing input end with one clear message and exit code 2.

use crate::command::Homeroom;

#[test]
fn a_missing_folder_is_named() {
    let homeroom = Homeroom::new();
    let run = homeroom.run(&["sync", "no-such-folder"]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.err,
        "homeroom: ROSTER-FOLDER: no-such-folder does not exist: name the folder that holds the roster's CSV \
         files\n"
    );
}

#[test]
fn a_folder_without_a_roster_is_named() {
    let homeroom = Homeroom::new();
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let run = homeroom.run(&["plan", source]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("ROSTER-FORMAT"), "{}", run.err);
}

#[test]
fn a_missing_required_file_stops_the_run() {
    let homeroom = Homeroom::new();
    let roster = homeroom.copy_of_riverside();
    std::fs::remove_file(roster.join("roles.csv")).expect("the file");
    let run = homeroom.over("sync", &roster, &["--json"]);
    let summary = run.json();
    assert_eq!((run.code, summary["outcome"].as_str()), (2, Some("failed")));
    assert_eq!(summary["findingsByRule"][0]["code"], "FILE-MISSING");
    assert_eq!(homeroom.run(&["directory", "users", "--json"]).out, "[]\n");
}

#[test]
fn an_empty_required_file_stops_the_run_unless_that_is_meant() {
    let homeroom = Homeroom::new();
    let roster = homeroom.copy_of_riverside();
    std::fs::write(roster.join("enrollments.csv"), "classSourcedId,userSourcedId,role\r\n")
        .expect("the file");
    assert_eq!(homeroom.over("validate", &roster, &["--json"]).code, 1);
    assert_eq!(homeroom.over("validate", &roster, &["--json", "--allow", "FILE-EMPTY"]).code, 0);
    assert_eq!(homeroom.over("validate", &roster, &["--json", "--allow", "VAL-ENUM"]).code, 2);
}

#[test]
fn settings_that_cannot_be_used_are_named() {
    let homeroom = Homeroom::new();
    std::fs::create_dir_all(homeroom.data_dir()).expect("a folder");
    let settings = homeroom.data_dir().join("homeroom.toml");
    std::fs::write(settings, "[guards]\npercentage = 10\n").expect("a file");
    let run = homeroom.over("sync", &Homeroom::riverside(), &[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("CONFIG") && run.err.contains("percentage"), "{}", run.err);
}

#[test]
fn a_tenant_cannot_leave_its_folder() {
    let homeroom = Homeroom::new();
    let run = homeroom.over("sync", &Homeroom::riverside(), &["--tenant", "../other"]);
    assert_eq!(run.code, 2);
}
