//! What only a store in a SQLite file can show.

mod bytes;
