//! What every database keeps, whatever its engine.

mod opening;
mod queries;
mod statements;
mod writers;
