//! A table through its versions.

use lake::{Lake, LakeTable, TableVersions, column};

use crate::fixture::{Fixture, batch, pets};

fn at(version: u64) -> TableVersions {
    TableVersions::from_iter([("pets".to_owned(), version)])
}

async fn overwrite(fixture: &Fixture, run: &str, sql: &str) -> u64 {
    let write = fixture.lake.begin(&pets(), &run.into()).await.unwrap();
    write.add(&fixture.engine, fixture.plan(sql).await).await.unwrap();
    write.overwrite().await.unwrap()
}

#[tokio::test]
async fn a_table_that_no_run_has_written_is_empty() {
    let fixture = Fixture::new();
    let table = fixture.lake.read(&pets(), &TableVersions::default()).await.unwrap();
    assert_eq!(table.schema(), pets().schema);
    assert!(fixture.rows(table).await.is_empty());
}

#[tokio::test]
async fn an_overwrite_is_a_version_and_leaves_the_older_readable() {
    let fixture = Fixture::new();
    let first =
        overwrite(&fixture, "run-1", "SELECT 'cat' AS id, 4 AS size UNION ALL SELECT 'dog', 30").await;
    let second = overwrite(&fixture, "run-2", "SELECT 'owl' AS id, 2 AS size").await;
    assert!(second > first);
    let read = async |version| fixture.rows(fixture.lake.read(&pets(), &at(version)).await.unwrap()).await;
    assert_eq!(read(first).await, ["cat=4", "dog=30"]);
    assert_eq!(read(second).await, ["owl=2"]);
}

#[tokio::test]
async fn rows_may_come_from_plans_and_from_plain_code_in_one_version() {
    let fixture = Fixture::new();
    let mut write = fixture.lake.begin(&pets(), &"run-1".into()).await.unwrap();
    write.add(&fixture.engine, fixture.plan("SELECT 'cat' AS id, 4 AS size").await).await.unwrap();
    let mut rows = write.part_writer();
    rows.write(&batch(&[("dog", 30)])).unwrap();
    rows.finish().unwrap();
    let version = write.overwrite().await.unwrap();
    let table = fixture.lake.read(&pets(), &at(version)).await.unwrap();
    assert_eq!(fixture.rows(table).await, ["cat=4", "dog=30"]);
}

#[tokio::test]
async fn an_append_stands_on_the_named_version_not_on_what_a_crashed_run_left() {
    let fixture = Fixture::new();
    let named = overwrite(&fixture, "run-1", "SELECT 'cat' AS id, 4 AS size").await;
    overwrite(&fixture, "crashed", "SELECT 'ghost' AS id, 0 AS size").await;
    let write = fixture.lake.begin(&pets(), &"run-2".into()).await.unwrap();
    write.add(&fixture.engine, fixture.plan("SELECT 'dog' AS id, 30 AS size").await).await.unwrap();
    let version = write.append(&at(named)).await.unwrap();
    let table = fixture.lake.read(&pets(), &at(version)).await.unwrap();
    assert_eq!(fixture.rows(table).await, ["cat=4", "dog=30"]);
}

#[tokio::test]
async fn files_of_an_attempt_that_never_committed_are_not_taken_over() {
    let fixture = Fixture::new();
    let abandoned = fixture.lake.begin(&pets(), &"run-1".into()).await.unwrap();
    abandoned.add(&fixture.engine, fixture.plan("SELECT 'ghost' AS id, 0 AS size").await).await.unwrap();
    drop(abandoned);
    let version = overwrite(&fixture, "run-1", "SELECT 'cat' AS id, 4 AS size").await;
    let table = fixture.lake.read(&pets(), &at(version)).await.unwrap();
    assert_eq!(fixture.rows(table).await, ["cat=4"]);
}

/// What a full disk leaves of a table's first entry, or of a later one.
#[tokio::test]
async fn a_log_whose_newest_entry_is_torn_is_gone_on_with() {
    let fixture = Fixture::new();
    let log = fixture.folder.path().join("Schule [Süd] 100%/lake/contoso/pets/_delta_log");
    std::fs::create_dir_all(&log).unwrap();
    overwrite(&fixture, "run-1", "SELECT 'cat' AS id, 4 AS size").await;
    std::fs::remove_dir_all(log.parent().unwrap()).unwrap();
    std::fs::create_dir_all(&log).unwrap();
    std::fs::write(log.join(format!("{:020}.json", 0)), "{\"protocol\":{").unwrap();
    let first = overwrite(&fixture, "run-2", "SELECT 'cat' AS id, 4 AS size").await;
    std::fs::write(log.join(format!("{:020}.json", first + 1)), "").unwrap();
    let second = overwrite(&fixture, "run-3", "SELECT 'dog' AS id, 30 AS size").await;
    for (version, rows) in [(first, "cat=4"), (second, "dog=30")] {
        let table = fixture.lake.read(&pets(), &at(version)).await.unwrap();
        assert_eq!(fixture.rows(table).await, [rows]);
    }
}

#[tokio::test]
async fn a_column_that_is_new_reads_as_null_in_older_versions() {
    let fixture = Fixture::new();
    let older = LakeTable::new("pets", [column::text("id")]);
    let write = fixture.lake.begin(&older, &"run-1".into()).await.unwrap();
    write.add(&fixture.engine, fixture.plan("SELECT 'cat' AS id").await).await.unwrap();
    let first = write.overwrite().await.unwrap();
    let second = overwrite(&fixture, "run-2", "SELECT 'dog' AS id, 30 AS size").await;
    let read = async |version| fixture.rows(fixture.lake.read(&pets(), &at(version)).await.unwrap()).await;
    assert_eq!(read(first).await, ["cat=null"]);
    assert_eq!(read(second).await, ["dog=30"]);
}

#[tokio::test]
async fn an_empty_overwrite_empties_the_table() {
    let fixture = Fixture::new();
    overwrite(&fixture, "run-1", "SELECT 'cat' AS id, 4 AS size").await;
    let version = overwrite(&fixture, "run-2", "SELECT 'cat' AS id, 4 AS size WHERE false").await;
    let table = fixture.lake.read(&pets(), &at(version)).await.unwrap();
    assert!(fixture.rows(table).await.is_empty());
}

#[tokio::test]
async fn tenants_do_not_see_each_other() {
    let fixture = Fixture::new();
    let version = overwrite(&fixture, "run-1", "SELECT 'cat' AS id, 4 AS size").await;
    let other =
        Lake::open(&fixture.folder.path().join("Schule [Süd] 100%/lake")).unwrap().tenant(&"fabrikam".into());
    assert!(other.read(&pets(), &at(version)).await.is_err());
}

#[tokio::test]
async fn a_version_that_does_not_exist_is_an_error_that_names_the_table() {
    let fixture = Fixture::new();
    overwrite(&fixture, "run-1", "SELECT 'cat' AS id, 4 AS size").await;
    let error = fixture.lake.read(&pets(), &at(99)).await.unwrap_err();
    assert!(error.to_string().starts_with("table pets: "), "{error}");
}
