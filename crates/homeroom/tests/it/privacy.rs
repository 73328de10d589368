//! No value of a person reaches output or log, but for the two files that exist to hold them; and whatever lies in
//! the data directory is its owner's alone.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::command::{Answer, Homeroom};

const SETS: &str = "/outboundProvisioningFlowSets";

#[test]
fn output_and_logs_of_whole_runs_name_nobody() {
    let homeroom = Homeroom::new();
    let roster = homeroom.copy_of_riverside();
    let values = personal_values(&roster);
    assert!(values.len() > 300, "the sample has people");
    let first = homeroom.over("sync", &roster, &["-vv"]);
    forget_every_other_enrollment(&roster);
    let second = homeroom.over("sync", &roster, &["-vv", "--json"]);
    assert_eq!(second.code, 3, "{}", second.err);
    let summary = second.json();
    let run = summary["runId"].as_str().expect("an id");
    let by_ada = ["--guard", "GUARD-DROP", "--by", "the head", "--why", "it is right"];
    let others = [
        homeroom.run(&["explain", "1001", "-vv"]),
        homeroom.run(&[["release", run].as_slice(), &by_ada, &["-vv"]].concat()),
        homeroom.run(&["token", "-vv"]),
        homeroom.over("validate", &roster, &["-vv"]),
        homeroom.over("plan", &roster, &["-vv"]),
    ];
    for answer in others.iter().chain([&first, &second]) {
        assert!(answer.code == 0 || answer.code == 3, "{}", answer.err);
        assert_eq!(named(&said(answer), &values), Vec::<&String>::new());
    }
}

#[test]
fn what_the_directory_refuses_names_nobody() {
    let homeroom = Homeroom::new();
    let roster = homeroom.path("roster");
    let teachers = crowd_of_teachers(&roster);
    let run = homeroom.over("sync", &roster, &["-vv"]);
    assert_eq!(run.code, 4, "a class has more teachers than owners are allowed: {}{}", run.out, run.err);
    assert_eq!(named(&said(&run), &teachers), Vec::<&String>::new());
    // What was written last may still stand in the log beside the file.
    let files = ["homeroom.db", "homeroom.db-wal"].map(|file| homeroom.data_dir().join(file));
    let bytes: Vec<u8> = files.iter().filter_map(|file| fs::read(file).ok()).flatten().collect();
    let store = String::from_utf8_lossy(&bytes).to_lowercase();
    assert!(store.contains("dir-limit"), "outcomes are kept");
    assert_eq!(named(&store, &teachers), Vec::<&String>::new());
}

#[test]
fn the_log_of_the_server_names_nobody_and_no_password() {
    let homeroom = Homeroom::new();
    let log = homeroom.path("log");
    let served = homeroom.serve_and_log(&["-vv"], File::create(&log).expect("a log").into());
    let flows = format!("{}/provisioningFlows", served.make(SETS, &json!({ "displayName": "Abernathy" })));
    let password = json!({
        "@odata.type": "#microsoft.graph.industryData.simplePasswordSettings", "password": "Winter-27-Pine"
    });
    let flow = json!({
        "@odata.type": "#microsoft.graph.industryData.userProvisioningFlow",
        "createUnmatchedUsers": true,
        "creationOptions": { "configurations": [
            { "roleGroup": "staff", "defaultPasswordSettings": password, "nickname": "Abernathy" }
        ] }
    });
    assert_eq!(served.send("POST", &flows, Some(&flow)).0, 400);
    assert_eq!(served.send("GET", &format!("{SETS}?$filter=displayName%20eq%20'Abernathy"), None).0, 400);
    assert_eq!(served.send("GET", &format!("{SETS}('Abernathy')"), None).0, 404);
    served.terminate();
    assert_eq!(served.wait(), 0);
    let log = fs::read_to_string(log).expect("the log").to_lowercase();
    assert!(log.contains("status=404"), "requests are logged: {log}");
    let values = ["abernathy", "winter-27-pine"].map(str::to_owned).into();
    assert_eq!(named(&log, &values), Vec::<&String>::new());
}

#[test]
fn whatever_lies_in_the_data_directory_is_its_owner_s_alone() {
    let homeroom = Homeroom::new();
    assert_eq!(homeroom.over("sync", &Homeroom::riverside(), &[]).code, 0);
    assert_eq!(homeroom.run(&["token"]).code, 0);
    let everything = everything_below(&homeroom.data_dir());
    for kind in ["parquet", "json", "csv", "db"] {
        let is_kind = |path: &PathBuf| path.extension().is_some_and(|extension| extension == kind);
        assert!(everything.iter().any(is_kind), "no {kind}");
    }
    let is_open = |path: &&PathBuf| {
        let permissions = fs::metadata(path).expect("what was listed").permissions();
        permissions.mode() & 0o077 != 0
    };
    assert_eq!(everything.iter().filter(is_open).collect::<Vec<_>>(), Vec::<&PathBuf>::new());
}

/// What a command has printed, in lower case.
fn said(answer: &Answer) -> String {
    format!("{}{}", answer.out, answer.err).to_lowercase()
}

fn named<'a>(said: &str, values: &'a BTreeSet<String>) -> Vec<&'a String> {
    values.iter().filter(|value| said.contains(value.as_str())).collect()
}

/// Every username, name, mail address and telephone number of a roster, in lower case; too short ones say nothing.
fn personal_values(roster: &Path) -> BTreeSet<String> {
    let users = roster.join("users.csv");
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_path(users).expect("the users");
    let mut values = BTreeSet::new();
    for row in rows.records() {
        let row = row.expect("a row");
        values.extend(row.iter().skip(1).filter(|value| value.chars().count() > 3).map(str::to_lowercase));
    }
    values
}

/// Leaves out so many enrollments that a guard holds their removal.
fn forget_every_other_enrollment(roster: &Path) {
    let path = roster.join("enrollments.csv");
    let text = fs::read_to_string(&path).expect("the file");
    let every_other = text.lines().step_by(2).collect::<Vec<_>>().join("\n");
    fs::write(path, every_other).expect("the file");
}

/// A school with one class that everybody teaches; answers what is personal in it.
fn crowd_of_teachers(roster: &Path) -> BTreeSet<String> {
    fs::create_dir(roster).expect("a folder");
    let rows = |header: &str, row: fn(u32) -> String| {
        let rows = (100..201).map(row).collect::<Vec<_>>().join("\n");
        format!("{header}\n{rows}\n")
    };
    let files = [
        ("orgs.csv", "sourcedId,name,type\nS1,North School,school\n".to_owned()),
        ("classes.csv", "sourcedId,orgSourcedId,title\nC1,S1,Art\n".to_owned()),
        (
            "users.csv",
            rows("sourcedId,username,familyName,givenName", |number| {
                format!("T{number},login{number},Family{number},Given{number}")
            }),
        ),
        ("roles.csv", rows("userSourcedId,orgSourcedId,role", |number| format!("T{number},S1,teacher"))),
        (
            "enrollments.csv",
            rows("classSourcedId,userSourcedId,role", |number| format!("C1,T{number},teacher")),
        ),
    ];
    for (name, text) in files {
        fs::write(roster.join(name), text).expect("a file");
    }
    personal_values(roster)
}

/// The folder itself, and every folder and file in it.
fn everything_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(everything_below(&path)) } else { found.push(path) }
    }
    found
}
