//! Formats that schools send and that are not read: told from a broken roster of a format that is.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use crate::OpenError;
use crate::folder::Folder;

/// A format that is known and not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnreadFormat {
    /// School Data Sync v1: a file for each kind of people.
    SdsV1,
    /// School Data Sync v2, before v2.1: roles and schools stand in `users.csv`.
    SdsV2,
    /// `OneRoster` 1.1 or 1.2 as CSV files.
    OneRosterCsv,
}

impl fmt::Display for UnreadFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SdsV1 => "SDS v1",
            Self::SdsV2 => "SDS v2",
            Self::OneRosterCsv => "OneRoster CSV",
        })
    }
}

/// Files of SDS v1 that no other format has.
const SDS_V1: [&str; 6] =
    ["School.csv", "Section.csv", "Student.csv", "Teacher.csv", "StudentEnrollment.csv", "TeacherRoster.csv"];

/// What says which files of a `OneRoster` export are there.
const MANIFEST: &str = "manifest.csv";

const USERS: &str = "users.csv";

/// The longest header that is looked at, in bytes.
const HEADER: u64 = 4096;

impl UnreadFormat {
    /// The format of the roster in `folder`, if it looks like one of these. To be asked of a folder that cannot be
    /// taken in as what it should be: some of these resemble what is read.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn of(folder: &Path) -> Result<Option<Self>, OpenError> {
        Ok(Self::of_listed(&Folder::list(folder)?))
    }

    pub(crate) fn of_listed(folder: &Folder) -> Option<Self> {
        if SDS_V1.iter().any(|name| folder.find(name).is_some()) {
            return Some(Self::SdsV1);
        }
        let header = header(&folder.path().join(USERS));
        let has = |column: &str| header.split(',').any(|name| name.trim().trim_matches('"') == column);
        match (folder.find(MANIFEST).is_some() || has("enabledUser"), has("orgSourcedIds")) {
            (true, _) => Some(Self::OneRosterCsv),
            (false, true) => Some(Self::SdsV2),
            (false, false) => None,
        }
    }
}

/// The first line of a file; nothing of one that has none to be read.
fn header(path: &Path) -> String {
    let mut line = Vec::new();
    let read =
        File::open(path).and_then(|file| BufReader::new(file.take(HEADER)).read_until(b'\n', &mut line));
    match read {
        Ok(_) => String::from_utf8_lossy(&line).trim_start_matches('\u{feff}').to_owned(),
        Err(_) => String::new(),
    }
}
