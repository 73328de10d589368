//! A folder holds all of a district or nothing.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use generator::{District, FILES, GenerateError, write_folder};
use tempfile::TempDir;

use crate::written::people;

fn district() -> District {
    District::new(&people(100)).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_folder_is_made_where_there_is_none() {
    let folder = TempDir::new().unwrap();
    let deep = folder.path().join("a/b");
    write_folder(&district(), &deep).unwrap();
    let mut expected = FILES.to_vec();
    expected.sort_unstable();
    assert_eq!(names(&deep), expected);
}

#[test]
fn what_is_there_is_left_alone() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    let error = write_folder(&district(), folder.path()).unwrap_err();
    assert_eq!(error.code(), "GENERATE-FOLDER");
    assert!(error.to_string().ends_with("is not empty: name a folder that is empty or does not exist yet"));
    assert_eq!(names(folder.path()), ["notes.txt"]);

    let file = folder.path().join("notes.txt");
    let error = write_folder(&district(), &file).unwrap_err();
    assert_eq!(error.code(), "GENERATE-FOLDER");
    assert_eq!(fs::read_to_string(file).unwrap(), "mine");
}

/// A path that is so long that a folder fits, and the first file, but not the second.
#[cfg(target_os = "linux")]
#[test]
fn nothing_is_left_of_a_district_that_could_not_be_written() {
    /// The most bytes of a path, without the one that ends it.
    const LONGEST: usize = 4_095;
    let folder = TempDir::new().unwrap();
    let mut path = folder.path().to_owned();
    let length = LONGEST - "/orgs.csv.part".len();
    while path.as_os_str().len() < length {
        let left = length - path.as_os_str().len() - 1;
        // A part of one letter could not follow a part that leaves no room for a slash.
        path.push("d".repeat(if left > 200 { 100 } else { left }));
    }
    let parent = path.parent().unwrap();
    fs::create_dir_all(parent).unwrap();

    let error = write_folder(&district(), &path).unwrap_err();
    assert!(matches!(error, GenerateError::Write { .. }), "{error}");
    assert!(!error.is_usage());
    assert_eq!(names(parent), Vec::<String>::new());

    fs::create_dir(&path).unwrap();
    write_folder(&district(), &path).unwrap_err();
    assert_eq!(names(&path), Vec::<String>::new());
}

/// Takes some bytes, and then no more.
struct Full {
    left: usize,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.left = self.left.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_told_wherever_it_strikes() {
    let mut sizes = Vec::new();
    for file in FILES {
        let written = crate::written::Written::new(&people(100));
        sizes.push((file, written.text(file).len()));
    }
    for (full, size) in sizes {
        let left = |name: &str| if name == *full { size - 1 } else { usize::MAX };
        let error = district().write(|name| Ok(Full { left: left(name) })).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{full}");
        district().write(|name| Ok(Full { left: left(name).max(size) })).unwrap();
    }
}
