//! Data directories that are not ours to use.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use crate::command::{Answer, Homeroom};

/// The databases of a data directory.
const DATABASES: [&str; 2] = ["homeroom.db", "directory.db"];

#[test]
fn a_data_directory_of_a_newer_version_is_refused_and_left_alone() {
    let homeroom = Homeroom::new();
    let roster = homeroom.small_roster();
    assert_eq!(homeroom.over("validate", &roster, &[]).code, 0);
    for name in DATABASES {
        let file = homeroom.data_dir().join(name);
        execute(
            &file,
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'of tomorrow', true, x'00', 0)",
        );
        let before = fs::read(&file).expect("the file");
        refused(&homeroom.over("sync", &roster, &[]), "DATA-VERSION", name, "use a newer version");
        assert_eq!(fs::read(&file).expect("the file"), before);
        execute(&file, "DELETE FROM _sqlx_migrations WHERE version = 9999");
    }
    assert_eq!(homeroom.over("validate", &roster, &[]).code, 0);
}

#[test]
fn a_data_directory_of_another_program_is_refused_and_left_alone() {
    let homeroom = Homeroom::new();
    let roster = homeroom.small_roster();
    fs::create_dir(homeroom.data_dir()).expect("a folder");
    for name in DATABASES {
        let file = homeroom.data_dir().join(name);
        fs::write(&file, "no database, but a long enough text to have been somebody's").expect("a file");
        refused(&homeroom.over("sync", &roster, &[]), "DATA-FOREIGN", name, "name a different one");
        assert!(fs::read_to_string(&file).expect("the file").starts_with("no database"));
        fs::remove_file(&file).expect("a file");

        fs::write(&file, "").expect("a file");
        execute(&file, "CREATE TABLE recipes (title TEXT)");
        let before = fs::read(&file).expect("the file");
        refused(&homeroom.over("sync", &roster, &[]), "DATA-FOREIGN", name, "name a different one");
        assert_eq!(fs::read(&file).expect("the file"), before);
        fs::remove_file(&file).expect("a file");
    }
    assert_eq!(homeroom.over("validate", &roster, &[]).code, 0);
}

#[test]
fn a_data_directory_without_permission_is_refused() {
    let homeroom = Homeroom::as_ordinary_user();
    let roster = homeroom.small_roster();
    let data = homeroom.data_dir();
    assert_eq!(homeroom.over("validate", &roster, &[]).code, 0);
    let permit = |mode| fs::set_permissions(&data, PermissionsExt::from_mode(mode)).expect("a mode");
    permit(0);
    refused(&homeroom.over("sync", &roster, &[]), "DATA-FILE", "homeroom.db", "writable");
    permit(0o700);
    assert_eq!(homeroom.over("validate", &roster, &[]).code, 0);
}

#[test]
fn a_file_is_no_data_directory() {
    let homeroom = Homeroom::new();
    let roster = homeroom.small_roster();
    fs::write(homeroom.data_dir(), "a file").expect("a file");
    refused(&homeroom.over("sync", &roster, &[]), "DATA-FILE", "data", "check that the data directory");
    assert_eq!(fs::read_to_string(homeroom.data_dir()).expect("the file"), "a file");
}

fn refused(run: &Answer, code: &str, file: &str, cure: &str) {
    assert_eq!(run.code, 1, "{}", run.err);
    let told = [format!("homeroom: {code}: "), file.to_owned(), cure.to_owned()];
    assert!(told.iter().all(|part| run.err.contains(part)), "{}", run.err);
}

fn execute(file: &Path, sql: &'static str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut connection: SqliteConnection =
            SqliteConnectOptions::new().filename(file).connect().await.expect("a database");
        sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.expect("a statement");
        connection.close().await.expect("an end");
    });
}
