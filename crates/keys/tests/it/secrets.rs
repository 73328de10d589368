//! Sealing, opening and rotating.

use chrono::TimeDelta;
use keys::{KeyError, Sealed, SecretKeys};
use model::Secret;
use tempfile::TempDir;

use crate::{keys_of, noon, noon_and};

const PLACE: &str = "riverside/flow-1/students";

fn open(data: &TempDir) -> SecretKeys {
    SecretKeys::open(&keys_of(data), None, noon()).unwrap()
}

fn horse() -> Secret {
    Secret::from("correct horse".to_owned())
}

fn is_horse(opened: Result<Secret, KeyError>) -> bool {
    opened.unwrap().expose() == "correct horse"
}

#[test]
fn what_was_sealed_opens_also_after_a_restart() {
    let data = TempDir::new().unwrap();
    let sealed = open(&data).seal(&horse(), PLACE).unwrap();
    assert!(!sealed.as_str().contains("horse"));
    assert!(is_horse(open(&data).open_sealed(&sealed, PLACE)));
}

#[test]
fn an_empty_secret_and_any_letters_are_secrets_too() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    for text in ["", "пароль 🔑", "a.b/c+d=="] {
        let sealed = keys.seal(&Secret::from(text.to_owned()), PLACE).unwrap();
        assert_eq!(keys.open_sealed(&sealed, PLACE).unwrap().expose(), text);
    }
}

#[test]
fn a_secret_does_not_open_in_another_place() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    let sealed = keys.seal(&horse(), PLACE).unwrap();
    for elsewhere in ["hillcrest/flow-1/students", "riverside/flow-1/staff", ""] {
        assert_eq!(keys.open_sealed(&sealed, elsewhere).unwrap_err().code(), "KEY-ALTERED");
    }
}

#[test]
fn the_same_secret_is_never_sealed_alike() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    assert_ne!(keys.seal(&horse(), PLACE).unwrap(), keys.seal(&horse(), PLACE).unwrap());
}

#[test]
fn an_altered_secret_does_not_open() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    let sealed = keys.seal(&horse(), PLACE).unwrap().to_string();
    let (head, body) = sealed.rsplit_once('.').unwrap();
    let flipped = if body.starts_with('A') { 'B' } else { 'A' };
    let altered: Sealed = format!("{head}.{flipped}{}", body.get(1..).unwrap()).parse().unwrap();
    assert_eq!(keys.open_sealed(&altered, PLACE).unwrap_err().code(), "KEY-ALTERED");
    let cut: Sealed = format!("{head}.AAAA").parse().unwrap();
    assert_eq!(keys.open_sealed(&cut, PLACE).unwrap_err().code(), "KEY-NOTSEALED");
}

#[test]
fn a_secret_of_another_installation_names_the_key_that_is_missing() {
    let (ours, theirs) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let sealed = open(&theirs).seal(&horse(), PLACE).unwrap();
    let refusal = open(&ours).open_sealed(&sealed, PLACE).unwrap_err();
    assert!(matches!(&refusal, KeyError::UnknownKey { id } if id == sealed.key_id()), "{refusal}");
}

#[test]
fn a_rotation_is_noticed_by_a_running_process() {
    let data = TempDir::new().unwrap();
    let (server, command) = (open(&data), open(&data));
    let before = server.seal(&horse(), PLACE).unwrap();
    assert!(command.rotate(noon()).unwrap());

    let after = server.seal(&horse(), PLACE).unwrap();
    assert_ne!(after.key_id(), before.key_id());
    assert!(is_horse(server.open_sealed(&before, PLACE)));
    assert!(is_horse(command.open_sealed(&after, PLACE)));
}

#[test]
fn resealing_moves_a_secret_to_the_newest_key() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    let old = keys.seal(&horse(), PLACE).unwrap();
    assert_eq!(keys.reseal(&old, PLACE).unwrap(), None);
    keys.rotate(noon()).unwrap();
    assert!(keys.needs_resealing(&old).unwrap());

    let new = keys.reseal(&old, PLACE).unwrap().unwrap();
    assert!(!keys.needs_resealing(&new).unwrap());
    assert!(is_horse(keys.open_sealed(&new, PLACE)));
    assert_eq!(keys.reseal(&old, "elsewhere").unwrap_err().code(), "KEY-ALTERED");
}

#[test]
fn a_replaced_key_is_forgotten_an_hour_later() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    let first = keys.seal(&horse(), PLACE).unwrap();
    let rotated = noon_and(TimeDelta::days(30));
    keys.rotate(rotated).unwrap();
    let second = keys.seal(&horse(), PLACE).unwrap();

    keys.forget_unused(rotated + TimeDelta::minutes(59)).unwrap();
    assert!(is_horse(keys.open_sealed(&first, PLACE)));
    keys.forget_unused(rotated + TimeDelta::minutes(61)).unwrap();
    assert_eq!(keys.open_sealed(&first, PLACE).unwrap_err().code(), "KEY-UNKNOWN");
    assert!(is_horse(keys.open_sealed(&second, PLACE)));
    keys.forget_unused(rotated + TimeDelta::days(365)).unwrap();
    assert!(is_horse(keys.open_sealed(&second, PLACE)));
}

#[test]
fn processes_that_start_together_agree_on_the_first_key() {
    let data = TempDir::new().unwrap();
    let sealed: Vec<Sealed> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..8).map(|_| scope.spawn(|| open(&data).seal(&horse(), PLACE))).collect();
        starts.into_iter().map(|start| start.join().unwrap().unwrap()).collect()
    });
    let keys = open(&data);
    for sealed in sealed {
        assert!(is_horse(keys.open_sealed(&sealed, PLACE)));
    }
}

#[test]
fn rotations_at_once_lose_no_key() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    let sealed: Vec<Sealed> = std::thread::scope(|scope| {
        let rotate = || {
            let own = open(&data);
            own.rotate(noon()).unwrap();
            own.seal(&horse(), PLACE).unwrap()
        };
        let rotations: Vec<_> = (0..8).map(|_| scope.spawn(rotate)).collect();
        rotations.into_iter().map(|rotation| rotation.join().unwrap()).collect()
    });
    for sealed in sealed {
        assert!(is_horse(keys.open_sealed(&sealed, PLACE)));
    }
}
