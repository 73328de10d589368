//! Runs beside a server: stopped with it, started once, and tried again with patience.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use model::{Clock, SystemClock};
use serde_json::{Value, json};
use store::{Delivery, RunRecord, Store, TenantStore};

use crate::command::Homeroom;
use crate::delivered::{configure, deliver, wait_for};
use crate::served::Served;

/// As whom the tests ask for the lease.
const ELSEWHERE: &str = "a process of another machine";

/// Looks into the store of a data directory.
fn in_store<T>(homeroom: &Homeroom, look: impl AsyncFnOnce(&TenantStore) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let store = Store::open(&homeroom.data_dir().join("homeroom.db")).await.expect("a store");
        let tenant = store.tenant("default".into(), SystemClock.now()).await.expect("a tenant");
        let found = look(&tenant).await;
        store.close().await;
        found
    })
}

/// The newest run, and how many operations of it have an outcome.
fn newest_run(homeroom: &Homeroom) -> Option<(RunRecord, usize)> {
    in_store(homeroom, async |tenant| {
        let run = tenant.runs(1).await.expect("runs").pop()?;
        let outcomes = tenant.outcomes(&run.id).await.expect("outcomes").len();
        Some((run, outcomes))
    })
}

/// Waits until the newest run is as it should be.
fn wait_until(homeroom: &Homeroom, is_so: impl Fn(&RunRecord, usize) -> bool) -> RunRecord {
    let deadline = Instant::now() + Duration::from_secs(180);
    loop {
        match newest_run(homeroom) {
            Some((run, outcomes)) if is_so(&run, outcomes) => return run,
            newest => assert!(Instant::now() < deadline, "the newest run stays {newest:?}"),
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A district that takes a while.
fn district(homeroom: &Homeroom) -> PathBuf {
    let roster = homeroom.path("district");
    let mut generate = Command::new(env!("CARGO_BIN_EXE_homeroom"));
    let generated = generate.arg("generate").arg(&roster).args(["--people", "1000"]).output();
    assert!(generated.expect("the binary runs").status.success());
    roster
}

/// What the directory holds, without ids.
fn listed(homeroom: &Homeroom) -> Vec<Vec<String>> {
    let listed = |what: &&str| {
        let mut all = homeroom.run(&["directory", what, "--json"]).json();
        let all = all.as_array_mut().expect("a list");
        all.iter_mut().for_each(forget_ids);
        let mut all: Vec<String> = all.iter().map(Value::to_string).collect();
        all.sort();
        all
    };
    ["users", "groups", "units", "members"].iter().map(listed).collect()
}

fn forget_ids(one: &mut Value) {
    if let Some(one) = one.as_object_mut() {
        one.retain(|name, _| {
            !name.to_lowercase().ends_with("id") && !name.to_lowercase().contains("created")
        });
    }
}

/// Serves on a day of the first term, with a log of its own.
fn serve(homeroom: &Homeroom, log: &Path) -> Served {
    let log = File::create(log).expect("a log");
    homeroom.serve_and_log(&["--today", "2026-10-05", "-v"], Stdio::from(log))
}

fn lines_with(log: &Path, part: &str) -> Vec<String> {
    let log = fs::read_to_string(log).expect("a log");
    log.lines().filter(|line| line.contains(part)).map(str::to_owned).collect()
}

/// Whether somebody elsewhere could run now.
fn lease_is_free(homeroom: &Homeroom) -> bool {
    in_store(homeroom, async |tenant| {
        let lease = tenant.acquire_lease(ELSEWHERE, SystemClock.now(), TimeDelta::minutes(1)).await;
        match lease {
            Ok(lease) => tenant.release_lease(lease).await.is_ok(),
            Err(_) => false,
        }
    })
}

#[test]
fn a_run_that_is_stopped_with_its_server_is_gone_on_with_at_once() {
    let (homeroom, undisturbed) = (Homeroom::new(), Homeroom::new());
    let roster = district(&homeroom);
    let log = homeroom.path("log");
    let served = serve(&homeroom, &log);
    let connector = configure(&served);
    deliver(&served, &connector, &roster);
    wait_until(&homeroom, |_, outcomes| outcomes > 0);
    served.terminate();
    assert_eq!(served.wait(), 0);
    let (stopped, outcomes) = newest_run(&homeroom).expect("a run");
    assert!(stopped.pending.is_some() && outcomes > 0, "it was in the middle: {stopped:?}");
    assert_eq!(stopped.failure.map(|failure| failure.code).as_deref(), Some("RUN-STOPPED"));
    assert!(lease_is_free(&homeroom));
    assert_eq!(lines_with(&log, "WARN"), Vec::<String>::new());

    let log = homeroom.path("next log");
    let _served = serve(&homeroom, &log);
    let ended = wait_until(&homeroom, |run, _| run.pending.is_none());
    assert_eq!((&ended.id, ended.failure), (&stopped.id, None));
    assert_eq!(lines_with(&log, "had been interrupted and was brought to its end").len(), 1);
    assert_eq!(undisturbed.over("sync", &roster, &["--json"]).code, 0);
    assert_eq!(listed(&homeroom), listed(&undisturbed));
}

#[test]
fn a_run_that_is_stopped_before_its_plan_is_due_again() {
    let homeroom = Homeroom::new();
    let roster = district(&homeroom);
    let served = serve(&homeroom, &homeroom.path("log"));
    let connector = configure(&served);
    deliver(&served, &connector, &roster);
    let first = wait_until(&homeroom, |_, _| true);
    served.terminate();
    assert_eq!(served.wait(), 0);
    let (stopped, _) = newest_run(&homeroom).expect("a run");
    assert_eq!((&stopped.id, stopped.published_at), (&first.id, None), "it had no plan yet");
    assert!(lease_is_free(&homeroom));

    let _served = serve(&homeroom, &homeroom.path("next log"));
    wait_until(&homeroom, |run, _| run.id != first.id && run.outcome.is_some());
}

#[test]
fn a_server_goes_on_with_what_another_process_has_left() {
    let homeroom = Homeroom::new();
    let roster = district(&homeroom);
    let _served = serve(&homeroom, &homeroom.path("log"));
    let mut sync = Command::new(env!("CARGO_BIN_EXE_homeroom"))
        .arg("sync")
        .arg(&roster)
        .args(["--today", "2026-10-05", "--json", "--data-dir"])
        .arg(homeroom.data_dir())
        .stdout(Stdio::null())
        .spawn()
        .expect("the binary runs");
    wait_until(&homeroom, |_, outcomes| outcomes > 0);
    sync.kill().expect("it is killed");
    sync.wait().expect("it is dead");
    // As if the time of its lease were over.
    in_store(&homeroom, async |tenant| {
        let held = tenant.held_lease(SystemClock.now()).await.expect("a store").expect("a holder");
        tenant.bury_holder(&held.holder).await.expect("a store");
    });
    wait_until(&homeroom, |run, _| run.pending.is_none() && run.outcome.is_some());
}

#[test]
fn of_two_servers_one_runs_and_none_complains() {
    let homeroom = Homeroom::new();
    let logs = [homeroom.path("one"), homeroom.path("other")];
    let [served, _other] = [serve(&homeroom, &logs[0]), serve(&homeroom, &logs[1])];
    let connector = configure(&served);
    deliver(&served, &connector, &Homeroom::riverside());
    wait_until(&homeroom, |run, _| run.outcome.is_some());
    // Longer than both take to look once more.
    std::thread::sleep(Duration::from_secs(7));
    wait_for(&served, "/runs", |runs| runs["value"].as_array().map(Vec::len) == Some(1));
    for log in &logs {
        assert_eq!(lines_with(log, "WARN"), Vec::<String>::new());
    }
}

#[test]
fn a_run_that_cannot_begin_is_told_once_and_a_new_delivery_is_tried_at_once() {
    let homeroom = Homeroom::new();
    let log = homeroom.path("log");
    let served = serve(&homeroom, &log);
    let connector = configure(&served);
    let connector = connector.rsplit('/').next().expect("an id");
    let deliver_nothing = |container: &str| {
        let delivery = Delivery { container: container.to_owned(), at: SystemClock.now() };
        in_store(&homeroom, async |tenant| tenant.record_delivery(&connector.into(), &delivery).await)
            .expect("it is recorded");
    };
    let is_told = |part: &str, times: usize| {
        let deadline = Instant::now() + Duration::from_secs(30);
        while lines_with(&log, part).len() < times {
            assert!(Instant::now() < deadline, "{part} is not told");
            std::thread::sleep(Duration::from_millis(100));
        }
    };
    deliver_nothing("vanished");
    is_told("vanished", 1);
    std::thread::sleep(Duration::from_secs(11));
    assert_eq!(lines_with(&log, "WARN").len(), 1, "it was tried again, and not told");
    deliver_nothing("lost");
    is_told("lost", 1);
    assert!(lines_with(&log, "WARN").iter().all(|line| line.contains("ROSTER-FOLDER")));
    assert_eq!(served.get("/runs")["value"], json!([]));
}
