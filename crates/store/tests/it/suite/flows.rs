//! Flows as resources.

use model::flow::{Flow, FlowKind, FlowSet, Readiness, SecurityGroupFlow, UserFlow};
use model::{FlowId, FlowSetId, SeededIds};
use serde_json::json;
use store::{CreateFlow, FlowRecord, Passwords, StoreError, TenantStore};

use crate::home::{Home, by_admin, noon_and, riverside, tenant};

/// Enters a set that holds a user flow only.
async fn set_with_users(tenant: &TenantStore, seed: u64) -> (FlowSetId, FlowRecord) {
    let set = FlowSet {
        class_groups: None,
        security_groups: None,
        administrative_units: None,
        ..FlowSet::default_set(&SeededIds::new(seed), false)
    };
    let mut record = tenant.create_flow_set(&set, &Passwords::new(), &by_admin(1)).await.unwrap();
    (record.id, record.flows.pop().unwrap())
}

fn groups(id: &str) -> Flow {
    let id = FlowId::from(id);
    Flow::SecurityGroups(SecurityGroupFlow {
        id,
        create_based_on_role_group: true,
        create_based_on_org_plus_role_group: false,
    })
}

async fn create(tenant: &TenantStore, set: &FlowSetId, flow: &Flow) -> CreateFlow {
    tenant.create_flow(set, flow, &Passwords::new(), &by_admin(2)).await.unwrap()
}

/// An edit of a user flow that makes it create accounts.
fn create_unmatched(record: FlowRecord) -> Result<(Flow, Passwords), &'static str> {
    let Flow::Users(users) = record.flow else { return Err("not a user flow") };
    Ok((Flow::Users(UserFlow { create_unmatched_users: true, ..users }), Passwords::new()))
}

#[tokio::test]
async fn a_flow_is_created_in_its_set() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let (set, users) = set_with_users(&riverside, 1).await;
    let expected = FlowRecord {
        set: set.clone(),
        flow: groups("groups-1"),
        created_at: noon_and(2),
        modified_at: noon_and(2),
        readiness: Readiness::NotReady,
    };
    assert_eq!(create(&riverside, &set, &groups("groups-1")).await, CreateFlow::Created(expected.clone()));
    assert_eq!(riverside.flow_record(&set, &"groups-1".into()).await.unwrap().as_ref(), Some(&expected));
    let record = riverside.flow_set_record(&set).await.unwrap().unwrap();
    assert_eq!((record.flows, record.modified_at), (vec![users, expected], noon_and(1)));
}

#[tokio::test]
async fn flows_stand_in_the_order_of_their_creation() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let (set, users) = set_with_users(&riverside, 1).await;
    create(&riverside, &set, &groups("groups-1")).await;
    assert!(riverside.delete_flow(&set, users.flow.id(), &by_admin(3)).await.unwrap());
    create(&riverside, &set, &Flow::Users(UserFlow::new("a-user-flow".into()))).await;
    let record = riverside.flow_set_record(&set).await.unwrap().unwrap();
    let kinds: Vec<FlowKind> = record.flows.iter().map(|record| record.flow.kind()).collect();
    assert_eq!(kinds, [FlowKind::SecurityGroups, FlowKind::Users]);
}

#[tokio::test]
async fn a_set_has_one_flow_of_a_kind() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let (set, _) = set_with_users(&riverside, 1).await;
    create(&riverside, &set, &groups("groups-1")).await;
    let before = riverside.flow_set_records().await.unwrap();
    assert_eq!(create(&riverside, &set, &groups("groups-2")).await, CreateFlow::KindTaken);
    assert_eq!(riverside.flow_set_records().await.unwrap(), before);
    let (other, _) = set_with_users(&riverside, 2).await;
    assert!(matches!(create(&riverside, &other, &groups("groups-2")).await, CreateFlow::Created(_)));
}

#[tokio::test]
async fn a_flow_needs_a_set() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    assert_eq!(create(&riverside, &"nowhere".into(), &groups("groups-1")).await, CreateFlow::NoSuchSet);
}

#[tokio::test]
async fn an_id_is_given_once() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let (set, users) = set_with_users(&riverside, 1).await;
    let again =
        riverside.create_flow(&set, &groups(users.flow.id().as_str()), &Passwords::new(), &by_admin(2)).await;
    assert!(matches!(again, Err(StoreError::Database(_))), "{again:?}");
}

#[tokio::test]
async fn an_update_changes_the_flow_and_its_time() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let (set, before) = set_with_users(&riverside, 1).await;
    let id = before.flow.id();
    let updated = riverside.update_flow(&set, id, &by_admin(9), create_unmatched).await.unwrap();
    assert_eq!(updated, Some(Ok(())));
    let after = riverside.flow_record(&set, id).await.unwrap().unwrap();
    assert!(matches!(&after.flow, Flow::Users(users) if users.create_unmatched_users));
    assert_eq!(FlowRecord { flow: before.flow.clone(), modified_at: noon_and(1), ..after.clone() }, before);
    assert_eq!(after.modified_at, noon_and(9));

    riverside.update_flow(&set, id, &by_admin(9), create_unmatched).await.unwrap().unwrap().unwrap();
    assert!(riverside.flow_record(&set, id).await.unwrap().unwrap().modified_at > noon_and(9));
}

#[tokio::test]
async fn a_refused_update_writes_nothing() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let (set, before) = set_with_users(&riverside, 1).await;
    let refused = riverside.update_flow(&set, before.flow.id(), &by_admin(9), |_| Err("no")).await.unwrap();
    assert_eq!(refused, Some(Err("no")));
    assert_eq!(riverside.flow_record(&set, before.flow.id()).await.unwrap(), Some(before));
    assert!(riverside.audit_entries(10).await.unwrap().iter().all(|entry| entry.what != "updateFlow"));
}

#[tokio::test]
async fn a_flow_of_another_set_or_tenant_is_not_there() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let hillcrest = tenant(&home.open().await, "hillcrest").await;
    let (set, users) = set_with_users(&riverside, 1).await;
    let (other, _) = set_with_users(&riverside, 2).await;
    let (same, _) = set_with_users(&hillcrest, 3).await;
    let id = users.flow.id();
    let strangers = [(&riverside, &other), (&hillcrest, &set), (&hillcrest, &same)];
    for (tenant, set) in strangers {
        assert_eq!(tenant.flow_record(set, id).await.unwrap(), None);
        assert_eq!(tenant.update_flow(set, id, &by_admin(9), create_unmatched).await.unwrap(), None);
        assert!(!tenant.reset_flow(set, id, &by_admin(9)).await.unwrap());
        assert!(!tenant.delete_flow(set, id, &by_admin(9)).await.unwrap());
    }
    assert!(!hillcrest.set_readiness(id, None, Readiness::Ready).await.unwrap());
    assert_eq!(riverside.flow_record(&set, id).await.unwrap(), Some(users));
}

#[tokio::test]
async fn readiness_is_not_a_change_of_the_flow() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let (set, before) = set_with_users(&riverside, 1).await;
    let id = before.flow.id();
    let expected = Some(Readiness::NotReady);
    assert!(riverside.set_readiness(id, expected, Readiness::Ready).await.unwrap());
    assert!(!riverside.set_readiness(id, expected, Readiness::Disabled).await.unwrap());
    let ready = FlowRecord { readiness: Readiness::Ready, ..before.clone() };
    assert_eq!(riverside.flow_record(&set, id).await.unwrap(), Some(ready));
    assert!(riverside.set_readiness(id, None, Readiness::Failed).await.unwrap());
    assert_eq!(riverside.flow_record(&set, id).await.unwrap().unwrap().readiness, Readiness::Failed);
    assert!(riverside.audit_entries(10).await.unwrap().iter().all(|entry| entry.what.starts_with("create")));
}

#[tokio::test]
async fn who_changed_a_flow_is_audited() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let (set, users) = set_with_users(&riverside, 1).await;
    let id = users.flow.id();
    create(&riverside, &set, &groups("groups-1")).await;
    riverside.update_flow(&set, id, &by_admin(3), create_unmatched).await.unwrap();
    riverside.reset_flow(&set, id, &by_admin(4)).await.unwrap();
    riverside.delete_flow(&set, id, &by_admin(5)).await.unwrap();
    let entries = riverside.audit_entries(4).await.unwrap();
    assert!(entries.iter().all(|entry| entry.who == "admin"));
    let log: Vec<_> =
        entries.iter().rev().map(|entry| (entry.at, entry.what.as_str(), &entry.detail)).collect();
    let of_flow = json!({ "flowSet": set, "flow": id });
    let expected = [
        (noon_and(2), "createFlow", &json!({ "flowSet": set, "flow": "groups-1", "kind": "securityGroups" })),
        (noon_and(3), "updateFlow", &json!({ "flowSet": set, "flow": id, "newPasswords": [] })),
        (noon_and(4), "resetFlow", &of_flow),
        (noon_and(5), "deleteFlow", &of_flow),
    ];
    assert_eq!(log, expected);
}
