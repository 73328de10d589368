//! CSV, one record at a time, with nothing guessed in silence.
//!
//! The dialect is RFC 4180 with commas. Where a file leaves the RFC, a lenient reader merges rows or
//! moves values between columns, and nobody notices until a pupil is in the wrong class. So each way of
//! leaving it is decided here:
//!
//! | what stands there | what becomes of it |
//! |---|---|
//! | LF or CRLF; no line end behind the last record | fine |
//! | a blank line | skipped |
//! | blanks around a quoted value, as in `a, "b" ,c` | ignored |
//! | a quote inside an unquoted value, as in `5'11"` | part of the value |
//! | a line break inside a quoted value that closes | the record is defective: [`Defect::LineBreak`] |
//! | a carriage return alone | a line break like any other, and no end of a record: the same |
//! | text behind a closing quote, as in `"a"b` | the record is defective: [`Defect::StrayQuote`] |
//! | a quote that never closes | the file is unusable: [`Fault::OpenQuote`] |
//! | no end within [`MAX_RECORD_BYTES`] | inside quotes [`Fault::OpenQuote`], else [`Fault::TooLong`] |
//! | a byte order mark | skipped when it is that of UTF-8, else [`Fault::Utf16`] |
//! | bytes that are not UTF-8 | the file is unusable: [`Fault::NotUtf8`] |
//!
//! After a stray quote reading goes on behind the line on which the quoted value began, not behind where
//! it seemed to end: a forgotten closing quote swallows the rows below it up to the next quoted value,
//! and those rows are good.
//!
//! Memory is bounded by the record limit, whatever the input. Nothing is allocated for a field unless it
//! holds a doubled quote.

mod fault;
mod reader;
mod record;
mod scan;
#[cfg(test)]
mod tests;
mod window;

pub use fault::Fault;
pub use reader::Reader;
pub use record::{Defect, Record};

/// How long a record may be, its line end not counted: 1 MiB.
pub const MAX_RECORD_BYTES: usize = 1 << 20;
