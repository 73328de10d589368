//! Where a record ends and its fields lie: a pure function of bytes.

use memchr::{memchr, memchr2, memchr3};

use super::record::{Defect, Span};

/// What the bytes from the start of a record show.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Scan {
    /// The whole record.
    Whole(Extent),
    /// Only its beginning. A quote may be open, by its place.
    Partial { open_quote: Option<usize> },
}

/// How far a record reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// Its bytes, without the line end.
    pub(super) length: usize,
    /// Its bytes with the line end: where the next one starts.
    pub(super) next: usize,
    pub(super) defect: Option<Defect>,
}

/// Finds the record at the start of `bytes`, and its fields. `last` says that no bytes follow.
pub(super) fn scan(bytes: &[u8], last: bool, fields: &mut Vec<Span>) -> Scan {
    fields.clear();
    let mut scanner = Scanner { bytes, last, defect: None };
    let mut at = 0;
    loop {
        let field = match scanner.opening_quote(at) {
            Some(quote) => scanner.quoted(quote),
            None => scanner.unquoted(at),
        };
        match field {
            Field::Ends { span, end: End::Comma { next } } => {
                fields.push(span);
                at = next;
            }
            Field::Ends { span, end: End::Record { length, next } } => {
                fields.push(span);
                return Scan::Whole(Extent { length, next, defect: scanner.defect });
            }
            Field::Broken { quote } => return scanner.cut_at_line_of(quote),
            Field::Partial { open_quote } => return Scan::Partial { open_quote },
        }
    }
}

struct Scanner<'a> {
    bytes: &'a [u8],
    last: bool,
    defect: Option<Defect>,
}

enum Field {
    Ends { span: Span, end: End },
    Broken { quote: usize },
    Partial { open_quote: Option<usize> },
}

/// What stands behind a field.
enum End {
    Comma { next: usize },
    Record { length: usize, next: usize },
}

impl Scanner<'_> {
    /// The quote that opens the field at `start`, blanks before it passed over.
    fn opening_quote(&self, start: usize) -> Option<usize> {
        let place = self.skip_blanks(start);
        (self.bytes.get(place) == Some(&b'"')).then_some(place)
    }

    fn skip_blanks(&self, start: usize) -> usize {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t'));
        start + blanks.count()
    }

    fn unquoted(&mut self, start: usize) -> Field {
        let mut from = start;
        loop {
            let rest = self.bytes.get(from..).unwrap_or_default();
            let Some(place) = memchr3(b',', b'\n', b'\r', rest).map(|place| from + place) else {
                return self.unquoted_to_the_end(start);
            };
            match self.end_at(place) {
                Ok(Some(end)) => {
                    return Field::Ends { span: Span { start, end: place, doubled: false }, end };
                }
                Ok(None) => {
                    self.defect = self.defect.or(Some(Defect::LineBreak));
                    from = place + 1;
                }
                Err(OutOfBytes) => return Field::Partial { open_quote: None },
            }
        }
    }

    fn unquoted_to_the_end(&self, start: usize) -> Field {
        let length = self.bytes.len();
        if !self.last {
            return Field::Partial { open_quote: None };
        }
        let span = Span { start, end: length, doubled: false };
        Field::Ends { span, end: End::Record { length, next: length } }
    }

    fn quoted(&mut self, quote: usize) -> Field {
        let start = quote + 1;
        let mut from = start;
        let mut doubled = false;
        let end = loop {
            let rest = self.bytes.get(from..).unwrap_or_default();
            let Some(place) = memchr(b'"', rest).map(|place| from + place) else {
                return Field::Partial { open_quote: Some(quote) };
            };
            match self.bytes.get(place + 1) {
                Some(b'"') => {
                    doubled = true;
                    from = place + 2;
                }
                None if !self.last => return Field::Partial { open_quote: Some(quote) },
                _ => break place,
            }
        };
        let behind = self.skip_blanks(end + 1);
        let field_end = match self.end_at(behind) {
            Ok(Some(end)) => end,
            Ok(None) => return Field::Broken { quote },
            Err(OutOfBytes) => return Field::Partial { open_quote: None },
        };
        let value = self.bytes.get(start..end).unwrap_or_default();
        if memchr2(b'\n', b'\r', value).is_some() {
            self.defect = self.defect.or(Some(Defect::LineBreak));
        }
        Field::Ends { span: Span { start, end, doubled }, end: field_end }
    }

    /// The end of a field that stands at `place`, if one does.
    fn end_at(&self, place: usize) -> Result<Option<End>, OutOfBytes> {
        let record = |line_end: usize| Some(End::Record { length: place, next: place + line_end });
        match (self.bytes.get(place), self.bytes.get(place + 1)) {
            (Some(b','), _) => Ok(Some(End::Comma { next: place + 1 })),
            (Some(b'\n'), _) => Ok(record(1)),
            (Some(b'\r'), Some(b'\n')) => Ok(record(2)),
            (Some(b'\r'), None) | (None, _) if !self.last => Err(OutOfBytes),
            (None, _) => Ok(record(0)),
            (Some(_), _) => Ok(None),
        }
    }

    /// The record that ends with the line of a quote which cannot be right.
    fn cut_at_line_of(&self, quote: usize) -> Scan {
        let defect = Some(Defect::StrayQuote);
        let rest = self.bytes.get(quote..).unwrap_or_default();
        match memchr(b'\n', rest).map(|place| quote + place) {
            Some(place) => Scan::Whole(Extent { length: place, next: place + 1, defect }),
            None if self.last => {
                Scan::Whole(Extent { length: self.bytes.len(), next: self.bytes.len(), defect })
            }
            None => Scan::Partial { open_quote: None },
        }
    }
}

/// The bytes end where only more of them could tell.
struct OutOfBytes;
