//! One way to spoil a roster, and what must then be true.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::district::append;
use super::findings::{Finding, findings_of};
use crate::command::{Answer, Homeroom, copy, over};

/// Kibibytes of address space that a run over bad input gets: one over a sound district takes one million of them,
/// most for the program itself, the engine and the stacks of its threads.
pub(super) const ROOM: u32 = 2 << 20;

/// A way to spoil the small district so that it cannot be used as a whole.
#[derive(Clone, Copy)]
pub(super) struct Case {
    pub(super) what: &'static str,
    pub(super) spoil: fn(&Path),
    pub(super) exit: i32,
    pub(super) code: &'static str,
    /// The file, and the line if there is one: `users.csv:3`.
    pub(super) place: &'static str,
    /// What the message asks for.
    pub(super) cure: &'static str,
}

/// A data directory in which the small district is provisioned.
pub(super) struct Synced {
    pub(super) homeroom: Homeroom,
    /// What the directory and the lake hold.
    state: String,
}

impl Synced {
    pub(super) fn new() -> Self {
        static FIRST_DAY: OnceLock<Homeroom> = OnceLock::new();
        let first = FIRST_DAY.get_or_init(|| {
            let homeroom = Homeroom::new();
            let run = homeroom.over("sync", &homeroom.small_roster(), &["--json"]);
            assert_eq!(run.code, 0, "{}{}", run.out, run.err);
            homeroom
        });
        let homeroom = Homeroom::new();
        for place in [homeroom.data_dir(), homeroom.path("undisturbed")] {
            copy(&first.data_dir(), &place);
        }
        let state = state(&homeroom);
        Self { homeroom, state }
    }

    /// Spoils a roster, syncs it, and checks what is told and that nothing else has happened.
    pub(super) fn check(&self, case: &Case) {
        let roster = self.homeroom.small_roster();
        (case.spoil)(&roster);
        let run = self.homeroom.run_in_room(ROOM, &over("sync", &roster, &["--json"]));
        let what = case.what;
        assert_eq!(run.code, case.exit, "{what}: {}{}", run.out, run.err);
        let told = told(&run);
        let is_told = |finding: &Finding| {
            finding.code == case.code && finding.place == case.place && finding.message.contains(case.cure)
        };
        assert!(told.iter().any(is_told), "{what}: {told:#?}");
        self.nothing_has_changed(what);
    }

    /// Only findings may have been written.
    pub(super) fn nothing_has_changed(&self, what: &str) {
        assert_eq!(state(&self.homeroom), self.state, "{what}");
    }

    /// The next good run finds nothing to do, and the first change is planned as it is where nothing bad was ever
    /// read.
    pub(super) fn goes_on_as_if_nothing_had_happened(&self) {
        let homeroom = &self.homeroom;
        let roster = homeroom.small_roster();
        let again = homeroom.over("sync", &roster, &["--json"]);
        assert_eq!((again.code, again.json()["plan"]["operations"].as_u64()), (0, Some(0)), "{}", again.out);
        append(&roster.join("users.csv"), "P3,dee,Dunn,Dee\n");
        append(&roster.join("roles.csv"), "P3,S1,student\n");
        let here = homeroom.over("plan", &roster, &["--json"]).json();
        let undisturbed = homeroom.path("undisturbed");
        let there = homeroom.run_in(&undisturbed, &over("plan", &roster, &["--json"])).json();
        assert_eq!(here["plan"], there["plan"]);
        assert_eq!(here["plan"]["byKind"]["createUser"], 1);
    }
}

/// The findings of a run, or its error as if it were one.
fn told(run: &Answer) -> Vec<Finding> {
    match run.err.strip_prefix("homeroom: ").and_then(|error| error.split_once(": ")) {
        Some((code, message)) => vec![Finding {
            severity: "fatal".to_owned(),
            code: code.to_owned(),
            place: String::new(),
            message: message.to_owned(),
        }],
        None => findings_of(&run.json()),
    }
}

/// Every object and membership of the directory, and every file of the lake.
fn state(homeroom: &Homeroom) -> String {
    let listing = |what| homeroom.run(&["directory", what, "--json"]).out;
    let listings = ["users", "groups", "units", "members"].map(listing).concat();
    format!("{listings}{:#?}", files(&homeroom.data_dir().join("lake")))
}

/// Every file below `folder`.
pub(super) fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.extend([path]) }
    }
    files
}
