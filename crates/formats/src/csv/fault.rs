//! What ends the reading of a file.

use std::io;

/// A reason for which no further record can be told.
#[derive(Debug)]
pub enum Fault {
    /// The bytes could not be had.
    Io(io::Error),
    /// The file begins with the byte order mark of UTF-16.
    Utf16,
    /// A byte belongs to no UTF-8 sequence.
    NotUtf8 {
        /// The line on which its record starts.
        line: u64,
        /// Its place, counted from the start of the file.
        offset: u64,
    },
    /// No quote closes this one.
    OpenQuote {
        /// The line on which it stands.
        line: u64,
    },
    /// A record is over the limit.
    TooLong {
        /// The line on which it starts.
        line: u64,
    },
}
