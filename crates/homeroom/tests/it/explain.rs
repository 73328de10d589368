//! Asking why, and looking back on runs, from the command line.

use serde_json::json;

use crate::command::Homeroom;

#[test]
fn somebody_who_was_provisioned_is_explained_without_being_named() {
    let homeroom = Homeroom::new();
    assert_eq!(homeroom.run(&["explain", "1001"]).code, 2);
    let nothing = homeroom.run(&["explain", "1001"]);
    assert!(nothing.err.contains("RUN-NONE"), "{}", nothing.err);
    assert_eq!((homeroom.run(&["runs", "--json"]).out.trim(), homeroom.data_dir().exists()), ("[]", false));

    let run = homeroom.over("sync", &Homeroom::riverside(), &["--json"]).json();
    let teacher = first_person();
    let told = homeroom.run(&["explain", &teacher]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    assert!(told.out.contains(&format!("createUser User_{teacher}")), "{}", told.out);
    assert!(told.out.contains("Compared"), "{}", told.out);
    let full = homeroom.run(&["explain", &teacher, "--full"]);
    assert!(full.out.len() > told.out.len(), "values are told to whoever asks for them");
    let object = homeroom.run(&["explain", &teacher, "--json"]).json();
    assert_eq!(object["seenBy"]["run"], run["runId"]);
    assert_eq!(object["section"], json!(null));

    let unknown = homeroom.run(&["explain", "nobody-at-all"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("EXPLAIN-UNKNOWN"), "{}", unknown.err);
}

#[test]
fn runs_are_listed_and_shown() {
    let homeroom = Homeroom::new();
    homeroom.over("plan", &Homeroom::riverside(), &["--json"]);
    let run = homeroom.over("sync", &Homeroom::riverside(), &["--json"]).json();
    let id = run["runId"].as_str().expect("an id");
    let lines = homeroom.run(&["runs", "--json"]).json();
    assert_eq!((&lines[0]["runId"], &lines[0]["outcome"]), (&json!(id), &json!("applied")));
    assert_eq!((&lines[1]["kind"], &lines[1]["outcome"]), (&json!("plan"), &json!("planned")));
    assert_eq!(homeroom.run(&["runs", "--json", "--limit", "1"]).json().as_array().map(Vec::len), Some(1));
    let table = homeroom.run(&["runs"]).out;
    assert!(table.lines().nth(1).is_some_and(|line| line.starts_with(id)), "{table}");

    let detail = homeroom.run(&["run", id, "--json"]).json();
    assert_eq!(detail["summary"]["plan"], run["plan"]);
    assert_eq!(detail["failures"], json!([]));
    let text = homeroom.run(&["run", id]).out;
    assert!(text.contains("createUser") && text.contains("Asked       sync of "), "{text}");
    let unknown = homeroom.run(&["run", "no-such-run"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("RUN-UNKNOWN"), "{}", unknown.err);
}

/// The id of the first person of the sample.
fn first_person() -> String {
    let mut rows = csv::Reader::from_path(Homeroom::riverside().join("users.csv")).expect("the users");
    let row = rows.records().next().expect("a row").expect("a row");
    row.get(0).expect("an id").to_owned()
}
