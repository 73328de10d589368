//! Tables that a run writes aside.

use std::path::PathBuf;

use lake::{LakeTable, TableVersions, TenantLake};

use crate::fixture::{Fixture, pets};

const CAT: &str = "SELECT 'cat' AS id, 4 AS size";
const DOG: &str = "SELECT 'dog' AS id, 30 AS size";

async fn write(
    fixture: &Fixture,
    lake: &TenantLake,
    table: &LakeTable,
    sql: &str,
    base: &TableVersions,
) -> TableVersions {
    let write = lake.begin(table, &"run-1".into()).await.unwrap();
    write.add(&fixture.engine, fixture.plan(sql).await).await.unwrap();
    let version = write.append(base).await.unwrap();
    TableVersions::from_iter([(table.name.to_owned(), version)])
}

/// Every file of the tenant's tables.
fn files(fixture: &Fixture) -> Vec<PathBuf> {
    let mut folders = vec![fixture.folder.path().to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

#[tokio::test]
async fn what_is_written_aside_stands_on_what_is_there_and_is_seen_only_there() {
    let fixture = Fixture::new();
    let none = TableVersions::default();
    let shared = write(&fixture, &fixture.lake, &pets(), CAT, &none).await;
    let before = files(&fixture);
    let beside = fixture.lake.aside(&"plan-1".into()).unwrap();
    let appended = write(&fixture, &beside, &pets(), DOG, &shared).await;
    let again = write(&fixture, &beside, &pets(), "SELECT 'owl' AS id, 2 AS size", &appended).await;
    let alone = write(&fixture, &beside, &pets(), DOG, &none).await;
    for (versions, expected) in
        [(&shared, &["cat=4"][..]), (&appended, &["cat=4", "dog=30"]), (&alone, &["dog=30"])]
    {
        assert_eq!(fixture.rows(beside.read(&pets(), versions).await.unwrap()).await, expected);
    }
    assert_eq!(fixture.rows(beside.read(&pets(), &again).await.unwrap()).await, ["cat=4", "dog=30", "owl=2"]);
    assert!(fixture.lake.read(&pets(), &appended).await.is_err());
    drop(beside);
    assert_eq!(files(&fixture), before);
}

#[tokio::test]
async fn two_write_aside_and_another_to_the_log_at_once() {
    let fixture = Fixture::new();
    let none = TableVersions::default();
    let (one, two) =
        (fixture.lake.aside(&"plan-1".into()).unwrap(), fixture.lake.aside(&"plan-2".into()).unwrap());
    let shared = fixture.lake.begin(&pets(), &"run-1".into()).await.unwrap();
    let first = write(&fixture, &one, &pets(), CAT, &none).await;
    let second = write(&fixture, &two, &pets(), DOG, &none).await;
    shared.add(&fixture.engine, fixture.plan(DOG).await).await.unwrap();
    shared.overwrite().await.unwrap();
    assert_eq!(fixture.rows(one.read(&pets(), &first).await.unwrap()).await, ["cat=4"]);
    assert_eq!(fixture.rows(two.read(&pets(), &second).await.unwrap()).await, ["dog=30"]);
}

#[tokio::test]
async fn a_write_aside_without_rows_is_an_empty_table() {
    let fixture = Fixture::new();
    let beside = fixture.lake.aside(&"plan-1".into()).unwrap();
    let none = "SELECT 'cat' AS id, 4 AS size WHERE false";
    let versions = write(&fixture, &beside, &pets(), none, &TableVersions::default()).await;
    assert!(fixture.rows(beside.read(&pets(), &versions).await.unwrap()).await.is_empty());
}
