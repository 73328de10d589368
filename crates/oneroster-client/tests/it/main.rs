//! A source on this machine: asked, believed, and not believed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod asked;
mod encrypted;
mod refused;
mod source;
mod unreached;
