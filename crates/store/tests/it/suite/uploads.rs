//! Uploads: one session going on for each data connector, ended once; the last delivery.

use chrono::{DateTime, TimeDelta, Utc};
use model::codes::FileFormat;
use model::inbound::{Connection, DataConnector, FileConnection, SourceSystem};
use model::{DataConnectorId, SourceSystemId};
use store::{Change, Delivery, TenantStore, UploadSession};

use crate::home::{Home, noon_and, riverside, tenant};

fn offered(container: &str, at: DateTime<Utc>) -> UploadSession {
    UploadSession {
        container: container.to_owned(),
        expires_at: at + TimeDelta::hours(14),
        container_expires_at: at + TimeDelta::hours(48),
    }
}

async fn connector(store: &TenantStore) -> DataConnectorId {
    let change = Change::new("principal".to_owned(), noon_and(0));
    let system = SourceSystem {
        id: SourceSystemId::from("system"),
        display_name: "SIS".to_owned(),
        vendor: None,
        matching: Vec::new(),
    };
    store.create_source_system(&system, &change).await.unwrap();
    let connector = DataConnector {
        id: DataConnectorId::from("connector"),
        display_name: "Files".to_owned(),
        source_system: system.id,
        connection: Connection::Files(FileConnection { format: FileFormat::SDS_V2_1 }),
    };
    store.create_data_connector(&connector, None, &change).await.unwrap();
    connector.id
}

#[tokio::test]
async fn the_same_session_goes_on_until_it_expires_or_is_reset() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let connector = connector(&riverside).await;
    let first = offered("a", noon_and(0));
    let ask = |offer: UploadSession, reset, now| {
        let (riverside, connector) = (&riverside, &connector);
        async move { riverside.current_upload_session(connector, &offer, reset, now).await.unwrap() }
    };
    assert_eq!(ask(first.clone(), false, noon_and(0)).await, first);
    assert_eq!(ask(offered("b", noon_and(1)), false, noon_and(1)).await, first);
    let reset = offered("c", noon_and(2));
    assert_eq!(ask(reset.clone(), true, noon_and(2)).await, reset);
    assert_eq!(ask(offered("d", noon_and(3)), false, noon_and(3)).await, reset);
    let later = reset.expires_at;
    let next = offered("e", later);
    assert_eq!(ask(next.clone(), false, later).await, next);
}

#[tokio::test]
async fn a_session_is_ended_once_while_its_container_is_kept() {
    let home = Home::new();
    let store = home.open().await;
    let (ours, theirs) = (tenant(&store, "ours").await, tenant(&store, "theirs").await);
    let connector = connector(&ours).await;
    let session = offered("a", noon_and(0));
    ours.current_upload_session(&connector, &session, false, noon_and(0)).await.unwrap();
    assert_eq!(store.upload_containers(noon_and(0)).await.unwrap(), ["a"]);
    assert!(store.upload_containers(session.container_expires_at).await.unwrap().is_empty());
    assert_eq!(theirs.end_upload_session(&connector, noon_and(1)).await.unwrap(), None);
    assert_eq!(ours.end_upload_session(&connector, session.container_expires_at).await.unwrap(), None);
    assert_eq!(ours.end_upload_session(&connector, noon_and(1)).await.unwrap(), Some(session));
    assert_eq!(ours.end_upload_session(&connector, noon_and(1)).await.unwrap(), None);
}

#[tokio::test]
async fn of_many_who_end_a_session_one_does() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let connector = connector(&riverside).await;
    riverside
        .current_upload_session(&connector, &offered("a", noon_and(0)), false, noon_and(0))
        .await
        .unwrap();
    let ends = (0..8).map(|_| riverside.end_upload_session(&connector, noon_and(1)));
    let ended = futures::future::join_all(ends).await;
    assert_eq!(ended.into_iter().filter(|ended| ended.as_ref().unwrap().is_some()).count(), 1);
}

#[tokio::test]
async fn the_last_delivery_is_known_and_goes_with_its_connector() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let connector = connector(&riverside).await;
    assert_eq!(riverside.delivery(&connector).await.unwrap(), None);
    for (container, minutes) in [("a", 1), ("b", 2)] {
        let delivery = Delivery { container: container.to_owned(), at: noon_and(minutes) };
        riverside.record_delivery(&connector, &delivery).await.unwrap();
        assert_eq!(riverside.delivery(&connector).await.unwrap(), Some(delivery));
    }
    riverside
        .current_upload_session(&connector, &offered("c", noon_and(3)), false, noon_and(3))
        .await
        .unwrap();
    let change = Change::new("principal".to_owned(), noon_and(4));
    riverside.delete_data_connector(&connector, &change).await.unwrap();
    assert_eq!(riverside.delivery(&connector).await.unwrap(), None);
    assert_eq!(riverside.end_upload_session(&connector, noon_and(5)).await.unwrap(), None);
}
