//! Districts as their users meet them: files in a folder.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod folder;
mod next_day;
mod reader;
mod references;
mod same_bytes;
mod shape;
mod written;
