//! The keys of the URLs of uploads.

use chrono::{DateTime, TimeDelta, Utc};
use keys::{LONGEST_UPLOAD, UploadKeys};
use tempfile::TempDir;

use crate::{keys_of, noon, noon_and};

fn open(data: &TempDir) -> UploadKeys {
    UploadKeys::open(&keys_of(data), noon()).unwrap()
}

fn after_longest(seconds: i64) -> DateTime<Utc> {
    noon_and(LONGEST_UPLOAD + TimeDelta::seconds(seconds))
}

#[test]
fn a_rotated_key_signs_in_every_process_and_the_old_one_stays_behind_it() {
    let data = TempDir::new().unwrap();
    let (here, elsewhere) = (open(&data), open(&data));
    let first = here.expose().unwrap();
    elsewhere.rotate(noon()).unwrap();
    let both = here.expose().unwrap();
    assert_eq!((both.len(), both.last()), (2, first.first()));
}

#[test]
fn an_old_key_goes_when_its_urls_have_ended() {
    let data = TempDir::new().unwrap();
    let keys = open(&data);
    keys.rotate(noon()).unwrap();
    keys.forget_unused(after_longest(0)).unwrap();
    assert_eq!(keys.expose().unwrap().len(), 2, "the last of its URLs ends now");
    keys.forget_unused(after_longest(1)).unwrap();
    assert_eq!(keys.expose().unwrap().len(), 1);
}
