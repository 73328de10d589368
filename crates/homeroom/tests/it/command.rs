//! Runs the binary in a data directory of its own.

use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A day on which the sample's first term runs.
const TODAY: &str = "2026-10-05";

/// The user and the group who own nothing.
const NOBODY: u32 = 65_534;

/// A data directory, and the binary to use it with.
pub(crate) struct Homeroom {
    folder: TempDir,
    program: PathBuf,
    /// Who runs it, if not whoever runs the tests.
    user: Option<u32>,
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
        let folder = TempDir::new().expect("a folder");
        Self { folder, program: PathBuf::from(env!("CARGO_BIN_EXE_homeroom")), user: None }
    }

    /// Run by a user who may do only what permissions grant: root, as whom tests may run, may do everything.
    pub(crate) fn as_ordinary_user() -> Self {
        let mut homeroom = Self::new();
        if rustix::process::geteuid().is_root() {
            let folder = homeroom.folder.path();
            let program = folder.join("homeroom");
            let linked = std::fs::hard_link(&homeroom.program, &program);
            linked.or_else(|_| std::fs::copy(&homeroom.program, &program).map(drop)).expect("the binary");
            std::fs::set_permissions(folder, PermissionsExt::from_mode(0o755)).expect("a mode");
            chown(folder, Some(NOBODY), Some(NOBODY)).expect("an owner");
            (homeroom.program, homeroom.user) = (program, Some(NOBODY));
        }
        homeroom
    }

    /// The sample district of the repository.
    pub(crate) fn riverside() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/riverside")
    }

    /// A copy of the sample that a test may change.
    pub(crate) fn copy_of_riverside(&self) -> PathBuf {
        let copy = self.path("roster");
        std::fs::create_dir_all(&copy).expect("a folder");
        for file in std::fs::read_dir(Self::riverside()).expect("the sample") {
            let file = file.expect("a file").path();
            std::fs::copy(&file, copy.join(file.file_name().expect("a name"))).expect("a copy");
        }
        copy
    }

    /// A path beside the data directory.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn data_dir(&self) -> PathBuf {
        self.path("data")
    }

    /// Runs a command in the data directory.
    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        self.answer(Command::new(&self.program), &self.data_dir(), arguments)
    }

    /// Runs a command in another data directory.
    pub(crate) fn run_in(&self, data_dir: &Path, arguments: &[&str]) -> Answer {
        self.answer(Command::new(&self.program), data_dir, arguments)
    }

    /// Runs a command that may use only so many KiB of address space.
    pub(crate) fn run_in_room(&self, kibibytes: u32, arguments: &[&str]) -> Answer {
        let mut shell = Command::new("sh");
        let room = kibibytes.to_string();
        shell.args(["-c", r#"ulimit -v "$0" && exec "$@""#, &room]).arg(&self.program);
        self.answer(shell, &self.data_dir(), arguments)
    }

    fn answer(&self, mut command: Command, data_dir: &Path, arguments: &[&str]) -> Answer {
        if let Some(user) = self.user {
            command.uid(user).gid(user);
        }
        command.args(arguments).arg("--data-dir").arg(data_dir).env_remove("HOMEROOM_DATA_DIR");
        command.env_remove("HOMEROOM_DATABASE_URL");
        let Output { status, stdout, stderr } = command.output().expect("the binary runs");
        Answer {
            code: status.code().expect("an exit code"),
            out: String::from_utf8(stdout).expect("text"),
            err: String::from_utf8(stderr).expect("text"),
        }
    }

    /// Runs a command over a roster on a day of the first term.
    pub(crate) fn over(&self, command: &str, roster: &Path, more: &[&str]) -> Answer {
        self.run(&over(command, roster, more))
    }
}

/// The arguments that run a command over a roster on a day of the first term.
pub(crate) fn over<'a>(command: &'a str, roster: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    let roster = roster.to_str().expect("a path in UTF-8");
    [command, roster, "--today", TODAY].into_iter().chain(more.iter().copied()).collect()
}

/// Copies a folder with all it holds, permissions and all.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    std::fs::set_permissions(to, std::fs::metadata(from).expect("a folder").permissions())
        .expect("permissions");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a copy");
        }
    }
}
