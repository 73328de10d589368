//! Many at once, in several processes.

use std::collections::BTreeSet;

use model::SeededIds;
use model::flow::{Flow, FlowSet, SecurityGroupFlow, UserConfiguration, UserFlow};
use store::{CreateFlow, FlowRecord, FlowSetRecord, Passwords, TenantStore};
use tokio::task::JoinSet;

use crate::home::{Home, by_admin, tenant};

const WRITERS: usize = 32;

/// The same tenant in two stores of one home, as in two processes.
async fn twice(home: &Home) -> [TenantStore; 2] {
    [tenant(&home.open().await, "riverside").await, tenant(&home.open().await, "riverside").await]
}

/// A set with a user flow whose staff have no licences yet.
fn set() -> FlowSet {
    let staff = UserConfiguration {
        role_group: model::RoleGroup::Staff,
        license_skus: Vec::new(),
        has_default_password: false,
    };
    FlowSet {
        users: Some(UserFlow { configurations: vec![staff], ..UserFlow::new("flow-1".into()) }),
        security_groups: None,
        ..FlowSet::default_set(&SeededIds::new(1), true)
    }
}

/// An edit that adds a licence to those that are there.
fn add_license(record: FlowRecord, sku: &str) -> Result<(Flow, Passwords), ()> {
    let Flow::Users(mut users) = record.flow else { return Err(()) };
    users.configurations.iter_mut().for_each(|staff| staff.license_skus.push(sku.to_owned()));
    Ok((Flow::Users(users), Passwords::new()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn updates_of_one_flow_lose_nothing() {
    let home = Home::new();
    let stores = twice(&home).await;
    let set = set();
    stores[0].create_flow_set(&set, &Passwords::new(), &by_admin(1)).await.unwrap();
    let mut writers = JoinSet::new();
    for (number, store) in (0..WRITERS).zip(stores.iter().cycle()) {
        let (store, set) = (store.clone(), set.id.clone());
        writers.spawn(async move {
            let edit = |record| add_license(record, &format!("SKU-{number}"));
            store.update_flow(&set, &"flow-1".into(), &by_admin(2), edit).await.unwrap().unwrap().unwrap();
        });
    }
    writers.join_all().await;

    let users = stores[1].flow_sets().await.unwrap().remove(0).users.unwrap();
    let licenses: BTreeSet<&str> = users.configurations[0].license_skus.iter().map(String::as_str).collect();
    assert_eq!(licenses.len(), WRITERS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn updates_of_one_set_lose_nothing() {
    let home = Home::new();
    let stores = twice(&home).await;
    let set = FlowSet { display_name: String::new(), ..set() };
    stores[0].create_flow_set(&set, &Passwords::new(), &by_admin(1)).await.unwrap();
    let mut writers = JoinSet::new();
    for store in stores.iter().cycle().take(WRITERS) {
        let (store, set) = (store.clone(), set.id.clone());
        writers.spawn(async move {
            let edit = |record: &mut FlowSetRecord| {
                record.display_name.push('x');
                Ok::<_, ()>(())
            };
            store.update_flow_set(&set, &by_admin(2), edit).await.unwrap().unwrap().unwrap();
        });
    }
    writers.join_all().await;
    assert_eq!(stores[1].flow_sets().await.unwrap()[0].display_name.len(), WRITERS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_flows_of_a_kind_one_is_created() {
    let home = Home::new();
    let stores = twice(&home).await;
    let set = set();
    stores[0].create_flow_set(&set, &Passwords::new(), &by_admin(1)).await.unwrap();
    let mut writers = JoinSet::new();
    for (number, store) in (0..WRITERS).zip(stores.iter().cycle()) {
        let (store, set) = (store.clone(), set.id.clone());
        let flow = Flow::SecurityGroups(SecurityGroupFlow {
            id: format!("groups-{number}").into(),
            create_based_on_role_group: true,
            create_based_on_org_plus_role_group: true,
        });
        writers.spawn(async move {
            store.create_flow(&set, &flow, &Passwords::new(), &by_admin(2)).await.unwrap()
        });
    }
    let answers = writers.join_all().await;
    let created = answers.iter().filter(|answer| matches!(answer, CreateFlow::Created(_))).count();
    let taken = answers.iter().filter(|answer| matches!(answer, CreateFlow::KindTaken)).count();
    assert_eq!((created, taken), (1, WRITERS - 1));
}
