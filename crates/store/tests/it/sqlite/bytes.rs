//! What lies on the disk.

use keys::{Sealed, SecretKeys};
use model::flow::{FlowSet, UserConfiguration, UserFlow};
use model::{FlowId, RoleGroup, Secret, SeededIds};
use store::{Passwords, TenantStore};

use crate::home::{Home, by_admin, noon_and, tenant};

const PASSWORD: &str = "correct-horse-battery-staple";

/// Enters a set whose students get [`PASSWORD`], sealed; the id of its user flow.
async fn store_password(tenant: &TenantStore, keys: &SecretKeys) -> FlowId {
    let mut set = FlowSet::default_set(&SeededIds::new(1), true);
    let students = UserConfiguration {
        role_group: RoleGroup::Students,
        license_skus: Vec::new(),
        has_default_password: true,
    };
    let flow = FlowId::from("flow-1");
    set.users = Some(UserFlow { configurations: vec![students], ..UserFlow::new(flow.clone()) });
    let context = tenant.password_context(&flow, RoleGroup::Students);
    let sealed = keys.seal(&Secret::from(PASSWORD.to_owned()), &context).unwrap();
    let passwords = Passwords::from([(RoleGroup::Students, sealed)]);
    tenant.create_flow_set(&set, &passwords, &by_admin(1)).await.unwrap();
    flow
}

/// Whether `text` stands in the store's file or in its log.
fn on_disk(home: &Home, text: &str) -> bool {
    let log = home.path().with_extension("db-wal");
    let content = [std::fs::read(home.path()).unwrap(), std::fs::read(log).unwrap_or_default()].concat();
    content.windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn a_password_lies_there_sealed_and_opens_in_its_place() {
    let (home, keys_home) = (Home::in_file(), Home::in_file());
    let keys = SecretKeys::open(&keys_home.path().with_file_name("keys"), None, noon_and(0)).unwrap();
    let store = home.open().await;
    let riverside = tenant(&store, "riverside").await;
    let flow = store_password(&riverside, &keys).await;
    let stored = riverside.default_password(&flow, RoleGroup::Students).await.unwrap().unwrap();
    assert!(on_disk(&home, stored.as_str()), "not looked where it is written");
    assert!(!on_disk(&home, PASSWORD));
    let context = riverside.password_context(&flow, RoleGroup::Students);
    assert_eq!(keys.open_sealed(&stored, &context).unwrap().expose(), PASSWORD);

    store.close().await;
    assert!(on_disk(&home, stored.as_str()));
    assert!(!on_disk(&home, PASSWORD));
}

#[tokio::test]
async fn keys_are_rotated_under_stored_passwords() {
    let (home, keys_home) = (Home::in_file(), Home::in_file());
    let keys = SecretKeys::open(&keys_home.path().with_file_name("keys"), None, noon_and(0)).unwrap();
    let store = home.open().await;
    let riverside = tenant(&store, "riverside").await;
    let flow = store_password(&riverside, &keys).await;
    keys.rotate(noon_and(10)).unwrap();
    let each = |context: &str, sealed: &Sealed| keys.reseal(sealed, context);
    assert_eq!(store.reseal(each).await.unwrap().unwrap(), 1);
    keys.forget_unused(noon_and(10_000)).unwrap();

    let stored = riverside.default_password(&flow, RoleGroup::Students).await.unwrap().unwrap();
    let context = riverside.password_context(&flow, RoleGroup::Students);
    assert_eq!(keys.open_sealed(&stored, &context).unwrap().expose(), PASSWORD);
    assert_eq!(store.reseal(each).await.unwrap().unwrap(), 0);
}
