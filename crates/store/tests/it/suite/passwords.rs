//! Default passwords: which flow has which, and who may read them.

use keys::Sealed;
use model::flow::{Flow, FlowSet, OrgFilter, UserConfiguration, UserFlow};
use model::{FlowId, FlowSetId, RoleGroup};
use store::{CreateFlow, FlowRecord, Passwords, StoreError, TenantStore};

use crate::home::{Home, by_admin, riverside, tenant};

use RoleGroup::{Staff, Students};

/// Something sealed; the store does not open it.
fn sealed(text: &str) -> Sealed {
    format!("v1.0123456789abcdef.{text}").parse().unwrap()
}

fn passwords<const N: usize>(new: [(RoleGroup, &str); N]) -> Passwords {
    new.into_iter().map(|(group, text)| (group, sealed(text))).collect()
}

/// A user flow that gives a default password to `groups`, and none to the others.
fn users(groups: &[RoleGroup]) -> UserFlow {
    let configuration = |role_group| UserConfiguration {
        role_group,
        license_skus: Vec::new(),
        has_default_password: groups.contains(&role_group),
    };
    UserFlow { configurations: RoleGroup::ALL.map(configuration).to_vec(), ..UserFlow::new("flow-1".into()) }
}

fn set(users: Option<UserFlow>) -> FlowSet {
    FlowSet {
        id: "set-1".into(),
        display_name: "Schools".to_owned(),
        filter: OrgFilter::All,
        users,
        class_groups: None,
        security_groups: None,
        administrative_units: None,
    }
}

fn ids() -> (FlowSetId, FlowId) {
    ("set-1".into(), "flow-1".into())
}

/// Enters a set whose user flow has a password for staff and one for students.
async fn with_both(tenant: &TenantStore) {
    let given = passwords([(Staff, "c3RhZmY"), (Students, "c3R1ZGVudHM")]);
    tenant.create_flow_set(&set(Some(users(&RoleGroup::ALL))), &given, &by_admin(1)).await.unwrap();
}

/// The stored passwords of staff and of students.
async fn stored(tenant: &TenantStore) -> [Option<Sealed>; 2] {
    let (_, flow) = ids();
    [
        tenant.default_password(&flow, Staff).await.unwrap(),
        tenant.default_password(&flow, Students).await.unwrap(),
    ]
}

async fn update(tenant: &TenantStore, flow: UserFlow, new: Passwords) -> Result<(), StoreError> {
    let (set, id) = ids();
    let edit = |_: FlowRecord| Ok::<_, ()>((Flow::Users(flow), new));
    tenant.update_flow(&set, &id, &by_admin(2), edit).await.map(|updated| assert_eq!(updated, Some(Ok(()))))
}

#[tokio::test]
async fn a_flow_is_created_with_its_passwords() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    with_both(&riverside).await;
    assert_eq!(stored(&riverside).await, [Some(sealed("c3RhZmY")), Some(sealed("c3R1ZGVudHM"))]);

    let (set_id, flow) = ids();
    riverside.delete_flow(&set_id, &flow, &by_admin(2)).await.unwrap();
    assert_eq!(stored(&riverside).await, [None, None]);
    let again = Flow::Users(users(&[Students]));
    let given = passwords([(Students, "bmV3")]);
    let created = riverside.create_flow(&set_id, &again, &given, &by_admin(3)).await.unwrap();
    assert!(matches!(created, CreateFlow::Created(_)));
    assert_eq!(stored(&riverside).await, [None, Some(sealed("bmV3"))]);
}

#[tokio::test]
async fn an_update_keeps_what_is_not_given_anew() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    with_both(&riverside).await;
    update(&riverside, users(&RoleGroup::ALL), passwords([(Students, "bmV3")])).await.unwrap();
    assert_eq!(stored(&riverside).await, [Some(sealed("c3RhZmY")), Some(sealed("bmV3"))]);
    let entry = riverside.audit_entries(1).await.unwrap().remove(0);
    insta::assert_snapshot!(entry.detail, @r#"{"flowSet":"set-1","flow":"flow-1","newPasswords":["students"]}"#);
}

#[tokio::test]
async fn a_role_group_without_one_loses_it() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    with_both(&riverside).await;
    update(&riverside, users(&[Staff]), passwords([(Students, "bmV3")])).await.unwrap();
    assert_eq!(stored(&riverside).await, [Some(sealed("c3RhZmY")), None]);
    let without_configurations = UserFlow::new("flow-1".into());
    update(&riverside, without_configurations, Passwords::new()).await.unwrap();
    assert_eq!(stored(&riverside).await, [None, None]);
}

#[tokio::test]
async fn a_password_that_is_said_to_be_there_must_be() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let created = riverside
        .create_flow_set(&set(Some(users(&[Staff]))), &passwords([(Students, "bmV3")]), &by_admin(1))
        .await;
    let refusal = created.unwrap_err();
    assert_eq!(refusal.code(), "FLOW-PASSWORD");
    assert!(matches!(refusal, StoreError::PasswordMissing { group: Staff, .. }), "{refusal}");
    assert_eq!(riverside.flow_sets().await.unwrap(), []);

    with_both(&riverside).await;
    update(&riverside, users(&[Staff]), Passwords::new()).await.unwrap();
    let refusal = update(&riverside, users(&RoleGroup::ALL), Passwords::new()).await.unwrap_err();
    assert_eq!(refusal.code(), "FLOW-PASSWORD");
    assert_eq!(riverside.flow_sets().await.unwrap(), [set(Some(users(&[Staff])))]);
}

#[tokio::test]
async fn passwords_go_with_their_set() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    with_both(&riverside).await;
    riverside.delete_flow_set(&ids().0, &by_admin(2)).await.unwrap();
    assert_eq!(stored(&riverside).await, [None, None]);
}

#[tokio::test]
async fn another_tenants_passwords_are_not_there() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    with_both(&riverside).await;
    let hillcrest = tenant(&home.open().await, "hillcrest").await;
    assert_eq!(stored(&hillcrest).await, [None, None]);
    hillcrest.create_flow_set(&set(Some(users(&[]))), &Passwords::new(), &by_admin(2)).await.unwrap();
    assert_eq!(stored(&hillcrest).await, [None, None]);
    assert_eq!(stored(&riverside).await, [Some(sealed("c3RhZmY")), Some(sealed("c3R1ZGVudHM"))]);
}

#[tokio::test]
async fn every_tenants_passwords_are_resealed_with_their_contexts() {
    let home = Home::new();
    let store = home.open().await;
    let (riverside, hillcrest) = (tenant(&store, "riverside").await, tenant(&store, "hillcrest").await);
    with_both(&riverside).await;
    with_both(&hillcrest).await;
    let mut contexts = Vec::new();
    let each = |context: &str, old: &Sealed| {
        contexts.push(context.to_owned());
        Ok::<_, ()>((*old == sealed("c3RhZmY")).then(|| sealed("bmV3")))
    };
    assert_eq!(store.reseal(each).await.unwrap(), Ok(2));
    let mut expected = Vec::new();
    for tenant in [&hillcrest, &riverside] {
        assert_eq!(stored(tenant).await, [Some(sealed("bmV3")), Some(sealed("c3R1ZGVudHM"))]);
        expected.extend(RoleGroup::ALL.map(|group| tenant.password_context(&ids().1, group)));
    }
    assert_eq!(contexts, expected);
    assert_eq!(contexts[0], "hillcrest/flow-1/staff");
}

#[tokio::test]
async fn a_refused_resealing_writes_nothing() {
    let home = Home::new();
    let store = home.open().await;
    let riverside = tenant(&store, "riverside").await;
    with_both(&riverside).await;
    let mut seen = 0;
    let each = |_: &str, _: &Sealed| {
        seen += 1;
        if seen == 2 { Err("no") } else { Ok(Some(sealed("bmV3"))) }
    };
    assert_eq!(store.reseal(each).await.unwrap(), Err("no"));
    assert_eq!(stored(&riverside).await, [Some(sealed("c3RhZmY")), Some(sealed("c3R1ZGVudHM"))]);
}
