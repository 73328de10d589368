//! Stores of earlier versions.

use datafile::{DataFile, Schema};
use model::codes::SectionRole;
use model::flow::{AgeGroup, Flow, FlowSet, OrgFilter, Readiness, UserAttribute};
use sqlx::migrate::Migrator;

use crate::home::{Home, noon_and, tenant};

/// `HRst`, and the tables of the store's first version.
fn first_version() -> Schema {
    let migrations = sqlx::migrate!("migrations/sqlite");
    let first = migrations.iter().filter(|migration| migration.version == 1).cloned().collect();
    Schema { application_id: 0x4852_7374, migrations: Migrator::with_migrations(first) }
}

/// Two flow sets as the first version wrote them.
const SOUTH: &str = r#"{"display_name":"South","organizations":["south","far south"],
    "users":{"id":"flow-1","create_unmatched_users":true,"additional_attributes":["userGradeLevel"],
        "allow_student_contact_association":false,"student_age_group":"minor",
        "configurations":[{"role_group":"students","license_skus":["SKU"]}]},
    "class_groups":{"id":"flow-2","additional_attributes":[],"create_team":true,
        "write_display_name_on_create_only":false,"owner_roles":["teacher"],"member_roles":["student"]},
    "security_groups":{"id":"flow-3","by_role_group":true,"by_organization_and_role_group":false},
    "administrative_units":{"id":"flow-4","by_organization":false,"by_organization_and_role_group":true}}"#;
const NORTH: &str = r#"{"display_name":"North"}"#;

#[tokio::test]
async fn a_store_of_the_first_version_keeps_its_flow_sets() {
    let home = Home::new();
    write_first_version(&home).await;

    let riverside = tenant(&home.open().await, "riverside").await;
    let [north, south]: [FlowSet; 2] = riverside.flow_sets().await.unwrap().try_into().unwrap();
    assert_eq!((north.id.as_str(), north.display_name.as_str()), ("set-1", "North"));
    assert_eq!((&north.filter, &north.users, &north.class_groups), (&OrgFilter::All, &None, &None));

    assert_eq!((south.id.as_str(), south.display_name.as_str()), ("set-2", "South"));
    assert_eq!(south.filter, OrgFilter::only(["south".into(), "far south".into()]));
    let users = south.users.unwrap();
    assert_eq!((users.id.as_str(), users.create_unmatched_users), ("flow-1", true));
    assert_eq!(users.additional_attributes, [UserAttribute::UserGradeLevel]);
    assert_eq!(users.student_age_group, Some(AgeGroup::Minor));
    assert_eq!(users.license_skus(model::RoleGroup::Students), ["SKU"]);
    let classes = south.class_groups.unwrap();
    assert_eq!((classes.id.as_str(), classes.create_team), ("flow-2", true));
    assert_eq!(classes.owner_roles, [SectionRole::parse("teacher").unwrap()]);
    let groups = south.security_groups.unwrap();
    assert!(groups.create_based_on_role_group && !groups.create_based_on_org_plus_role_group);
    let units = south.administrative_units.unwrap();
    assert!(!units.create_based_on_org && units.create_based_on_org_plus_role_group);
}

#[tokio::test]
async fn what_the_first_version_did_not_know_is_filled_in() {
    let home = Home::new();
    write_first_version(&home).await;
    let riverside = tenant(&home.open().await, "riverside").await;
    let south = riverside.flow_set_record(&"set-2".into()).await.unwrap().unwrap();
    assert_eq!((south.created_at, south.modified_at), (noon_and(5), noon_and(5)));
    let kinds: Vec<&str> = south.flows.iter().map(|record| record.flow.kind().as_str()).collect();
    assert_eq!(kinds, ["users", "classGroups", "securityGroups", "administrativeUnits"]);
    for record in south.flows {
        assert_eq!((record.readiness, record.created_at), (Readiness::NotReady, noon_and(5)));
        if let Flow::Users(users) = record.flow {
            assert!(!users.configurations[0].has_default_password);
        }
    }
    assert_eq!(riverside.pending_resets().await.unwrap(), []);
}

async fn write_first_version(home: &Home) {
    let old = DataFile::open(&home.file(), &first_version()).await.unwrap();
    let mut transaction = old.write().await.unwrap();
    sqlx::query("INSERT INTO tenants (id, created_at) VALUES ('riverside', '2026-09-01T12:00:05.000000Z')")
        .execute(&mut *transaction)
        .await
        .unwrap();
    for (position, id, body) in [(1, "set-2", SOUTH), (0, "set-1", NORTH)] {
        sqlx::query("INSERT INTO flow_sets (tenant, id, position, body) VALUES ('riverside', $1, $2, $3)")
            .bind(id)
            .bind(position)
            .bind(body)
            .execute(&mut *transaction)
            .await
            .unwrap();
    }
    transaction.commit().await.unwrap();
    old.close().await;
}
