//! Rows that nobody wrote so.

use model::flow::FlowSet;
use model::{FlowId, RoleGroup, SeededIds};

use crate::home::{Home, by_admin, riverside};
use crate::versions::execute;

#[tokio::test]
async fn a_flow_set_that_cannot_be_understood_is_told() {
    for statement in [
        "UPDATE flow_sets SET organizations = 'x'",
        "UPDATE flow_sets SET created_at = 'x'",
        "UPDATE flows SET kind = 'x' WHERE kind = 'users'",
        "UPDATE flows SET body = '{}'",
        "UPDATE flows SET readiness = 'x'",
        "UPDATE flows SET modified_at = 'x'",
    ] {
        let home = Home::new();
        let riverside = riverside(&home).await;
        let set = FlowSet::default_set(&SeededIds::new(1), true);
        riverside.seed_flow_sets(&[set], &by_admin(1)).await.unwrap();
        execute(&home, statement).await;
        assert_eq!(riverside.flow_sets().await.unwrap_err().code(), "DATA-CORRUPT", "{statement}");
    }
}

#[tokio::test]
async fn a_password_that_is_not_sealed_is_told_and_not_shown() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let set = FlowSet::default_set(&SeededIds::new(1), true);
    let flow: FlowId = set.users.as_ref().unwrap().id.clone();
    riverside.seed_flow_sets(&[set], &by_admin(1)).await.unwrap();
    execute(
        &home,
        "INSERT INTO flow_secrets SELECT tenant, id, 'students', 'swordfish' FROM flows WHERE kind = 'users'",
    )
    .await;
    let refusal = riverside.default_password(&flow, RoleGroup::Students).await.unwrap_err();
    assert_eq!(refusal.code(), "DATA-CORRUPT");
    assert!(!format!("{refusal} {refusal:?}").contains("swordfish"), "{refusal:?}");
}
