//! The inputs that are kept of a target: what fuzzing begins with, and what it once found.

use std::fs;
use std::path::Path;

/// Runs `check` over each input.
///
/// # Panics
/// When `check` does, naming the input; or when there is none.
#[expect(clippy::print_stdout, reason = "it is shown when the input fails")]
pub(crate) fn each(target: &str, check: impl Fn(&[u8])) {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let mut count = 0;
    for kind in ["seeds", "regressions"] {
        let Ok(files) = fs::read_dir(fuzz.join(kind).join(target)) else { continue };
        for file in files {
            let path = file.unwrap().path();
            println!("{}", path.display());
            check(&fs::read(&path).unwrap());
            count += 1;
        }
    }
    assert!(count > 0, "{target} has no seeds");
}
