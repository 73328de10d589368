//! Apps and the hashes of their secrets.

use keys::{SecretHash, draw_app_secret};
use model::AppId;
use serde_json::json;
use store::{AppRecord, NewApp};

use crate::home::{Home, by_admin, noon_and, tenant};

fn app(id: &str) -> NewApp {
    NewApp {
        id: AppId::from(id),
        display_name: "Timetable".to_owned(),
        roles: vec!["IndustryData-Run.Start".to_owned()],
        secret: hash(id),
    }
}

fn hash(id: &str) -> SecretHash {
    SecretHash::of(&draw_app_secret().unwrap(), id)
}

#[tokio::test]
async fn an_app_is_kept_as_it_was_made() {
    let home = Home::new();
    let riverside = tenant(&home.open().await, "riverside").await;
    let new = app("app-1");
    riverside.create_app(&new, &by_admin(1)).await.unwrap();
    let kept = AppRecord {
        id: new.id.clone(),
        display_name: new.display_name,
        roles: new.roles,
        secret: new.secret,
        secret_since: noon_and(1),
        created: noon_and(1),
    };
    let again = home.open().await;
    assert_eq!(again.app(&"riverside".into(), &new.id).await.unwrap().as_ref(), Some(&kept));
    assert_eq!(tenant(&again, "riverside").await.apps().await.unwrap(), [kept]);
}

#[tokio::test]
async fn a_rotation_changes_the_secret_and_nothing_else() {
    let home = Home::new();
    let store = home.open().await;
    let riverside = tenant(&store, "riverside").await;
    riverside.create_app(&app("app-1"), &by_admin(1)).await.unwrap();
    let before = riverside.apps().await.unwrap().remove(0);
    let secret = hash("app-1");
    assert!(riverside.rotate_app(&before.id, &secret, &by_admin(2)).await.unwrap());
    let after = store.app(&"riverside".into(), &before.id).await.unwrap();
    assert_eq!(after, Some(AppRecord { secret, secret_since: noon_and(2), ..before }));
}

#[tokio::test]
async fn a_deleted_app_is_gone() {
    let home = Home::new();
    let store = home.open().await;
    let riverside = tenant(&store, "riverside").await;
    for id in ["app-1", "app-2"] {
        riverside.create_app(&app(id), &by_admin(1)).await.unwrap();
    }
    let first = AppId::from("app-1");
    assert!(riverside.delete_app(&first, &by_admin(2)).await.unwrap());
    assert_eq!(store.app(&"riverside".into(), &first).await.unwrap(), None);
    assert_eq!(riverside.apps().await.unwrap().len(), 1);
    assert!(!riverside.delete_app(&first, &by_admin(3)).await.unwrap());
    assert!(!riverside.rotate_app(&first, &hash("app-1"), &by_admin(3)).await.unwrap());
}

#[tokio::test]
async fn another_tenants_app_is_not_there() {
    let home = Home::new();
    let store = home.open().await;
    let (riverside, hillcrest) = (tenant(&store, "riverside").await, tenant(&store, "hillcrest").await);
    riverside.create_app(&app("app-1"), &by_admin(1)).await.unwrap();
    let id = AppId::from("app-1");
    assert_eq!(store.app(&"hillcrest".into(), &id).await.unwrap(), None);
    assert!(hillcrest.apps().await.unwrap().is_empty());
    assert!(!hillcrest.rotate_app(&id, &hash("app-1"), &by_admin(2)).await.unwrap());
    assert!(!hillcrest.delete_app(&id, &by_admin(2)).await.unwrap());
    assert_eq!(riverside.apps().await.unwrap()[0].secret_since, noon_and(1));
}

#[tokio::test]
async fn looking_for_an_app_makes_no_tenant() {
    let home = Home::new();
    let store = home.open().await;
    assert_eq!(store.app(&"nobody".into(), &AppId::from("app-1")).await.unwrap(), None);
    assert!(store.tenants().await.unwrap().is_empty());
}

#[tokio::test]
async fn whatever_is_done_to_an_app_is_audited() {
    let home = Home::new();
    let riverside = tenant(&home.open().await, "riverside").await;
    let id = AppId::from("app-1");
    riverside.create_app(&app("app-1"), &by_admin(1)).await.unwrap();
    riverside.rotate_app(&id, &hash("app-1"), &by_admin(2)).await.unwrap();
    riverside.delete_app(&id, &by_admin(3)).await.unwrap();
    let entries = riverside.audit_entries(9).await.unwrap();
    let what: Vec<&str> = entries.iter().map(|entry| entry.what.as_str()).collect();
    assert_eq!(what, ["deleteApp", "rotateApp", "createApp"]);
    assert!(entries.iter().all(|entry| entry.who == "admin" && entry.detail["app"] == json!("app-1")));
}
