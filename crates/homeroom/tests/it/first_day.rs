//! The sample district, from validation to a release.

use serde_json::json;

use crate::command::Homeroom;

#[test]
fn the_sample_district_is_provisioned() {
    let homeroom = Homeroom::new();
    let run = homeroom.over("sync", &Homeroom::riverside(), &["--json"]);
    let summary = run.json();
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(summary["outcome"], "applied");
    assert_eq!(summary["status"], "completedWithErrors");
    assert_eq!(summary["findings"], json!({ "errors": 26, "warnings": 6, "infos": 0 }));
    assert_eq!(
        summary["totals"],
        json!({ "organizations": 4, "people": 122, "groups": 34, "memberships": 553 })
    );
    assert_eq!(summary["unmatched"], json!({ "staff": 21, "students": 96 }));
    assert_eq!(summary["plan"]["byKind"]["createUser"], 117);
    assert_eq!(summary["applied"]["succeeded"], summary["plan"]["operations"]);
    assert_eq!(summary["held"], json!([]));

    let users = homeroom.run(&["directory", "users", "--json"]).json();
    assert_eq!(users.as_array().map(Vec::len), Some(117));
    let again = homeroom.over("sync", &Homeroom::riverside(), &["--json"]).json();
    assert_eq!((&again["plan"]["operations"], &again["matched"]["students"]), (&json!(0), &json!(96)));
}

#[test]
fn a_plan_writes_nothing_and_says_why() {
    let homeroom = Homeroom::new();
    let plan = homeroom.over("plan", &Homeroom::riverside(), &["--full"]);
    assert_eq!(plan.code, 0);
    assert!(plan.out.contains("createUser User_1001"), "{}", plan.out);
    assert!(plan.out.contains("because missing, users.csv:2"), "{}", plan.out);
    assert!(plan.out.contains("planned, nothing written"));
    assert_eq!(homeroom.run(&["directory", "users", "--json"]).json(), json!([]));
    let dry_run = homeroom.over("sync", &Homeroom::riverside(), &["--dry-run", "--json"]);
    assert_eq!((dry_run.code, &dry_run.json()["outcome"]), (0, &json!("planned")));
}

#[test]
fn a_validation_looks_at_the_roster_alone() {
    let homeroom = Homeroom::new();
    let run = homeroom.over("validate", &Homeroom::riverside(), &["--json"]);
    assert_eq!((run.code, &run.json()["outcome"]), (0, &json!("validated")));
    let findings = run.json()["files"]["findings"].as_str().expect("a path").to_owned();
    let file = std::fs::read_to_string(findings).expect("the findings");
    assert!(file.starts_with("runId,severity,code,entity,sourceFile,line,recordId,field,value,message,"));
    assert_eq!(csv::Reader::from_reader(file.as_bytes()).records().count(), 32);
}

#[test]
fn what_a_guard_holds_is_released_by_a_person() {
    let homeroom = Homeroom::new();
    let roster = homeroom.copy_of_riverside();
    homeroom.over("sync", &roster, &["--json"]);
    let enrollments = roster.join("enrollments.csv");
    let text = std::fs::read_to_string(&enrollments).expect("the file");
    let fewer: Vec<&str> =
        text.lines().enumerate().filter(|(line, _)| line % 2 == 0).map(|(_, row)| row).collect();
    std::fs::write(&enrollments, fewer.join("\r\n") + "\r\n").expect("the file");

    let held = homeroom.over("sync", &roster, &["--json", "--yes"]);
    let summary = held.json();
    assert_eq!((held.code, &summary["outcome"]), (3, &json!("held")));
    assert_eq!(summary["held"][0]["guard"], "GUARD-DROP");
    let run = summary["runId"].as_str().expect("an id");
    let nobody = ["release", run, "--guard", "GUARD-DROP", "--by", " ", "--why", "x"];
    assert_eq!(homeroom.run(&nobody).code, 2);
    let unknown = ["release", "no-such-run", "--guard", "GUARD-DROP", "--by", "Ada", "--why", "x"];
    assert_eq!(homeroom.run(&unknown).code, 2);
    let by_ada = ["release", run, "--guard", "GUARD-DROP", "--by", "Ada", "--why", "it is right", "--json"];
    let released = homeroom.run(&by_ada);
    assert_eq!((released.code, &released.json()["outcome"]), (0, &json!("applied")));
    assert_eq!(homeroom.run(&by_ada).code, 2, "a release lets go once");
}
