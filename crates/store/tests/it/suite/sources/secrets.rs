//! Client secrets, and what was found out about them.

use keys::Sealed;
use model::inbound::{ClientGrant, Connection, DataConnector};
use model::{DataConnectorId, SecretChange};
use store::{TenantStore, Tried};

use super::{api, files, system};
use crate::home::{Home, by_admin, noon_and, riverside, tenant};

fn sealed(text: &str) -> Sealed {
    format!("v1.0123456789abcdef.{text}").parse().unwrap()
}

async fn with_secret(tenant: &TenantStore) -> DataConnector {
    tenant.create_source_system(&system(), &by_admin(1)).await.unwrap();
    let api = api(ClientGrant::OAuth1);
    tenant.create_data_connector(&api, Some(&sealed("b2xk")), &by_admin(2)).await.unwrap();
    api
}

#[tokio::test]
async fn a_secret_stays_until_it_is_replaced_or_forgotten_and_goes_with_its_connector() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let api = with_secret(&riverside).await;
    let update = |change: SecretChange<Sealed>| {
        let (riverside, api) = (riverside.clone(), api.clone());
        async move {
            let edit = |_| Ok::<_, ()>((api.clone(), change));
            riverside.update_data_connector(&api.id, &by_admin(3), edit).await.unwrap();
            riverside.client_secret(&api.id).await.unwrap()
        }
    };
    assert_eq!(update(SecretChange::Keep).await, Some(sealed("b2xk")));
    assert_eq!(update(SecretChange::Replace(sealed("bmV3"))).await, Some(sealed("bmV3")));
    let entry = riverside.audit_entries(1).await.unwrap().remove(0);
    insta::assert_snapshot!(entry.detail, @r#"{"id":"connector-2","secret":"replaced"}"#);
    assert_eq!(update(SecretChange::Forget).await, None);
    assert_eq!(update(SecretChange::Keep).await, None);
    assert_eq!(update(SecretChange::Replace(sealed("bmV3"))).await, Some(sealed("bmV3")));
    riverside.delete_data_connector(&api.id, &by_admin(4)).await.unwrap();
    assert_eq!(riverside.client_secret(&api.id).await.unwrap(), None);
}

#[tokio::test]
async fn secrets_are_resealed_with_their_contexts() {
    let home = Home::new();
    let store = home.open().await;
    let (riverside, hillcrest) = (tenant(&store, "riverside").await, tenant(&store, "hillcrest").await);
    let api = with_secret(&riverside).await;
    with_secret(&hillcrest).await;
    riverside.create_data_connector(&files(), None, &by_admin(3)).await.unwrap();
    let mut contexts = Vec::new();
    let each = |context: &str, _: &Sealed| {
        contexts.push(context.to_owned());
        Ok::<_, ()>(context.starts_with("riverside").then(|| sealed("bmV3")))
    };
    assert_eq!(store.reseal(each).await.unwrap(), Ok(1));
    assert_eq!(contexts, ["hillcrest/connector-2/clientSecret", "riverside/connector-2/clientSecret"]);
    assert_eq!(riverside.client_secret_context(&api.id), contexts[1]);
    assert_eq!(riverside.client_secret(&api.id).await.unwrap(), Some(sealed("bmV3")));
    assert_eq!(hillcrest.client_secret(&api.id).await.unwrap(), Some(sealed("b2xk")));
}

#[tokio::test]
async fn what_was_found_out_about_a_credential_is_kept() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let api = with_secret(&riverside).await;
    let connection = async || match riverside.data_connector(&api.id).await.unwrap().unwrap().connection {
        Connection::OneRoster(api) => api,
        Connection::Files(_) => panic!("it is of files"),
    };
    let secret = sealed("b2xk");
    let check = async |id: &DataConnectorId, is_valid, at| {
        let tried = Tried { connection: &connection().await, secret: Some(&secret) };
        riverside.record_credential_check(id, tried, is_valid, at).await.unwrap()
    };
    let credential = async || {
        let credential = connection().await.credential;
        (credential.is_valid, credential.last_valid_at)
    };
    assert!(check(&api.id, true, noon_and(5)).await);
    assert_eq!(credential().await, (true, Some(noon_and(5))));
    assert!(check(&api.id, false, noon_and(6)).await);
    assert_eq!(credential().await, (false, Some(noon_and(5))));
    assert_eq!(riverside.client_secret(&api.id).await.unwrap(), Some(secret.clone()));
    riverside.create_data_connector(&files(), None, &by_admin(7)).await.unwrap();
    assert!(!check(&files().id, true, noon_and(8)).await);
    assert!(!check(&"none".into(), true, noon_and(8)).await);
}

#[tokio::test]
async fn what_was_found_out_about_another_credential_is_not_kept() {
    let home = Home::new();
    let riverside = riverside(&home).await;
    let connector = with_secret(&riverside).await;
    let Connection::OneRoster(before) = connector.connection.clone() else { panic!("it is of an API") };
    let (secret, another) = (sealed("b2xk"), sealed("bmV3"));
    let mut elsewhere = before.clone();
    elsewhere.base_url.push_str("/elsewhere");
    for (connection, secret) in [(&before, None), (&before, Some(&another)), (&elsewhere, Some(&secret))] {
        let tried = Tried { connection, secret };
        let recorded = riverside.record_credential_check(&connector.id, tried, false, noon_and(5)).await;
        assert!(!recorded.unwrap(), "{tried:?}");
    }
    assert_eq!(riverside.data_connector(&connector.id).await.unwrap(), Some(connector));
}
