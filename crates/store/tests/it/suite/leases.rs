//! One run a tenant.

use store::StoreError;

use crate::home::{Home, MINUTE, noon_and, start, tenant};

#[tokio::test]
async fn a_held_lease_tells_who_holds_it() {
    let home = Home::new();
    let store = home.open().await;
    let riverside = tenant(&store, "riverside").await;
    riverside.acquire_lease("server 7", noon_and(0), MINUTE).await.unwrap();

    let refusal = riverside.acquire_lease("server 8", noon_and(59), MINUTE).await.unwrap_err();
    assert_eq!(refusal.code(), "RUN-IN-PROGRESS");
    match refusal {
        StoreError::LeaseHeld { holder, since, expires_at, .. } => {
            assert_eq!((holder.as_str(), since, expires_at), ("server 7", noon_and(0), noon_and(60)));
        }
        other => panic!("{other}"),
    }
    tenant(&store, "hillcrest").await.acquire_lease("server 8", noon_and(0), MINUTE).await.unwrap();
}

#[tokio::test]
async fn a_released_lease_is_free() {
    let home = Home::new();
    let riverside = tenant(&home.open().await, "riverside").await;
    let first = riverside.acquire_lease("one", noon_and(0), MINUTE).await.unwrap();
    riverside.release_lease(first.clone()).await.unwrap();
    assert_eq!(riverside.renew_lease(&first, noon_and(1), MINUTE).await.unwrap_err().code(), "RUN-LEASE");
    let second = riverside.acquire_lease("two", noon_and(1), MINUTE).await.unwrap();
    assert!(second.fencing > first.fencing);
}

#[tokio::test]
async fn an_expired_lease_is_taken_over_and_its_holder_shut_out() {
    let home = Home::new();
    let riverside = tenant(&home.open().await, "riverside").await;
    let sleeper = riverside.acquire_lease("sleeper", noon_and(0), MINUTE).await.unwrap();
    let run = start(&riverside, &sleeper, "run-1").await;
    let successor = riverside.acquire_lease("successor", noon_and(60), MINUTE).await.unwrap();
    assert!(successor.fencing > sleeper.fencing);

    assert_eq!(riverside.advance_run(&sleeper, &run, "apply").await.unwrap_err().code(), "RUN-LEASE");
    assert_eq!(riverside.append_outcomes(&sleeper, &run, &[]).await.unwrap_err().code(), "RUN-LEASE");
    assert_eq!(
        riverside.publish(&sleeper, &run, "{}", &[], noon_and(61)).await.unwrap_err().code(),
        "RUN-LEASE"
    );
    assert_eq!(riverside.renew_lease(&sleeper, noon_and(61), MINUTE).await.unwrap_err().code(), "RUN-LEASE");
    riverside.release_lease(sleeper).await.unwrap();
    riverside.advance_run(&successor, &run, "apply").await.unwrap();
}

#[tokio::test]
async fn a_renewed_lease_lasts() {
    let home = Home::new();
    let riverside = tenant(&home.open().await, "riverside").await;
    let lease = riverside.acquire_lease("one", noon_and(0), MINUTE).await.unwrap();
    let renewed = riverside.renew_lease(&lease, noon_and(50), MINUTE).await.unwrap();
    assert_eq!(renewed.expires_at, noon_and(110));
    assert_eq!(renewed.fencing, lease.fencing);
    let refusal = riverside.acquire_lease("two", noon_and(100), MINUTE).await.unwrap_err();
    assert_eq!(refusal.code(), "RUN-IN-PROGRESS");
}
