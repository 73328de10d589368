//! What is there when a store is opened again.

use model::SeededIds;
use model::flow::FlowSet;

use crate::home::{Home, by_admin, riverside, running, tenant};

#[tokio::test]
async fn runs_are_there_when_opened_again() {
    let home = Home::new();
    let (_, _, run) = running(&home).await;
    let riverside = tenant(&home.open().await, "riverside").await;
    assert_eq!(riverside.runs(10).await.unwrap().len(), 1);
    assert_eq!(riverside.run(&run).await.unwrap().roster, "examples/riverside");
}

#[tokio::test]
async fn flow_sets_are_there_when_opened_again() {
    let home = Home::new();
    let before = riverside(&home).await;
    before.seed_flow_sets(&[FlowSet::default_set(&SeededIds::new(9), true)], &by_admin(1)).await.unwrap();
    let records = before.flow_set_records().await.unwrap();
    let users = records[0].flows[0].flow.id();
    before.reset_flow(&records[0].id, users, &by_admin(2)).await.unwrap();

    let after = riverside(&home).await;
    assert_eq!(after.flow_set_records().await.unwrap(), records);
    assert_eq!(after.pending_resets().await.unwrap(), [(users.clone(), 1)]);
}
