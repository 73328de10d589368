//! An export that still goes on.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::case::Synced;
use super::findings::findings_of;

/// Somebody writes to a file during the whole run.
pub(super) fn check(synced: &Synced) {
    let roster = synced.homeroom.small_roster();
    let ended = AtomicBool::new(false);
    let run = std::thread::scope(|scope| {
        scope.spawn(|| write_until(&ended, &roster.join("roles.csv")));
        let run = synced.homeroom.over("sync", &roster, &["--json"]);
        ended.store(true, Ordering::Relaxed);
        run
    });
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let findings = findings_of(&run.json());
    let told = findings.iter().find(|finding| finding.code == "FILE-CHANGED").expect("the finding");
    assert_eq!((told.severity.as_str(), told.place.as_str()), ("fatal", "roles.csv"));
    assert!(told.message.contains("Export again"), "{}", told.message);
    synced.nothing_has_changed("a file that changes while it is read");
}

/// Adds blank lines, which are no fault by themselves.
fn write_until(ended: &AtomicBool, path: &Path) {
    let mut file = File::options().append(true).open(path).expect("the file");
    while !ended.load(Ordering::Relaxed) {
        file.write_all(b"\n").expect("a blank line");
        std::thread::sleep(Duration::from_millis(2));
    }
}
