//! One segment of a path: a name, and what stands in parentheses after it.

use super::Fault;
use crate::{Literal, LiteralError};

/// A segment, percent-decoded.
///
/// Parentheses mean something after a name only, so `Year 1 (new)` and `O'Neil` are names as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// What stands before the parentheses; all of the segment if it has none.
    pub name: String,
    /// What stands in them.
    pub arguments: Arguments,
}

/// What stands in parentheses after a name.
#[derive(Debug, Clone, PartialEq)]
pub enum Arguments {
    /// There are no parentheses.
    None,
    /// `()`.
    Empty,
    /// `('x')`, `(17)`: the key of an entity.
    Key(Literal),
    /// `(a=1,b='x')`: the parameters of a function, or the parts of a key.
    Named(Vec<(String, Literal)>),
}

impl Segment {
    pub(crate) fn parse(text: &str) -> Result<Self, Fault> {
        let Some((name, rest)) = text.split_once('(').filter(|(name, _)| takes_arguments(name)) else {
            return Ok(Self { name: text.to_owned(), arguments: Arguments::None });
        };
        let start = name.len() + 1;
        let inside = rest.strip_suffix(')').ok_or_else(|| unclosed(rest, start))?;
        let arguments = arguments(inside).map_err(|fault| Fault { at: start + fault.at, ..fault })?;
        Ok(Self { name: name.to_owned(), arguments })
    }
}

/// The name of a collection, a property, an operation with or without namespace, or what OData reserves.
fn takes_arguments(name: &str) -> bool {
    let name = name.strip_prefix('$').unwrap_or(name);
    name.split('.').all(is_identifier)
}

fn is_identifier(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && text.chars().all(|character| character.is_alphanumeric() || character == '_')
}

/// What is wrong with a segment whose last character is not the closing parenthesis.
fn unclosed(rest: &str, start: usize) -> Fault {
    match Literal::read(rest) {
        Err(LiteralError { at, reason }) => Fault { at: start + at, reason },
        Ok(_) => Fault { at: start - 1, reason: "the parenthesis does not close at the end of the segment" },
    }
}

fn arguments(inside: &str) -> Result<Arguments, Fault> {
    if inside.is_empty() {
        return Ok(Arguments::Empty);
    }
    match Literal::read(inside)? {
        Some((key, length)) if length == inside.len() => Ok(Arguments::Key(key)),
        Some((_, at)) => Err(Fault { at, reason: "a key is one value, or values with names" }),
        None => named(inside).map(Arguments::Named),
    }
}

/// `a=1,b='x'`.
fn named(inside: &str) -> Result<Vec<(String, Literal)>, Fault> {
    let mut arguments: Vec<(String, Literal)> = Vec::new();
    let mut rest = inside;
    loop {
        let at = inside.len() - rest.len();
        let (name, values) = rest.split_once('=').filter(|(name, _)| is_identifier(name)).ok_or(Fault {
            at,
            reason: "expected a value, or a name and '='; text stands in single quotes",
        })?;
        if arguments.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
            return Err(Fault { at, reason: "the name is there twice" });
        }
        let at = inside.len() - values.len();
        let (value, length) = Literal::read(values)
            .map_err(|error| Fault { at: at + error.at, reason: error.reason })?
            .ok_or(Fault { at, reason: "expected a value; text stands in single quotes" })?;
        arguments.push((name.to_owned(), value));
        match values.get(length..).unwrap_or_default() {
            "" => return Ok(arguments),
            more => {
                rest = more.strip_prefix(',').ok_or(Fault { at: at + length, reason: "expected a comma" })?
            }
        }
    }
}

impl From<LiteralError> for Fault {
    fn from(error: LiteralError) -> Self {
        Self { at: error.at, reason: error.reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Literal {
        Literal::String(value.to_owned())
    }

    #[test]
    fn parentheses_follow_a_name() {
        let named = vec![("a".to_owned(), Literal::Integer(1)), ("b_2".to_owned(), text("x,)="))];
        let cases = [
            ("runs", "runs", Arguments::None),
            ("runs()", "runs", Arguments::Empty),
            ("runs(17)", "runs", Arguments::Key(Literal::Integer(17))),
            ("runs('a)b(')", "runs", Arguments::Key(text("a)b("))),
            ("runs(@id)", "runs", Arguments::Key(Literal::Alias("id".to_owned()))),
            ("ns.v1.go()", "ns.v1.go", Arguments::Empty),
            ("go(a=1,b_2='x,)=')", "go", Arguments::Named(named)),
            ("go(a=null)", "go", Arguments::Named(vec![("a".to_owned(), Literal::Null)])),
            ("$count", "$count", Arguments::None),
            ("Année('é')", "Année", Arguments::Key(text("é"))),
        ];
        for (segment, name, arguments) in cases {
            assert_eq!(
                Segment::parse(segment),
                Ok(Segment { name: name.to_owned(), arguments }),
                "{segment}"
            );
        }
    }

    #[test]
    fn any_other_text_is_a_name_as_a_whole() {
        for name in ["O'Neil", "Year 1 (new)", "K-1(a)", "(1)", "1(2)", "a)", "'", "a.(1)", "$(1)"] {
            let segment = Segment { name: name.to_owned(), arguments: Arguments::None };
            assert_eq!(Segment::parse(name), Ok(segment));
        }
    }

    #[test]
    fn what_stands_in_parentheses_must_be_values() {
        let cases = [
            ("runs(", 4),
            ("runs('x'", 4),
            ("runs('x')y", 4),
            ("runs('x)", 5),
            ("runs(it's)", 7),
            ("runs(1,2)", 6),
            ("runs(a)", 5),
            ("runs( )", 5),
            ("go(a=)", 5),
            ("go(a=1,)", 7),
            ("go(a=1;b=2)", 6),
            ("go(a=1,A=2)", 7),
            ("go(1a=1)", 3),
            ("go(a=[1])", 5),
            ("$filter(Age gt 3)", 8),
            ("go(a=1)(2)", 6),
        ];
        for (segment, at) in cases {
            assert_eq!(Segment::parse(segment).map_err(|fault| fault.at), Err(at), "{segment}");
        }
    }
}
