//! Whether a path is a spelling of a template.

use super::template::{Part, Template, unqualified};
use crate::{Arguments, Literal, ResourcePath, Segment};

/// What a path says beyond its template.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matched {
    keys: Vec<(&'static str, String)>,
    arguments: Vec<(String, Literal)>,
}

impl Matched {
    /// The key or the type that the template calls `name`.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&str> {
        self.keys.iter().find(|(known, _)| *known == name).map(|(_, key)| key.as_str())
    }

    /// The argument of the operation that is called `name`, in any case.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<&Literal> {
        self.arguments.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

impl Template {
    /// What `path` says, if it is a spelling of this template.
    #[must_use]
    pub fn matches(&self, path: &ResourcePath) -> Option<Matched> {
        // Most templates are of another length, and need not be looked at.
        if self.parts().len() != length(path) {
            return None;
        }
        let mut matched = Matched::default();
        let mut parts = self.parts().iter();
        for segment in &path.segments {
            let part = parts.next().filter(|part| part.names(&segment.name))?;
            match (part, &segment.arguments) {
                (Part::Key(parameter) | Part::AnyCast(parameter), Arguments::None) => {
                    matched.keys.push((parameter, segment.name.clone()));
                }
                (Part::Name(_) | Part::Cast(_) | Part::AnyCast(_), Arguments::Key(literal)) => {
                    if let Part::AnyCast(parameter) = part {
                        matched.keys.push((parameter, segment.name.clone()));
                    }
                    let Some(Part::Key(parameter)) = parts.next() else { return None };
                    matched.keys.push((parameter, key_text(literal)?));
                }
                (Part::Operation(_), Arguments::Named(arguments)) => matched.arguments.clone_from(arguments),
                (Part::Operation(_), Arguments::Empty)
                | (Part::Name(_) | Part::Cast(_) | Part::Operation(_) | Part::Reserved(_), Arguments::None) =>
                    {}
                _ => return None,
            }
        }
        parts.next().is_none().then_some(matched)
    }
}

/// Of how many parts a template is that `path` spells: a key in parentheses is one.
fn length(path: &ResourcePath) -> usize {
    let is_key = |segment: &&Segment| matches!(segment.arguments, Arguments::Key(_));
    path.segments.len() + path.segments.iter().filter(is_key).count()
}

impl Part {
    fn names(self, name: &str) -> bool {
        match self {
            Self::Name(known) | Self::Cast(known) => known.eq_ignore_ascii_case(name),
            Self::Operation(known) => {
                known.eq_ignore_ascii_case(name) || unqualified(known).eq_ignore_ascii_case(name)
            }
            Self::Reserved(known) => known == name,
            // A type has a namespace, and so a dot.
            Self::AnyCast(_) => name.contains('.'),
            // What begins with a dollar is reserved. A key that does stands in parentheses.
            Self::Key(_) => !name.starts_with('$'),
        }
    }
}

/// A key in parentheses as it would be written as a segment.
fn key_text(literal: &Literal) -> Option<String> {
    match literal {
        Literal::String(text) => Some(text.clone()),
        Literal::Guid(_) | Literal::Integer(_) => Some(literal.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(template: &'static str, path: &str) -> Option<Matched> {
        Template::parse(template).unwrap().matches(&ResourcePath::parse(path).unwrap())
    }

    #[test]
    fn keys_are_found_in_both_places() {
        for path in ["/sets/7/flows/O'Neil", "/SETS(7)/flows('O''Neil')", "/sets('7')/FLOWS/O%27Neil"] {
            let matched = matched("/sets/{set}/flows/{flow}", path).unwrap();
            assert_eq!((matched.key("set"), matched.key("flow")), (Some("7"), Some("O'Neil")), "{path}");
            assert_eq!(matched.key("run"), None);
        }
    }

    #[test]
    fn arguments_are_found_in_any_case() {
        let matched = matched("/c/{c}/<ns.t>/ns.open", "/c('1')/ns.T/Open(Again=true)").unwrap();
        assert_eq!(matched.argument("again"), Some(&Literal::Boolean(true)));
        assert_eq!(matched.argument("other"), None);
    }

    #[test]
    fn a_type_is_known_by_its_dot() {
        let key =
            |path| matched("/sets/{set}/<{type}>", path).and_then(|it| it.key("type").map(str::to_owned));
        assert_eq!(key("/sets('1')/ns.bigSet").as_deref(), Some("ns.bigSet"));
        let among = matched("/sets/<{type}>/{set}", "/sets/ns.bigSet('1')").unwrap();
        assert_eq!((among.key("type"), among.key("set")), (Some("ns.bigSet"), Some("1")));
        assert_eq!(matched("/sets/<{type}>/{set}", "/sets/ns.bigSet/1"), Some(among));
        for path in ["/sets('1')/bigSet", "/sets('1')/ns.bigSet()", "/sets('1')/ns.bigSet('2')"] {
            assert_eq!(key(path), None, "{path}");
        }
    }

    #[test]
    fn another_path_is_none_of_the_spellings() {
        let cases = [
            ("/runs", "/"),
            ("/runs", "/runs/1"),
            ("/runs", "/runs()"),
            ("/runs", "/runs('1')"),
            ("/runs/{run}", "/runs"),
            ("/runs/{run}", "/runs/$count"),
            ("/runs/{run}", "/runs(id='1')"),
            ("/runs/{run}", "/runs(true)"),
            ("/runs/{run}", "/runs(@id)"),
            ("/runs/{run}", "/runs/run(1)"),
            ("/runs/{run}", "/runs('1')/2"),
            ("/runs/$count", "/runs/$Count"),
            ("/runs/$count", "/runs/$count()"),
            ("/runs/ns.start", "/runs/other.start"),
            ("/runs/ns.start", "/runs/start('x')"),
            ("/runs/<ns.big>", "/runs/big"),
            ("/runs/<ns.big>", "/runs/ns.big()"),
        ];
        for (template, path) in cases {
            assert_eq!(matched(template, path), None, "{template} {path}");
        }
    }
}
