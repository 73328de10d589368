//! One record, borrowed from the window.

use std::borrow::Cow;

/// What is wrong with the form of a record that could still be told from the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    /// A value contains a line break.
    LineBreak,
    /// Text stands behind a closing quote. The record's fields end before that value.
    StrayQuote,
}

/// Where a field stands in its record, quotes not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it holds doubled quotes, each of which stands for one.
    pub(super) doubled: bool,
}

/// One record.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    pub(super) line: u64,
    pub(super) text: &'a str,
    pub(super) fields: &'a [Span],
    pub(super) defect: Option<Defect>,
}

impl<'a> Record<'a> {
    /// The line on which it starts, counted from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// What is wrong with its form, if anything is.
    pub fn defect(&self) -> Option<Defect> {
        self.defect
    }

    /// How many fields it has.
    pub fn width(&self) -> usize {
        self.fields.len()
    }

    /// The field at `place`, as it was meant: without its quotes, with doubled ones made single.
    pub fn field(&self, place: usize) -> Option<Cow<'a, str>> {
        let span = self.fields.get(place)?;
        let text = self.text.get(span.start..span.end)?;
        Some(if span.doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) })
    }

    /// The fields, in their order.
    pub fn fields(&self) -> impl Iterator<Item = Cow<'a, str>> {
        (0..self.width()).filter_map(|place| self.field(place))
    }
}
