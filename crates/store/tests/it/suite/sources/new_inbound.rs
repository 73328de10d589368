//! A flow that is made with all that it refers to.

use store::{NewInbound, StoreError};

use super::{files, flow, system, year};
use crate::home::{Home, MINUTE, by_admin, noon_and, riverside};

#[tokio::test]
async fn it_is_made_as_a_whole_or_not_at_all() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let lease = riverside.acquire_lease("here", noon_and(0), MINUTE).await.unwrap();
    let whole = NewInbound {
        source_system: Some(system()),
        data_connector: Some(files()),
        year: Some(year()),
        flow: flow(),
    };
    let without_year = NewInbound { year: None, ..whole.clone() };
    let refused = riverside.create_inbound(&lease, &without_year, &by_admin(1)).await.unwrap_err();
    assert!(matches!(refused, StoreError::Database(_)), "{refused:?}");
    assert!(riverside.source_systems().await.unwrap().is_empty());

    riverside.create_inbound(&lease, &whole, &by_admin(1)).await.unwrap();
    let made = riverside.inbound_flow_records().await.unwrap().remove(0);
    assert_eq!(made.flow, flow());
    assert_eq!(riverside.source_system_of(&made.flow.id).await.unwrap(), Some(system()));
    assert_eq!(riverside.audit_entries(9).await.unwrap().len(), 4);

    let another =
        NewInbound { flow: model::inbound::InboundFlow { id: "inbound-2".into(), ..flow() }, ..whole };
    let another = NewInbound { source_system: None, data_connector: None, year: None, ..another };
    riverside.create_inbound(&lease, &another, &by_admin(2)).await.unwrap();
    assert_eq!(riverside.inbound_flow_records().await.unwrap().len(), 2);

    riverside.release_lease(lease.clone()).await.unwrap();
    let late = riverside.create_inbound(&lease, &another, &by_admin(3)).await.unwrap_err();
    assert_eq!(late.code(), "RUN-LEASE");
}
