//! Record after record from a stream.

use std::io::Read;
use std::str;

use super::record::{Record, Span};
use super::scan::{Extent, Scan, scan};
use super::window::Window;
use super::{Fault, MAX_RECORD_BYTES};

/// As much as is ever looked at for one record: the longest one and its CRLF.
const HORIZON: usize = MAX_RECORD_BYTES + 2;

const UTF8_MARK: &[u8] = &[0xef, 0xbb, 0xbf];
const UTF16_MARKS: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];

/// Reads the records of a stream, in order.
pub struct Reader<R> {
    window: Window<R>,
    /// Where the record at the start of the window stands in the stream.
    offset: u64,
    line: u64,
    /// The record last returned, which still stands in the window.
    returned: Option<Extent>,
    fields: Vec<Span>,
}

impl<R: Read> Reader<R> {
    /// Starts to read, and passes over a byte order mark.
    ///
    /// # Errors
    ///
    /// When nothing can be read, or the mark is that of UTF-16.
    pub fn start(source: R) -> Result<Self, Fault> {
        let mut window = Window::over(source);
        window.extend().map_err(Fault::Io)?;
        let mut reader = Self { window, offset: 0, line: 1, returned: None, fields: Vec::new() };
        let unread = reader.window.unread();
        if UTF16_MARKS.iter().any(|mark| unread.starts_with(mark)) {
            return Err(Fault::Utf16);
        }
        if unread.starts_with(UTF8_MARK) {
            reader.window.pass(UTF8_MARK.len());
            reader.offset = UTF8_MARK.len() as u64;
        }
        Ok(reader)
    }

    /// The next record; `None` at the end of the stream.
    ///
    /// # Errors
    ///
    /// When no further record can be told. Nothing behind a fault is to be read.
    pub fn next_record(&mut self) -> Result<Option<Record<'_>>, Fault> {
        let Some(extent) = self.find_record()? else { return Ok(None) };
        self.returned = Some(extent);
        let bytes = self.window.unread().get(..extent.length).unwrap_or_default();
        let text = str::from_utf8(bytes).map_err(|error| Fault::NotUtf8 {
            line: self.line,
            offset: self.offset + error.valid_up_to() as u64,
        })?;
        Ok(Some(Record { line: self.line, text, fields: &self.fields, defect: extent.defect }))
    }

    /// The line that the next record starts on, or the last one returned.
    pub fn line(&self) -> u64 {
        self.line
    }

    fn find_record(&mut self) -> Result<Option<Extent>, Fault> {
        if let Some(extent) = self.returned.take() {
            self.pass(extent);
        }
        loop {
            if self.window.ended() && self.window.unread().is_empty() {
                return Ok(None);
            }
            let extent = self.measure()?;
            if !self.is_blank(extent) {
                return Ok(Some(extent));
            }
            self.pass(extent);
        }
    }

    /// The extent of the record at the start of the window, which is read on until it is whole.
    fn measure(&mut self) -> Result<Extent, Fault> {
        loop {
            let unread = self.window.unread();
            let visible = unread.get(..HORIZON).unwrap_or(unread);
            let last = self.window.ended() && visible.len() == unread.len();
            match scan(visible, last, &mut self.fields) {
                Scan::Whole(extent) if extent.length <= MAX_RECORD_BYTES => return Ok(extent),
                Scan::Partial { .. } if !last && visible.len() < HORIZON => {
                    self.window.extend().map_err(Fault::Io)?;
                }
                Scan::Partial { open_quote: Some(quote) } => return Err(self.open_quote(quote)),
                Scan::Partial { open_quote: None } | Scan::Whole(_) => {
                    return Err(Fault::TooLong { line: self.line });
                }
            }
        }
    }

    fn open_quote(&self, quote: usize) -> Fault {
        let before = self.window.unread().get(..quote).unwrap_or_default();
        Fault::OpenQuote { line: self.line + line_feeds(before) }
    }

    /// Whether nothing but white space stands on the line, not even a comma or a quote.
    fn is_blank(&self, extent: Extent) -> bool {
        let bytes = self.window.unread().get(..extent.length).unwrap_or_default();
        bytes.iter().all(u8::is_ascii_whitespace)
    }

    fn pass(&mut self, extent: Extent) {
        let bytes = self.window.unread().get(..extent.next).unwrap_or_default();
        self.line += line_feeds(bytes);
        self.offset += bytes.len() as u64;
        self.window.pass(extent.next);
    }
}

fn line_feeds(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
