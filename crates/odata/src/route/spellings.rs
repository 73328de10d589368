//! All ways to write a path, for tests that must try each.

use super::template::{Part, Template, unqualified};
use crate::Literal;
use crate::literal::double_quotes;
use crate::path::{Arguments, Segment, encode_segment};

impl Template {
    /// The spellings of this template with the given `keys`, in the order of [`Template::parameters`]: as
    /// written, in lower and in upper case; each key as a segment and in parentheses; operations with and without
    /// namespace and parentheses.
    #[must_use]
    pub fn spellings(&self, keys: &[&str]) -> Vec<String> {
        let cases: [fn(&str) -> String; 3] =
            [str::to_owned, str::to_ascii_lowercase, str::to_ascii_uppercase];
        cases.into_iter().flat_map(|case| self.spelled(keys, case)).collect()
    }

    fn spelled(&self, keys: &[&str], case: fn(&str) -> String) -> Vec<String> {
        let mut keys = keys.iter();
        self.parts().iter().fold(vec![String::new()], |starts, part| {
            let ends = match part {
                Part::Name(name) | Part::Cast(name) => vec![format!("/{}", case(name))],
                Part::Reserved(name) => vec![format!("/{name}")],
                Part::AnyCast(_) => {
                    keys.next().map_or_else(Vec::new, |name| vec![format!("/{}", case(name))])
                }
                Part::Key(_) => keys.next().map_or_else(Vec::new, |key| key_spellings(key)),
                Part::Operation(name) => operation_spellings(&case(name)),
            };
            let joined = starts.iter().flat_map(|start| ends.iter().map(move |end| format!("{start}{end}")));
            joined.collect()
        })
    }
}

fn operation_spellings(qualified: &str) -> Vec<String> {
    let names = [qualified, unqualified(qualified)];
    names.into_iter().flat_map(|name| [format!("/{name}"), format!("/{name}()")]).collect()
}

fn key_spellings(key: &str) -> Vec<String> {
    let mut spellings = vec![format!("('{}')", encode_segment(&double_quotes(key)))];
    if is_bare(key) {
        spellings.push(format!("({key})"));
    }
    if is_segment(key) {
        spellings.push(format!("/{}", encode_segment(key)));
    }
    spellings
}

/// Whether a key may stand in parentheses without quotes.
fn is_bare(key: &str) -> bool {
    let literal = Literal::parse(key);
    literal.is_ok_and(|literal| {
        matches!(literal, Literal::Guid(_) | Literal::Integer(_)) && literal.to_string() == key
    })
}

/// Whether a key may be a segment of its own: it is not empty, not reserved, and not a name with arguments.
fn is_segment(key: &str) -> bool {
    let plain = Segment::parse(key).is_ok_and(|segment| segment.arguments == Arguments::None);
    plain && !key.is_empty() && !key.starts_with('$')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings(template: &'static str, keys: &[&str]) -> Vec<String> {
        Template::parse(template).unwrap().spellings(keys)
    }

    #[test]
    fn every_way_is_tried() {
        assert_eq!(spellings("/Runs/$count", &[]), ["/Runs/$count", "/runs/$count", "/RUNS/$count"]);
        let all = spellings("/a/{k}/n.go", &["it's"]);
        assert_eq!(all.len(), 3 * 2 * 4);
        assert_eq!(spellings("/a/<{t}>", &["n.B"]), ["/a/n.B", "/a/n.b", "/A/N.B"]);
        for one in ["/a('it%27%27s')/n.go", "/a/it%27s/go()", "/A/it%27s/N.GO()", "/A('it%27%27s')/GO"] {
            assert!(all.iter().any(|path| path == one), "{one}");
        }
    }

    #[test]
    fn a_key_is_written_only_as_it_can_be_read() {
        assert_eq!(key_spellings("7"), ["('7')", "(7)", "/7"]);
        assert_eq!(key_spellings("07"), ["('07')", "/07"]);
        assert_eq!(key_spellings("$count"), ["('%24count')"]);
        assert_eq!(key_spellings("a(1)"), ["('a%281%29')"]);
        assert_eq!(key_spellings(""), ["('')"]);
    }
}
