//! Tenants and their flow sets.

use model::flow::{FlowSet, OrgFilter};
use model::{SeededIds, TenantId};
use store::{OutcomeRecord, OutcomeStatus, OutcomeTotals};

use crate::home::{Home, MINUTE, by_admin, noon_and, running, tenant};

#[tokio::test]
async fn a_tenant_is_entered_once() {
    let home = Home::new();
    let store = home.open().await;
    for id in ["riverside", "hillcrest", "riverside"] {
        assert_eq!(tenant(&store, id).await.id(), &TenantId::from(id));
    }
    assert_eq!(store.tenants().await.unwrap(), [TenantId::from("hillcrest"), TenantId::from("riverside")]);
}

#[tokio::test]
async fn flow_sets_are_seeded_once_and_keep_their_order() {
    let home = Home::new();
    let riverside = tenant(&home.open().await, "riverside").await;
    assert_eq!(riverside.flow_sets().await.unwrap(), []);
    let ids = SeededIds::new(9);
    let mut sets = [FlowSet::default_set(&ids, true), FlowSet::default_set(&ids, false)];
    sets[0].filter = OrgFilter::only(["north".into()]);
    sets.reverse();

    assert!(riverside.seed_flow_sets(&sets, &by_admin(1)).await.unwrap());
    assert_eq!(riverside.flow_sets().await.unwrap(), sets);
    assert!(!riverside.seed_flow_sets(&sets[..1], &by_admin(2)).await.unwrap());
    assert_eq!(riverside.flow_sets().await.unwrap(), sets);
}

#[tokio::test]
async fn who_has_deleted_every_flow_set_is_not_seeded_again() {
    let home = Home::new();
    let riverside = tenant(&home.open().await, "riverside").await;
    let set = FlowSet::default_set(&SeededIds::new(9), true);
    riverside.seed_flow_sets(std::slice::from_ref(&set), &by_admin(1)).await.unwrap();
    riverside.delete_flow_set(&set.id, &by_admin(2)).await.unwrap();
    assert!(!riverside.seed_flow_sets(&[set], &by_admin(3)).await.unwrap());
    assert_eq!(riverside.flow_sets().await.unwrap(), []);
}

#[tokio::test]
async fn a_tenant_sees_its_own() {
    let home = Home::new();
    let (riverside, lease, run) = running(&home).await;
    riverside.seed_flow_sets(&[FlowSet::default_set(&SeededIds::new(9), true)], &by_admin(1)).await.unwrap();
    riverside.publish(&lease, &run, "{}", &[], noon_and(2)).await.unwrap();
    let outcome = OutcomeRecord {
        sequence: 0,
        status: OutcomeStatus::Succeeded,
        object_id: None,
        already: false,
        code: None,
        message: None,
    };
    riverside.append_outcomes(&lease, &run, &[outcome]).await.unwrap();

    let hillcrest = tenant(&home.open().await, "hillcrest").await;
    assert_eq!(hillcrest.flow_sets().await.unwrap(), []);
    assert_eq!(hillcrest.runs(10).await.unwrap(), []);
    assert_eq!(hillcrest.run(&run).await.unwrap_err().code(), "RUN-NOTFOUND");
    assert_eq!(hillcrest.latest_snapshot().await.unwrap(), None);
    assert_eq!(hillcrest.outcomes(&run).await.unwrap(), []);
    assert_eq!(hillcrest.outcome_totals(&run).await.unwrap(), OutcomeTotals::default());
    let own_lease = hillcrest.acquire_lease("here", noon_and(0), MINUTE).await.unwrap();
    let refusal = hillcrest.advance_run(&own_lease, &run, "plan").await.unwrap_err();
    assert_eq!(refusal.code(), "RUN-NOTFOUND");
    let refusal = hillcrest.advance_run(&lease, &run, "plan").await.unwrap_err();
    assert_eq!(refusal.code(), "RUN-LEASE");
}
