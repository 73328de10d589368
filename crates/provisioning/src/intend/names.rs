//! Names and values in a form that a directory takes.

/// Most characters of a display name.
pub(crate) const DISPLAY_NAME_LIMIT: usize = 256;

/// Most characters of an extension attribute.
const EXTENSION_LIMIT: usize = 256;

/// The name with control characters and runs of white space as single spaces, cut to what a directory
/// takes; `None` if nothing is left.
pub(super) fn display_name(name: &str) -> Option<String> {
    let spaced: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let tidy = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = truncated(&tidy, DISPLAY_NAME_LIMIT);
    (!cut.is_empty()).then(|| cut.to_owned())
}

/// The value of an extension attribute: trimmed and cut; `None` if nothing is left.
pub(super) fn extension_value(value: &str) -> Option<String> {
    let cut = truncated(value.trim(), EXTENSION_LIMIT);
    (!cut.is_empty()).then(|| cut.to_owned())
}

/// The distinct values, sorted and joined by commas; values that do not fit any more are left out whole.
pub(super) fn extension_list<'a>(values: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let sorted: std::collections::BTreeSet<&str> = values.into_iter().collect();
    let mut joined = String::new();
    for value in sorted {
        let separator = if joined.is_empty() { "" } else { "," };
        if joined.chars().count() + separator.len() + value.chars().count() > EXTENSION_LIMIT {
            break;
        }
        joined.push_str(separator);
        joined.push_str(value);
    }
    (!joined.is_empty()).then_some(joined)
}

/// The first `limit` characters, less the white space that a cut may leave at the end.
pub(super) fn truncated(text: &str, limit: usize) -> &str {
    match text.char_indices().nth(limit) {
        Some((end, _)) => text.get(..end).unwrap_or(text).trim_end(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_names_are_one_tidy_line() {
        assert_eq!(display_name("  Maths\t1\u{0} \n A "), Some("Maths 1 A".to_owned()));
        assert_eq!(display_name(" \u{7} "), None);
        assert_eq!(display_name(&"ä".repeat(300)), Some("ä".repeat(256)));
    }

    #[test]
    fn a_list_that_is_too_long_loses_whole_values() {
        assert_eq!(extension_list(["b", "a", "b"]), Some("a,b".to_owned()));
        let ids: Vec<String> = (0..100).map(|number| format!("id{number:03}")).collect();
        let joined = extension_list(ids.iter().map(String::as_str)).unwrap();
        assert!(joined.len() <= 256 && joined.ends_with(",id041"), "{joined}");
    }
}
