//! Mail nicknames: unique, and free of what directories refuse.

use super::names::truncated;

/// Most characters of a mail nickname.
pub(crate) const NICKNAME_LIMIT: usize = 64;

/// Hexadecimal digits of a suffix: enough that a million altered names do not meet by chance within one
/// stem, short enough to read.
const SUFFIX_DIGITS: usize = 10;

/// Whether a directory takes `nickname`.
pub(crate) fn is_safe(nickname: &str) -> bool {
    !nickname.is_empty() && nickname.len() <= NICKNAME_LIMIT && nickname.chars().all(is_safe_character)
}

/// Letters, digits and the marks that no directory minds.
const fn is_safe_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// `wanted` if it can be used as it is; otherwise a safe form of it with a suffix that derives from
/// `source_id`, so that two names that look alike once they are safe still differ.
pub(super) fn nickname(wanted: &str, source_id: &str) -> String {
    if is_safe(wanted) { wanted.to_owned() } else { with_suffix(wanted, source_id) }
}

/// A safe form of `wanted` with the suffix of `source_id`.
pub(super) fn with_suffix(wanted: &str, source_id: &str) -> String {
    let safe: String = wanted.chars().map(|c| if is_safe_character(c) { c } else { '_' }).collect();
    let stem = truncated(&safe, NICKNAME_LIMIT - SUFFIX_DIGITS - 1);
    let digest = blake3::hash(source_id.as_bytes()).to_hex();
    format!("{stem}-{}", truncated(&digest, SUFFIX_DIGITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_safe_name_stays_as_it_is() {
        assert_eq!(nickname("Section_112001", "112001"), "Section_112001");
    }

    #[test]
    fn names_that_become_alike_still_differ() {
        let (slash, space) = (nickname("Section_a/b", "a/b"), nickname("Section_a b", "a b"));
        assert!(slash.starts_with("Section_a_b-") && space.starts_with("Section_a_b-"), "{slash} {space}");
        assert_ne!(slash, space);
        assert!(is_safe(&slash) && is_safe(&space));
    }

    #[test]
    fn a_long_name_is_cut_and_told_apart() {
        let (one, other) = (format!("{}1", "x".repeat(80)), format!("{}2", "x".repeat(80)));
        let nicknames = (nickname(&one, &one), nickname(&other, &other));
        assert_ne!(nicknames.0, nicknames.1);
        assert_eq!((nicknames.0.len(), nicknames.1.len()), (NICKNAME_LIMIT, NICKNAME_LIMIT));
    }
}
