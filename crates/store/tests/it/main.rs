//! The store, from outside.
//!
//! What every store must keep, whatever database it lies in, is the `suite`: it opens stores through a
//! [`home::Home`] alone. What one engine alone can show is
//! beside it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod home;
mod postgres;
mod sqlite;
mod suite;
mod versions;
