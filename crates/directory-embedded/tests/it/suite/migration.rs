//! Directories of earlier versions.

use database::{Database, Schema, query};
use directory::{Change, Directory};
use model::{Attribute, Relation};
use scratch_database::Scratch;
use sqlx::migrate::Migrator;

use crate::{create_user, in_class, make, open, set};

/// The schema of the directory as it was known at `version`.
fn schema(version: i64) -> Schema {
    let known = |all: Migrator| {
        let known = all.iter().filter(|migration| migration.version <= version).cloned();
        Migrator::with_migrations(known.collect())
    };
    Schema {
        application_id: 0x4852_6469,
        name: "homeroom_directory",
        sqlite: known(sqlx::migrate!("migrations/sqlite")),
        postgres: known(sqlx::migrate!("migrations/postgres")),
    }
}

/// A user and a class that it owns, as every version wrote them; the first one kept the case of names.
const WRITTEN: [&str; 3] = [
    r#"INSERT INTO objects (key, id, kind, anchor, user_principal_name, attributes, created_at, changed)
        VALUES (1, 'id-1', 'user', 'User_ada', 'ada@contoso.com',
            '{"displayName":"ada","mailNickname":"ada","userPrincipalName":"ada@contoso.com",
            "accountEnabled":"true","Education_AnchorId":"User_ada"}', '2026-09-01T12:00:00+00:00', 1)"#,
    r#"INSERT INTO objects (key, id, kind, anchor, mail_nickname, attributes, created_at, changed)
        VALUES (2, 'id-2', 'classGroup', 'Section_math', 'section_math',
            '{"displayName":"Class math","mailNickname":"Section_math","Education_AnchorId":"Section_math"}',
            '2026-09-01T12:00:00+00:00', 1)"#,
    "INSERT INTO memberships (container, member, owns, changed) VALUES (2, 1, TRUE, 1)",
];

#[tokio::test]
async fn a_directory_of_any_earlier_version_keeps_what_it_held() {
    let versions: Vec<i64> = schema(i64::MAX).sqlite.iter().map(|migration| migration.version).collect();
    for version in versions {
        let scratch = Scratch::new();
        let old = Database::open(&scratch.location().await, &schema(version)).await.unwrap();
        let mut transaction = old.write().await.unwrap();
        for statement in WRITTEN {
            query(statement).execute(&mut transaction).await.unwrap();
        }
        transaction.commit().await.unwrap();
        old.close().await;

        let directory = open(&scratch, 1).await;
        let owner = in_class(&"id-2".into(), &"id-1".into(), Relation::Owner);
        assert_eq!(
            directory.memberships(None, 10).await.unwrap().items,
            std::slice::from_ref(&owner),
            "version {version}"
        );
        assert_eq!(make(&directory, &[create_user("ada")]).await, ["id-1".into()], "adopted by its anchor");
        let last = directory.apply(&[Change::RemoveMember(owner)]).await.unwrap().remove(0).unwrap_err();
        assert_eq!(last.code, directory::code::LAST_OWNER);
        let bob = make(&directory, &[create_user("bob")]).await.remove(0);
        let diff = set(Attribute::UserPrincipalName, "ADA@contoso.com");
        let taken = directory.apply(&[Change::UpdateUser { id: bob, diff }]).await.unwrap().remove(0);
        assert_eq!(taken.unwrap_err().code, directory::code::CONFLICT);
    }
}

#[test]
fn both_engines_have_the_same_versions() {
    let Schema { sqlite, postgres, .. } = schema(i64::MAX);
    let versions = |all: &Migrator| all.iter().map(|migration| migration.version).collect::<Vec<_>>();
    assert_eq!(versions(&sqlite), versions(&postgres));
}
