//! The answers to a plan.

use model::ObjectId;
use store::{OutcomeRecord, OutcomeStatus, OutcomeTotals};

use crate::home::{Home, running, start, tenant};

fn succeeded(sequence: u64, already: bool) -> OutcomeRecord {
    OutcomeRecord {
        sequence,
        status: OutcomeStatus::Succeeded,
        object_id: Some(ObjectId::from(format!("object-{sequence}"))),
        already,
        code: None,
        message: None,
    }
}

fn stopped(sequence: u64, status: OutcomeStatus) -> OutcomeRecord {
    OutcomeRecord {
        sequence,
        status,
        object_id: None,
        already: false,
        code: Some("DIR-CONFLICT".to_owned()),
        message: Some("a \"nickname\" is in use\nby another group".to_owned()),
    }
}

#[tokio::test]
async fn outcomes_read_back_as_they_were_appended() {
    let home = Home::new();
    let (riverside, lease, run) = running(&home).await;
    let first = [succeeded(0, false), succeeded(7, true)];
    let second = [stopped(1, OutcomeStatus::Failed), stopped(u64::MAX, OutcomeStatus::Skipped)];
    riverside.append_outcomes(&lease, &run, &first).await.unwrap();
    riverside.append_outcomes(&lease, &run, &second).await.unwrap();

    let reopened = tenant(&home.open().await, "riverside").await;
    assert_eq!(reopened.outcomes(&run).await.unwrap(), [first.to_vec(), second.to_vec()].concat());
    assert_eq!(reopened.outcome_batch(&run, 1).await.unwrap(), Some(second.to_vec()));
    assert_eq!(reopened.outcome_batch(&run, 2).await.unwrap(), None);
    let totals = OutcomeTotals { succeeded: 2, failed: 1, skipped: 1 };
    assert_eq!(reopened.outcome_totals(&run).await.unwrap(), totals);
}

#[tokio::test]
async fn a_run_without_outcomes_has_none() {
    let home = Home::new();
    let (riverside, lease, run) = running(&home).await;
    let other = start(&riverside, &lease, "run-2").await;
    riverside.append_outcomes(&lease, &other, &[succeeded(0, false)]).await.unwrap();
    assert_eq!(riverside.outcomes(&run).await.unwrap(), []);
    assert_eq!(riverside.outcome_totals(&run).await.unwrap(), OutcomeTotals::default());
}
