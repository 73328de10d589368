//! What lives only as long as a run.

use crate::fixture::{Fixture, batch, pets};

#[tokio::test]
async fn rows_come_back_from_every_part_of_a_name() {
    let fixture = Fixture::new();
    let staging = fixture.lake.staging(&"run-1".into()).unwrap();
    let mut writer = staging.part_writer("pets/0", &pets().schema);
    writer.write(&batch(&[("cat", 4), ("dog", 30)])).unwrap();
    writer.finish().unwrap();
    let plan = fixture.plan("SELECT 2 AS size, 'owl' AS id").await;
    staging.write(&fixture.engine, "pets/1", &pets().schema, plan).await.unwrap();
    let all = staging.table("pets", &pets().schema).unwrap();
    assert_eq!(fixture.rows(all).await, ["cat=4", "dog=30", "owl=2"]);
    assert!(!staging.is_empty("pets").unwrap());
    let one = staging.table("pets/1", &pets().schema).unwrap();
    assert_eq!(fixture.rows(one).await, ["owl=2"]);
}

#[tokio::test]
async fn what_was_never_written_is_empty() {
    let fixture = Fixture::new();
    let staging = fixture.lake.staging(&"run-1".into()).unwrap();
    assert!(fixture.rows(staging.table("pets", &pets().schema).unwrap()).await.is_empty());
    assert!(staging.is_empty("pets").unwrap());
    let plan = fixture.plan("SELECT 2 AS size, 'owl' AS id WHERE false").await;
    staging.write(&fixture.engine, "pets", &pets().schema, plan).await.unwrap();
    assert!(staging.is_empty("pets").unwrap());
}

#[tokio::test]
async fn a_column_without_values_is_told_apart() {
    let fixture = Fixture::new();
    let staging = fixture.lake.staging(&"run-1".into()).unwrap();
    let plan = fixture.plan("SELECT 'owl' AS id, NULL AS size UNION ALL SELECT 'cat', NULL").await;
    staging.write(&fixture.engine, "pets/0", &pets().schema, plan).await.unwrap();
    assert!(staging.is_all_null("pets", "size").unwrap());
    assert!(!staging.is_all_null("pets", "id").unwrap());
    let mut writer = staging.part_writer("pets/1", &pets().schema);
    writer.write(&batch(&[("dog", 30)])).unwrap();
    writer.finish().unwrap();
    assert!(!staging.is_all_null("pets", "size").unwrap());
}

#[test]
fn it_goes_when_it_is_dropped_and_starts_empty_after_a_crash() {
    let fixture = Fixture::new();
    let staging = fixture.lake.staging(&"run-1".into()).unwrap();
    let folder = staging.folder().to_owned();
    std::fs::write(folder.join("left.parquet"), "by a crash").unwrap();
    std::mem::forget(staging);
    let staging = fixture.lake.staging(&"run-1".into()).unwrap();
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    drop(staging);
    assert!(!folder.exists());
}

#[test]
fn what_a_dead_run_left_can_be_removed() {
    let fixture = Fixture::new();
    let staging = fixture.lake.staging(&"run-1".into()).unwrap();
    let folder = staging.folder().to_owned();
    std::mem::forget(staging);
    fixture.lake.remove_staging(&"run-1".into()).unwrap();
    assert!(!folder.exists());
}
