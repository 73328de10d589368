//! Wrong usage ends with one clear message and exit code 2.

use crate::command::Homeroom;

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
