//! `$search`: words in the texts of a row.
//!
//! Words that stand side by side must all be found. `AND`, `OR` and `NOT` are operators where they have
//! operands, and words where they have none.

use super::cursor::{Cursor, Fault};

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    /// A word, or a phrase that stood in quotes.
    Text(String),
    /// All of two or more.
    And(Vec<Self>),
    /// One of two or more.
    Or(Vec<Self>),
    /// Not this.
    Not(Box<Self>),
}

impl Search {
    /// Whether it is found in the `texts`, in any case.
    #[must_use]
    pub fn is_found_in(&self, texts: &[&str]) -> bool {
        let lower: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
        self.is_found_in_lower(&lower)
    }

    fn is_found_in_lower(&self, texts: &[String]) -> bool {
        match self {
            Self::Text(wanted) => {
                let wanted = wanted.to_lowercase();
                texts.iter().any(|text| text.contains(&wanted))
            }
            Self::And(terms) => terms.iter().all(|term| term.is_found_in_lower(texts)),
            Self::Or(terms) => terms.iter().any(|term| term.is_found_in_lower(texts)),
            Self::Not(term) => !term.is_found_in_lower(texts),
        }
    }
}

/// Reads what is searched for. All of it in single quotes is a phrase as it stands: somebody is still typing.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Result<Search, Fault> {
    cursor.spaces();
    let start = cursor.position();
    if let Ok(Some(quoted)) = cursor.quoted('\'') {
        cursor.spaces();
        if ends(cursor) {
            return Ok(Search::Text(unquoted(quoted, '\'')));
        }
    }
    cursor.go_to(start);
    alternatives(cursor)
}

fn alternatives(cursor: &mut Cursor<'_>) -> Result<Search, Fault> {
    let mut terms = vec![conjunction(cursor)?];
    while operator(cursor, "OR") {
        terms.push(conjunction(cursor)?);
    }
    Ok(one_or(terms, Search::Or))
}

fn conjunction(cursor: &mut Cursor<'_>) -> Result<Search, Fault> {
    let mut terms = vec![term(cursor)?];
    loop {
        let start = cursor.position();
        if !operator(cursor, "AND") && (ends(cursor) || operator(cursor, "OR")) {
            cursor.go_to(start);
            return Ok(one_or(terms, Search::And));
        }
        terms.push(term(cursor)?);
    }
}

fn term(cursor: &mut Cursor<'_>) -> Result<Search, Fault> {
    cursor.part()?;
    if operator(cursor, "NOT") {
        cursor.enter()?;
        let negated = term(cursor)?;
        cursor.leave(1);
        return Ok(Search::Not(Box::new(negated)));
    }
    let found = text(cursor)?;
    cursor.spaces();
    Ok(found)
}

fn text(cursor: &mut Cursor<'_>) -> Result<Search, Fault> {
    if cursor.eat("(") {
        cursor.enter()?;
        cursor.spaces();
        let inside = alternatives(cursor)?;
        cursor.expect(")")?;
        cursor.leave(1);
        return Ok(inside);
    }
    if let Some(phrase) = cursor.quoted('"')? {
        return match unquoted(phrase, '"') {
            phrase if phrase.is_empty() => Err(cursor.fault("a phrase has no words")),
            phrase => Ok(Search::Text(phrase)),
        };
    }
    match cursor.take_while(|next| !matches!(next, ' ' | '\t' | '(' | ')' | ';')) {
        "" => Err(cursor.fault("a word or a phrase is missing")),
        word => Ok(Search::Text(word.to_owned())),
    }
}

/// Reads the operator if it is next and has an operand.
fn operator(cursor: &mut Cursor<'_>, word: &str) -> bool {
    let start = cursor.position();
    let is_next = cursor.eat(word) && cursor.spaces() && !ends(cursor);
    if !is_next {
        cursor.go_to(start);
    }
    is_next
}

/// Whether nothing more is searched for.
fn ends(cursor: &Cursor<'_>) -> bool {
    matches!(cursor.peek(), None | Some(')' | ';'))
}

/// The one term, or the many as `all` combines them.
fn one_or(mut terms: Vec<Search>, all: fn(Vec<Search>) -> Search) -> Search {
    match terms.len() {
        1 => terms.remove(0),
        _ => all(terms),
    }
}

fn unquoted(quoted: &str, quote: char) -> String {
    let inside = quoted.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    inside.unwrap_or(quoted).replace(&format!("{quote}{quote}"), &quote.to_string())
}
