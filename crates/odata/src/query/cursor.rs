//! Where a parser stands in the text of an option, and how far it may go.

use crate::Error;

/// How deep an option may nest: parentheses, calls, expansions.
const DEEPEST: usize = 64;

/// How many parts (operators, operands, names) an option may have.
const MOST_PARTS: usize = 2000;

/// How long a name may be, in characters.
const LONGEST_NAME: usize = 128;

/// What keeps a text from being read, and where.
#[derive(Debug, thiserror::Error)]
#[error("cannot be read at character {position}: {reason}")]
pub(super) struct Fault {
    /// In characters, from one: what a person counts.
    position: usize,
    reason: String,
}

impl Fault {
    /// The error of the option called `option`. It repeats nothing of the value, which may name a person.
    pub(super) fn in_option(&self, option: &str) -> Error {
        Error::bad_request(format!("{option} {self}")).at(option)
    }
}

/// A place in a text. It only ever moves over whole characters.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    position: usize,
    depth: usize,
    parts: usize,
}

impl<'a> Cursor<'a> {
    /// At the beginning of `text`.
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, position: 0, depth: 0, parts: 0 }
    }

    /// At the beginning of `text`, which stands for a part of what `self` reads and so shares its limits.
    pub(super) const fn detour<'b>(&self, text: &'b str) -> Cursor<'b> {
        Cursor { text, position: 0, depth: self.depth, parts: self.parts }
    }

    /// Counts what the `detour` read as read here.
    pub(super) const fn rejoin(&mut self, detour: &Cursor<'_>) {
        self.parts = detour.parts;
    }

    /// A fault right here.
    pub(super) fn fault(&self, reason: impl Into<String>) -> Fault {
        self.fault_at(self.position, reason)
    }

    /// A fault at a place that [`Self::position`] gave, or so many bytes after it.
    pub(super) fn fault_at(&self, position: usize, reason: impl Into<String>) -> Fault {
        let before = self.text.get(..position).unwrap_or_default();
        Fault { position: before.chars().count() + 1, reason: reason.into() }
    }

    /// To go to with [`Self::go_to`].
    pub(super) const fn position(&self) -> usize {
        self.position
    }

    /// Goes on from another place: one that [`Self::position`] gave, or so many bytes after it.
    pub(super) const fn go_to(&mut self, position: usize) {
        self.position = position;
    }

    /// What is not read yet.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or_default()
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Reads `text` if it is next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let next = self.rest().starts_with(text);
        if next {
            self.position += text.len();
        }
        next
    }

    /// Reads `wanted` if it is next.
    fn eat_char(&mut self, wanted: char) -> bool {
        let next = self.peek() == Some(wanted);
        if next {
            self.position += wanted.len_utf8();
        }
        next
    }

    /// Reads `text`, which must be next.
    pub(super) fn expect(&mut self, text: &str) -> Result<(), Fault> {
        match self.eat(text) {
            true => Ok(()),
            false => Err(self.fault(format!("'{text}' is missing"))),
        }
    }

    /// Reads characters as long as they are `wanted`.
    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|next| !wanted(next)).unwrap_or(rest.len());
        self.position += end;
        rest.get(..end).unwrap_or_default()
    }

    /// Reads spaces and tabs; whether there were any.
    pub(super) fn spaces(&mut self) -> bool {
        !self.take_while(|next| matches!(next, ' ' | '\t')).is_empty()
    }

    /// Reads a quoted text, quotes and doubled quotes included; `None` if no quote is next.
    pub(super) fn quoted(&mut self, quote: char) -> Result<Option<&'a str>, Fault> {
        let start = self.position;
        if !self.eat_char(quote) {
            return Ok(None);
        }
        loop {
            self.take_while(|next| next != quote);
            if !self.eat_char(quote) {
                return Err(self.fault_at(start, "this quote has no end"));
            }
            // A doubled quote stands for one quote inside.
            if !self.eat_char(quote) {
                return Ok(self.text.get(start..self.position));
            }
        }
    }

    /// Reads a name: letters, digits and `_`, not beginning with a digit; `None` if no name is next.
    pub(super) fn name(&mut self) -> Result<Option<&'a str>, Fault> {
        if !self.peek().is_some_and(begins_a_name) {
            return Ok(None);
        }
        let start = self.position;
        let name = self.take_while(continues_a_name);
        match name.chars().count() <= LONGEST_NAME {
            true => Ok(Some(name)),
            false => Err(self.fault_at(start, format!("a name is longer than {LONGEST_NAME} characters"))),
        }
    }

    /// Reads a name that may have a namespace, as in `microsoft.graph.user`; `None` if no name is next.
    pub(super) fn qualified_name(&mut self) -> Result<Option<&'a str>, Fault> {
        let rest = self.rest();
        let start = self.position;
        if self.name()?.is_none() {
            return Ok(None);
        }
        while self.eat(".") {
            if self.name()?.is_none() {
                return Err(self.fault("a name is missing after '.'"));
            }
        }
        Ok(rest.get(..self.position - start))
    }

    /// Counts one more part.
    pub(super) fn part(&mut self) -> Result<(), Fault> {
        self.parts += 1;
        match self.parts <= MOST_PARTS {
            true => Ok(()),
            false => Err(self.fault(format!("there are more than {MOST_PARTS} parts"))),
        }
    }

    /// Goes one level deeper, until [`Self::leave`].
    pub(super) fn enter(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        match self.depth <= DEEPEST {
            true => Ok(()),
            false => Err(self.fault(format!("this nests deeper than {DEEPEST} levels"))),
        }
    }

    /// Comes back from `levels` levels.
    pub(super) const fn leave(&mut self, levels: usize) {
        self.depth = self.depth.saturating_sub(levels);
    }

    /// Fails unless all is read.
    pub(super) fn finish(&self) -> Result<(), Fault> {
        match self.rest().is_empty() {
            true => Ok(()),
            false => Err(self.fault("this does not belong here")),
        }
    }
}

fn begins_a_name(next: char) -> bool {
    next.is_alphabetic() || next == '_'
}

/// Whether a name goes on with `next`.
pub(super) fn continues_a_name(next: char) -> bool {
    next.is_alphanumeric() || next == '_'
}
