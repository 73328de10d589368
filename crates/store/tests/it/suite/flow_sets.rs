//! Flow sets as resources.

use model::flow::{FlowKind, FlowSet, OrgFilter, Readiness};
use model::{FlowSetId, SeededIds};
use serde_json::json;
use store::{FlowSetRecord, Passwords, StoreError, TenantStore};

use crate::home::{Home, by_admin, noon_and, riverside, tenant};

/// A set with all four flows, under the name `name`.
fn set(seed: u64, name: &str) -> FlowSet {
    FlowSet { display_name: name.to_owned(), ..FlowSet::default_set(&SeededIds::new(seed), true) }
}

/// A set without flows.
fn empty(id: &str) -> FlowSet {
    FlowSet {
        id: id.into(),
        display_name: id.to_owned(),
        filter: OrgFilter::All,
        users: None,
        class_groups: None,
        security_groups: None,
        administrative_units: None,
    }
}

async fn create(tenant: &TenantStore, set: &FlowSet, seconds: i64) -> FlowSetRecord {
    tenant.create_flow_set(set, &Passwords::new(), &by_admin(seconds)).await.unwrap()
}

async fn names(tenant: &TenantStore) -> Vec<String> {
    tenant.flow_sets().await.unwrap().into_iter().map(|set| set.display_name).collect()
}

/// An edit that gives another name.
fn rename(name: &str) -> impl FnOnce(&mut FlowSetRecord) -> Result<(), &'static str> + Send {
    let name = name.to_owned();
    |record| {
        record.display_name = name;
        Ok(())
    }
}

#[tokio::test]
async fn a_set_is_created_with_the_flows_that_it_holds() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let mut given = set(1, "Schools");
    given.filter = OrgFilter::only(["south".into(), "north".into()]);
    let created = create(&riverside, &given, 5).await;
    assert_eq!((created.created_at, created.modified_at), (noon_and(5), noon_and(5)));
    assert_eq!(created.flows.iter().map(|record| record.flow.kind()).collect::<Vec<_>>(), FlowKind::ALL);
    for flow in &created.flows {
        assert_eq!((&flow.set, flow.readiness), (&given.id, Readiness::NotReady));
        assert_eq!((flow.created_at, flow.modified_at), (noon_and(5), noon_and(5)));
    }
    assert_eq!(riverside.flow_set_record(&given.id).await.unwrap(), Some(created));
    assert_eq!(riverside.flow_sets().await.unwrap(), [given]);
}

#[tokio::test]
async fn sets_stand_in_the_order_of_their_creation() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    for id in ["c", "a", "b"] {
        create(&riverside, &empty(id), 1).await;
    }
    assert!(riverside.delete_flow_set(&"a".into(), &by_admin(2)).await.unwrap());
    create(&riverside, &empty("a"), 1).await;
    assert_eq!(names(&riverside).await, ["c", "b", "a"]);
}

#[tokio::test]
async fn an_id_is_given_once() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    create(&riverside, &empty("a"), 1).await;
    let again = riverside.create_flow_set(&empty("a"), &Passwords::new(), &by_admin(2)).await;
    assert!(matches!(again, Err(StoreError::Database(_))), "{again:?}");
    assert_eq!(names(&riverside).await, ["a"]);
}

#[tokio::test]
async fn an_update_changes_name_and_filter_and_nothing_else() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let before = create(&riverside, &set(1, "Schools"), 5).await;
    let filter = OrgFilter::only(["north".into()]);
    let edit = |record: &mut FlowSetRecord| {
        assert_eq!(*record, before);
        record.display_name = "One school".to_owned();
        record.filter = filter.clone();
        record.id = "another".into();
        record.flows.clear();
        Ok::<_, ()>(())
    };
    assert_eq!(riverside.update_flow_set(&before.id, &by_admin(9), edit).await.unwrap(), Some(Ok(())));
    let expected = FlowSetRecord {
        display_name: "One school".to_owned(),
        filter: filter.clone(),
        modified_at: noon_and(9),
        ..before.clone()
    };
    assert_eq!(riverside.flow_set_record(&before.id).await.unwrap(), Some(expected));
}

#[tokio::test]
async fn a_refused_update_writes_nothing() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let before = create(&riverside, &set(1, "Schools"), 5).await;
    let edit = |record: &mut FlowSetRecord| {
        record.display_name = "Half".to_owned();
        Err("no")
    };
    assert_eq!(riverside.update_flow_set(&before.id, &by_admin(9), edit).await.unwrap(), Some(Err("no")));
    assert_eq!(riverside.flow_set_records().await.unwrap(), [before]);
    assert!(riverside.audit_entries(10).await.unwrap().iter().all(|entry| entry.at == noon_and(5)));
}

#[tokio::test]
async fn an_update_is_always_later_than_what_it_changes() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let id = create(&riverside, &empty("a"), 5).await.id;
    let mut previous = noon_and(5);
    for name in ["at the same moment", "by a clock that was set back"] {
        riverside.update_flow_set(&id, &by_admin(5), rename(name)).await.unwrap().unwrap().unwrap();
        let record = riverside.flow_set_record(&id).await.unwrap().unwrap();
        assert!(record.modified_at > previous);
        assert_eq!(record.created_at, noon_and(5));
        previous = record.modified_at;
    }
}

#[tokio::test]
async fn a_deleted_set_takes_its_flows_along() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let (gone, kept) =
        (create(&riverside, &set(1, "gone"), 1).await, create(&riverside, &set(2, "kept"), 1).await);
    assert!(riverside.delete_flow_set(&gone.id, &by_admin(2)).await.unwrap());
    assert!(!riverside.delete_flow_set(&gone.id, &by_admin(3)).await.unwrap());
    assert_eq!(riverside.flow_record(&gone.id, gone.flows[0].flow.id()).await.unwrap(), None);
    assert_eq!(riverside.flow_set_records().await.unwrap(), [kept]);
}

#[tokio::test]
async fn what_is_not_there_is_neither_read_nor_changed() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let nowhere = FlowSetId::from("nowhere");
    assert_eq!(riverside.flow_set_record(&nowhere).await.unwrap(), None);
    assert_eq!(riverside.update_flow_set(&nowhere, &by_admin(1), rename("x")).await.unwrap(), None);
    assert!(!riverside.delete_flow_set(&nowhere, &by_admin(1)).await.unwrap());
    assert_eq!(riverside.audit_entries(10).await.unwrap(), []);
}

#[tokio::test]
async fn another_tenants_sets_are_not_there() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let theirs = create(&riverside, &set(1, "theirs"), 1).await;
    let hillcrest = tenant(&home.open().await, "hillcrest").await;
    assert_eq!(hillcrest.flow_set_records().await.unwrap(), []);
    assert_eq!(hillcrest.flow_set_record(&theirs.id).await.unwrap(), None);
    assert_eq!(hillcrest.update_flow_set(&theirs.id, &by_admin(1), rename("x")).await.unwrap(), None);
    assert!(!hillcrest.delete_flow_set(&theirs.id, &by_admin(1)).await.unwrap());

    let ours = create(&hillcrest, &FlowSet { display_name: "ours".to_owned(), ..set(1, "") }, 2).await;
    assert_eq!(ours.id, theirs.id);
    assert!(hillcrest.delete_flow_set(&ours.id, &by_admin(3)).await.unwrap());
    assert_eq!(riverside.flow_set_records().await.unwrap(), [theirs]);
}

#[tokio::test]
async fn who_changed_a_set_is_audited() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    riverside.seed_flow_sets(&[empty("a")], &by_admin(1)).await.unwrap();
    create(&riverside, &empty("b"), 2).await;
    riverside.update_flow_set(&"b".into(), &by_admin(3), rename("c")).await.unwrap();
    riverside.delete_flow_set(&"b".into(), &by_admin(4)).await.unwrap();
    let entries = riverside.audit_entries(10).await.unwrap();
    assert!(entries.iter().all(|entry| entry.who == "admin"));
    let log: Vec<_> =
        entries.iter().rev().map(|entry| (entry.at, entry.what.as_str(), &entry.detail)).collect();
    let (a, b) = (json!({ "flowSet": "a" }), json!({ "flowSet": "b" }));
    let expected = [
        (noon_and(1), "createFlowSet", &a),
        (noon_and(2), "createFlowSet", &b),
        (noon_and(3), "updateFlowSet", &b),
        (noon_and(4), "deleteFlowSet", &b),
    ];
    assert_eq!(log, expected);
}
