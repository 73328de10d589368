//! What every database keeps, whatever its engine.

mod opening;
mod statements;
mod writers;
