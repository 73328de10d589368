//! Releases and the log of who did what.

use model::RunId;
use store::{AuditEntry, Release};

use crate::home::{Home, noon_and, running, tenant};

fn release(run: &RunId, by: &str) -> Release {
    Release {
        run: run.clone(),
        guard: "GUARD-DROP".to_owned(),
        by: by.to_owned(),
        why: "the school has closed".to_owned(),
        at: noon_and(5),
    }
}

#[tokio::test]
async fn a_release_is_kept_and_audited() {
    let home = Home::new();
    let (riverside, _, run) = running(&home).await;
    assert_eq!(riverside.releases(&run).await.unwrap(), []);
    assert!(riverside.release(&release(&run, "principal")).await.unwrap());
    assert!(!riverside.release(&release(&run, "someone else")).await.unwrap());

    assert_eq!(riverside.releases(&run).await.unwrap(), [release(&run, "principal")]);
    let entries = riverside.audit_entries(10).await.unwrap();
    let who: Vec<&str> = entries.iter().map(|entry| entry.who.as_str()).collect();
    assert_eq!(who, ["someone else", "principal"]);
    assert_eq!(entries[1].what, "release");
    insta::assert_snapshot!(
        entries[1].detail,
        @r#"{"run":"run-1","guard":"GUARD-DROP","why":"the school has closed"}"#
    );
}

#[tokio::test]
async fn a_release_of_an_unknown_run_is_refused() {
    let home = Home::new();
    let (riverside, _, run) = running(&home).await;
    let refusal = riverside.release(&release(&RunId::from("run-9"), "principal")).await.unwrap_err();
    assert_eq!(refusal.code(), "RUN-NOTFOUND");
    let hillcrest = tenant(&home.open().await, "hillcrest").await;
    assert_eq!(hillcrest.release(&release(&run, "stranger")).await.unwrap_err().code(), "RUN-NOTFOUND");
    assert_eq!(riverside.audit_entries(10).await.unwrap(), []);
}

#[tokio::test]
async fn entries_are_listed_newest_first() {
    let home = Home::new();
    let riverside = tenant(&home.open().await, "riverside").await;
    let entry = |what: &str| AuditEntry {
        at: noon_and(0),
        who: "admin".to_owned(),
        what: what.to_owned(),
        detail: serde_json::json!({ "flow": "flow-1" }),
    };
    for what in ["reset", "seed", "purge"] {
        riverside.audit(&entry(what)).await.unwrap();
    }
    assert_eq!(riverside.audit_entries(2).await.unwrap(), [entry("purge"), entry("seed")]);
}
