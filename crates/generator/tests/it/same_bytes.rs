//! The same settings, the same bytes.

use generator::{FILES, Settings};
use proptest::prelude::*;

use crate::written::{Written, any_settings, people};

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whoever_asks_twice_gets_the_same(settings in any_settings()) {
        let (first, second) = (Written::new(&settings), Written::new(&settings));
        for file in FILES {
            prop_assert_eq!(first.text(file), second.text(file));
        }
        prop_assert_eq!(first.summary, second.summary);
    }
}

#[test]
fn another_seed_is_another_district() {
    let first = Written::new(&people(100));
    let second = Written::new(&Settings { seed: 2, ..people(100) });
    assert_ne!(first.text("users.csv"), second.text("users.csv"));
}

/// What must not change, whatever becomes of the code: measurements of one version are held against those
/// of another.
#[test]
fn this_district_is_what_it_always_was() {
    let written = Written::new(&Settings { change_percent: 5.0, ..people(1_000) });
    let digests: Vec<(&str, u64)> = FILES.iter().map(|file| (*file, digest(&written.text(file)))).collect();
    let expected = [
        ("orgs.csv", 447_315_854_091_707_951),
        ("academicSessions.csv", 11_544_418_113_981_873_053),
        ("users.csv", 10_882_776_165_547_182_661),
        ("roles.csv", 18_236_203_346_405_130_307),
        ("courses.csv", 8_928_226_480_283_144_662),
        ("classes.csv", 12_961_593_128_044_230_402),
        ("enrollments.csv", 841_343_261_559_372_027),
        ("demographics.csv", 4_021_443_607_751_109_776),
        ("userFlags.csv", 853_927_777_895_134_020),
        ("relationships.csv", 13_652_774_159_158_074_974),
    ];
    assert_eq!(digests, expected);
}

/// FNV-1a, which takes a line.
fn digest(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
