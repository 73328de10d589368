//! Runs the binary in a data directory of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A day on which the sample's first term runs.
const TODAY: &str = "2026-10-05";

/// A data directory, and the binary to use it with.
pub(crate) struct Homeroom {
    folder: TempDir,
}

/// What a command answered.
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Answer {
    /// Standard output as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.err))
    }
}

impl Homeroom {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().expect("a folder") }
    }

    /// The sample district of the repository.
    pub(crate) fn riverside() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/riverside")
    }

    /// A copy of the sample that a test may change.
    pub(crate) fn copy_of_riverside(&self) -> PathBuf {
        let copy = self.folder.path().join("roster");
        std::fs::create_dir_all(&copy).expect("a folder");
        for file in std::fs::read_dir(Self::riverside()).expect("the sample") {
            let file = file.expect("a file").path();
            std::fs::copy(&file, copy.join(file.file_name().expect("a name"))).expect("a copy");
        }
        copy
    }

    pub(crate) fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Runs a command in the data directory.
    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_homeroom"));
        let Output { status, stdout, stderr } = command
            .args(arguments)
            .arg("--data-dir")
            .arg(self.data_dir())
            .env_remove("HOMEROOM_DATA_DIR")
            .output()
            .expect("the binary runs");
        Answer {
            code: status.code().expect("an exit code"),
            out: String::from_utf8(stdout).expect("text"),
            err: String::from_utf8(stderr).expect("text"),
        }
    }

    /// Runs a command over a roster on a day of the first term.
    pub(crate) fn over(&self, command: &str, roster: &Path, more: &[&str]) -> Answer {
        let roster = roster.to_str().expect("a path in UTF-8");
        let arguments: Vec<&str> =
            [command, roster, "--today", TODAY].into_iter().chain(more.iter().copied()).collect();
        self.run(&arguments)
    }
}
