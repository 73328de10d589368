//! Runs that end as none should: killed, out of disk, on a disk that cannot be written.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use model::{Clock, SystemClock};
use serde_json::{Value, json};

use crate::command::Homeroom;

/// Starts a sync of the sample and does not wait for it.
fn start_sync(homeroom: &Homeroom) -> Child {
    start("sync", homeroom)
}

fn start(command: &str, homeroom: &Homeroom) -> Child {
    Command::new(env!("CARGO_BIN_EXE_homeroom"))
        .arg(command)
        .arg(Homeroom::riverside())
        .args(["--today", "2026-10-05", "--json", "--data-dir"])
        .arg(homeroom.data_dir())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary runs")
}

/// Waits until the newest run of the data directory is as `expected`: how many operations have an outcome, and
/// whether all that it planned was attempted.
fn wait_until(homeroom: &Homeroom, expected: impl Fn(usize, bool) -> bool) {
    let deadline = Instant::now() + Duration::from_secs(120);
    while !newest_run(&homeroom.data_dir()).is_some_and(|(outcomes, ended)| expected(outcomes, ended)) {
        assert!(Instant::now() < deadline, "the run did not come so far");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn newest_run(data: &Path) -> Option<(usize, bool)> {
    let file = data.join("homeroom.db");
    if !file.exists() {
        return None;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        // The file may be in the making.
        let store = store::Store::open(&file).await.ok()?;
        let tenant = store.tenant("default".into(), SystemClock.now()).await.ok()?;
        let run = tenant.runs(1).await.ok()?.pop()?;
        let outcomes = tenant.outcomes(&run.id).await.ok()?.len();
        store.close().await;
        Some((outcomes, run.outcome.is_some() && run.pending.is_none()))
    })
}

fn sync(homeroom: &Homeroom, more: &[&str]) -> crate::command::Answer {
    homeroom.over("sync", &Homeroom::riverside(), more)
}

/// Users, groups, units and members of the directory, without their ids.
fn listed(homeroom: &Homeroom) -> Vec<usize> {
    ["users", "groups", "units", "members"]
        .map(|what| homeroom.run(&["directory", what, "--json"]).json().as_array().map_or(0, Vec::len))
        .to_vec()
}

fn undisturbed() -> Vec<usize> {
    let homeroom = Homeroom::new();
    assert_eq!(sync(&homeroom, &["--json"]).code, 0);
    listed(&homeroom)
}

#[test]
fn a_killed_run_is_brought_to_its_end_by_the_next() {
    let homeroom = Homeroom::new();
    let mut first = start_sync(&homeroom);
    wait_until(&homeroom, |outcomes, _| outcomes > 0);
    first.kill().expect("it is killed");
    first.wait().expect("it is dead");

    let next = sync(&homeroom, &["--json"]);
    let summary = next.json();
    assert_eq!(next.code, 0, "{}", next.err);
    assert_eq!(summary["plan"]["operations"], 0, "nothing is left to do");
    let told: Vec<&str> =
        summary["notices"].as_array().expect("notices").iter().filter_map(Value::as_str).collect();
    assert!(told.iter().any(|notice| notice.contains("brought to its end first")), "{told:?}");
    assert_eq!(listed(&homeroom), undisturbed());
}

#[test]
fn a_server_brings_a_killed_run_to_its_end() {
    let homeroom = Homeroom::new();
    let mut first = start_sync(&homeroom);
    wait_until(&homeroom, |outcomes, _| outcomes > 0);
    first.kill().expect("it is killed");
    first.wait().expect("it is dead");

    let _served = homeroom.serve();
    wait_until(&homeroom, |_, ended| ended);
    assert_eq!(sync(&homeroom, &["--json"]).json()["plan"]["operations"], 0);
}

#[test]
fn a_second_run_beside_a_living_one_is_refused_or_waits() {
    let homeroom = Homeroom::new();
    let mut first = start_sync(&homeroom);
    wait_until(&homeroom, |_, _| true);
    let refused = sync(&homeroom, &["--json"]);
    assert_eq!(refused.code, 1, "{}", refused.out);
    assert!(
        refused.err.contains("RUN-IN-PROGRESS") && refused.err.contains(&format!("process {}", first.id()))
    );
    for beside in [&["token"][..], &["directory", "users", "--json"], &["runs"]] {
        assert_eq!(homeroom.run(beside).code, 0, "{beside:?} works beside a run");
    }
    let other = tempfile::tempdir().expect("a folder");
    crate::command::copy(&Homeroom::riverside(), other.path());
    for look in ["validate", "plan"] {
        let beside = homeroom.over(look, other.path(), &["--json"]);
        assert_eq!(beside.code, 0, "{look} works beside a run: {}", beside.err);
    }
    let waited = sync(&homeroom, &["--json", "--wait"]);
    assert_eq!((waited.code, &waited.json()["plan"]["operations"]), (0, &json!(0)), "{}", waited.err);
    assert!(first.wait().expect("it ends").success());
}

/// Nobody keeps it from running, and what it left behind is gone.
#[test]
fn a_killed_plan_is_closed_by_the_next_sync() {
    let homeroom = Homeroom::new();
    let mut plan = start("plan", &homeroom);
    wait_until(&homeroom, |_, _| true);
    plan.kill().expect("it is killed");
    plan.wait().expect("it is dead");
    assert_eq!(sync(&homeroom, &["--json"]).code, 0);
    let runs = homeroom.run(&["runs", "--json"]).json();
    assert_eq!((&runs[1]["kind"], &runs[1]["failure"]["code"]), (&json!("plan"), &json!("RUN-INTERRUPTED")));
    for left in [".aside", ".staging"] {
        let folder = homeroom.data_dir().join("lake/default").join(left);
        assert!(!folder.is_dir() || std::fs::read_dir(&folder).expect("a folder").next().is_none(), "{left}");
    }
}

/// A small disk that is full before the run is over, and then has room.
#[test]
fn a_run_on_a_full_disk_goes_on_when_there_is_room() {
    let script = r#"
        set -e
        mkdir -p "$DATA"
        mount -t tmpfs -o size=${SIZE} tmpfs "$DATA"
        chmod 700 "$DATA"
        set +e
        "$HOMEROOM" sync "$ROSTER" --today 2026-10-05 --json --data-dir "$DATA" >/dev/null 2>"$ERRORS"
        echo "full $?"
        mount -o remount,size=512M "$DATA"
        "$HOMEROOM" sync "$ROSTER" --today 2026-10-05 --json --data-dir "$DATA" >/dev/null 2>>"$ERRORS"
        echo "room $?"
        for what in users groups units members; do
            "$HOMEROOM" directory $what --json --data-dir "$DATA" | python3 -c 'import json,sys; print(len(json.load(sys.stdin)))'
        done
        umount "$DATA"
    "#;
    let expected = undisturbed();
    let mut failed = 0;
    for size in ["150k", "300k", "500k", "700k", "900k", "1100k", "1300k"] {
        let folder = tempfile::tempdir().expect("a folder");
        let errors = folder.path().join("errors");
        let out = in_a_namespace(
            script,
            &[
                ("SIZE", size),
                ("DATA", folder.path().join("data").to_str().expect("a path")),
                ("ERRORS", errors.to_str().expect("a path")),
                ("ROSTER", Homeroom::riverside().to_str().expect("a path")),
            ],
        );
        let mut lines = out.lines();
        let told = std::fs::read_to_string(&errors).unwrap_or_default();
        let full = lines.next().unwrap_or_default();
        failed += usize::from(full != "full 0");
        assert!(full == "full 0" || full == "full 1", "{size}: {out}{told}");
        assert!(!told.contains("transaction"), "what failed is told, not what failed after it: {told}");
        assert_eq!(lines.next(), Some("room 0"), "{size}: {out}{told}");
        let counts: Vec<usize> = lines.map(|line| line.parse().expect("a count")).collect();
        assert_eq!(counts, expected, "{size}: {told}");
    }
    assert!(failed > 4, "the disk was full {failed} times");
}

#[test]
fn a_data_directory_that_cannot_be_written_is_said() {
    let script = r#"
        mkdir -p "$DATA"
        mount -t tmpfs -o ro,mode=700 tmpfs "$DATA"
        "$HOMEROOM" sync "$ROSTER" --today 2026-10-05 --json --data-dir "$DATA" 2>&1
        echo "exit $?"
        umount "$DATA"
    "#;
    let folder = tempfile::tempdir().expect("a folder");
    let out = in_a_namespace(
        script,
        &[
            ("DATA", folder.path().join("data").to_str().expect("a path")),
            ("ROSTER", Homeroom::riverside().to_str().expect("a path")),
        ],
    );
    assert!(out.contains("exit 1") && out.contains("DATA-"), "{out}");
    assert!(!out.contains("panicked"), "{out}");
}

/// Runs a script in a mount namespace of its own, where it may mount what it likes.
fn in_a_namespace(script: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "bash", "-c", script]);
    command.env("HOMEROOM", env!("CARGO_BIN_EXE_homeroom")).envs(variables.iter().copied());
    let out = command.output().expect("unshare, of util-linux");
    let (out, err) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(!err.contains("mount:") && !err.contains("unshare:"), "{err}");
    out.into_owned()
}
