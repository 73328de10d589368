//! The store, from outside.
//!
//! What every store must keep, whatever database it lies in, is the `suite`: it opens stores through a
//! [`home::Home`] alone. What only files can show is beside it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod home;
mod sqlite;
mod suite;
