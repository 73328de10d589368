//! A secret key given from outside.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use keys::{KeyError, SecretKeys};
use model::Secret;
use tempfile::TempDir;

use crate::{keys_of, noon};

fn with(data: &TempDir, environment: &str) -> Result<SecretKeys, KeyError> {
    SecretKeys::open(&keys_of(data), Some(&Secret::from(environment.to_owned())), noon())
}

fn key(byte: u8) -> String {
    STANDARD.encode([byte; 32])
}

fn horse() -> Secret {
    Secret::from("correct horse".to_owned())
}

#[test]
fn it_seals_and_the_keys_of_the_folder_still_open() {
    let data = TempDir::new().unwrap();
    let before = SecretKeys::open(&keys_of(&data), None, noon()).unwrap().seal(&horse(), "here").unwrap();
    let keys = with(&data, &key(1)).unwrap();
    assert_eq!(keys.open_sealed(&before, "here").unwrap().expose(), "correct horse");

    let resealed = keys.reseal(&before, "here").unwrap().unwrap();
    let elsewhere = TempDir::new().unwrap();
    let same_key = with(&elsewhere, &key(1)).unwrap();
    assert_eq!(same_key.open_sealed(&resealed, "here").unwrap().expose(), "correct horse");
}

#[test]
fn without_it_what_it_sealed_stays_closed() {
    let data = TempDir::new().unwrap();
    let sealed = with(&data, &key(1)).unwrap().seal(&horse(), "here").unwrap();
    let without = SecretKeys::open(&keys_of(&data), None, noon()).unwrap();
    assert_eq!(without.open_sealed(&sealed, "here").unwrap_err().code(), "KEY-UNKNOWN");
}

#[test]
fn it_is_changed_by_writing_the_new_one_before_it() {
    let data = TempDir::new().unwrap();
    let sealed = with(&data, &key(1)).unwrap().seal(&horse(), "here").unwrap();
    let both = with(&data, &format!("{}, {}\n", key(2), key(1))).unwrap();
    assert!(!both.rotate(noon()).unwrap());
    let resealed = both.reseal(&sealed, "here").unwrap().unwrap();

    let new = with(&data, &key(2)).unwrap();
    assert_eq!(new.open_sealed(&resealed, "here").unwrap().expose(), "correct horse");
    assert_eq!(new.open_sealed(&sealed, "here").unwrap_err().code(), "KEY-UNKNOWN");
}

#[test]
fn what_is_no_key_is_refused_and_not_shown() {
    let data = TempDir::new().unwrap();
    let short = STANDARD.encode([1; 31]);
    let long = STANDARD.encode([1; 33]);
    for text in ["", " ", "swordfish", &short, &long, &format!("{},", key(1))] {
        let refusal = with(&data, text).unwrap_err();
        assert_eq!(refusal.code(), "KEY-ENVIRONMENT");
        let shown = format!("{refusal} {refusal:?}");
        assert!(text.trim().is_empty() || !shown.contains(text), "{shown}");
    }
}

#[test]
fn keys_do_not_print() {
    let data = TempDir::new().unwrap();
    let keys = with(&data, &key(1)).unwrap();
    let shown = format!("{keys:?}");
    let stored = std::fs::read_to_string(keys_of(&data).join("secrets.json")).unwrap();
    let stored: serde_json::Value = serde_json::from_str(&stored).unwrap();
    assert!(!shown.contains(&key(1)), "{shown}");
    assert!(!shown.contains(stored.pointer("/0/key").unwrap().as_str().unwrap()), "{shown}");
}
