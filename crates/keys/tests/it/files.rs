//! The folder and its files.

use std::fs;
use std::path::Path;

use chrono::TimeDelta;
use keys::{KeyError, SecretKeys, SigningKeys};
use model::Secret;
use tempfile::TempDir;

use crate::{keys_of, noon, noon_and};

fn open(data: &TempDir) -> Result<SecretKeys, KeyError> {
    SecretKeys::open(&keys_of(data), None, noon())
}

#[cfg(unix)]
fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path).unwrap().permissions()) & 0o777
}

#[cfg(unix)]
#[test]
fn only_their_owner_reads_keys() {
    let data = TempDir::new().unwrap();
    open(&data).unwrap().rotate(noon()).unwrap();
    SigningKeys::open(&keys_of(&data), noon()).unwrap().rotate(noon()).unwrap();
    assert_eq!(mode(&keys_of(&data)), 0o700);
    let mut names = Vec::new();
    for entry in fs::read_dir(keys_of(&data)).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        names.push(path.file_name().unwrap().to_str().unwrap().to_owned());
    }
    names.sort_unstable();
    assert_eq!(names, ["lock", "secrets.json", "tokens.json"]);
}

#[cfg(unix)]
#[test]
fn what_others_may_read_is_refused() {
    let data = TempDir::new().unwrap();
    drop(open(&data).unwrap());
    let file = keys_of(&data).join("secrets.json");
    for (path, open_mode, closed_mode) in
        [(&file, 0o640, 0o600), (&file, 0o604, 0o600), (&keys_of(&data), 0o755, 0o700)]
    {
        chmod(path, open_mode);
        let refusal = open(&data).unwrap_err();
        assert_eq!(refusal.code(), "KEY-PERMISSION");
        assert!(refusal.to_string().contains(&format!("chmod go= {}", path.display())), "{refusal}");
        chmod(path, closed_mode);
        open(&data).unwrap();
    }
}

#[test]
fn what_holds_no_keys_is_refused_and_left_alone() {
    let data = TempDir::new().unwrap();
    drop(open(&data).unwrap());
    drop(SigningKeys::open(&keys_of(&data), noon()).unwrap());
    let (secrets, tokens) = (keys_of(&data).join("secrets.json"), keys_of(&data).join("tokens.json"));
    let of_another_kind = fs::read(&tokens).unwrap();
    let broken: [&[u8]; 6] = [
        b"",
        b"[]",
        b"{\"key\":\"swordfish\"}",
        b"[{\"created\":\"2026-09-01T12:00:00Z\",\"key\":\"swordfish\"}]",
        b"\xff\xfe",
        &of_another_kind,
    ];
    for content in broken {
        fs::write(&secrets, content).unwrap();
        let refusal = open(&data).unwrap_err();
        assert_eq!(refusal.code(), "KEY-UNREADABLE");
        assert!(!format!("{refusal} {refusal:?}").contains("swordfish"));
        assert_eq!(fs::read(&secrets).unwrap(), content);
    }
}

#[test]
fn a_process_that_runs_seals_nothing_with_keys_that_are_gone() {
    let data = TempDir::new().unwrap();
    let keys = open(&data).unwrap();
    fs::remove_file(keys_of(&data).join("secrets.json")).unwrap();
    let refusal = keys.seal(&Secret::from("correct horse".to_owned()), "here").unwrap_err();
    assert_eq!(refusal.code(), "KEY-FILE");
}

#[test]
fn what_a_crash_left_is_cleared_away() {
    let data = TempDir::new().unwrap();
    let keys = open(&data).unwrap();
    fs::write(keys_of(&data).join("secrets.new"), "[{\"created\":").unwrap();
    keys.rotate(noon_and(TimeDelta::days(1))).unwrap();
    assert!(!keys_of(&data).join("secrets.new").exists());
    open(&data).unwrap();
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let data = TempDir::new().unwrap();
    fs::write(keys_of(&data), "a file").unwrap();
    assert_eq!(open(&data).unwrap_err().code(), "KEY-FILE");
}

#[cfg(unix)]
#[test]
fn keys_that_are_there_need_no_right_to_write() {
    let data = TempDir::new().unwrap();
    drop(open(&data).unwrap());
    fs::remove_file(keys_of(&data).join("lock")).unwrap();
    open(&data).unwrap().seal(&Secret::from("correct horse".to_owned()), "here").unwrap();
    assert!(!keys_of(&data).join("lock").exists());
}
