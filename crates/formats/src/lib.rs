//! What schools send, read row by row.
//!
//! A roster comes from people, through exports that break in ordinary ways: a stray quote, a date in
//! the local habit, a username left out. One bad row must not cost the file, and must not vanish
//! either: whoever looks for a missing pupil needs the line that went wrong. So every record of a
//! [`Roster`] reaches the [`RowSink`], kept or dropped, with its line, and everything that was wrong
//! with it as a [`Finding`](model::Finding). Only what leaves the rows themselves in doubt stops a file.
//!
//! The way of a record, each step knowing only the one before:
//!
//! | step | its idea |
//! |---|---|
//! | `csv` | bytes become records: quotes, line ends, limits |
//! | `header` | names become places: which field holds which column |
//! | `values` | text becomes a value: a date, a code, a list |
//! | `row` | a record becomes a [`StagedRow`] of a normalised [`Table`] |
//! | `read` | a file becomes rows and findings |
//!
//! What a format consists of is data (`sds_v21`), not code. References between files, duplicates, and
//! whatever else takes more than one row to see, are not seen here.

pub mod csv;
mod error;
mod finding;
mod folder;
mod format;
mod header;
mod layout;
mod read;
mod roster;
mod roster_file;
mod row;
mod sds_v21;
mod sink;
pub mod tables;
mod unread;
mod values;

pub use error::{OpenError, ReadError};
pub use format::{Format, UnknownFormat, detect};
pub use roster::Roster;
pub use roster_file::RosterFile;
pub use sink::{FileSummary, RowSink, SinkError, StagedRow};
pub use tables::{Column, ColumnKind, Table};
pub use unread::UnreadFormat;
