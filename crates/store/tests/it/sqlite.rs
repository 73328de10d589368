//! What only a store in a SQLite file can show.

mod bytes;
mod corruption;
mod migration;
mod opening;
