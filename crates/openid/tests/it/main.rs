//! Tokens of an issuer on this machine: taken, refused, and what is asked of the issuer for them.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop"
)]

mod asked;
mod attacks;
mod issuer;
mod keys;
mod taken;
