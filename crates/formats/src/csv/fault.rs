//! What ends the reading of a file.

use std::io;

/// A reason for which no further record can be told.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The bytes could not be had.
    Io(io::Error),
    /// The file begins with the byte order mark of UTF-16.
    Utf16,
    /// A byte that belongs to no UTF-8 sequence, counted from the start of the file.
    NotUtf8 { line: u64, offset: u64 },
    /// A quote that no other closes, by its line.
    OpenQuote { line: u64 },
    /// A record over the limit, by the line on which it starts.
    TooLong { line: u64 },
}
