//! What every database keeps, whatever its engine.

mod filters;
mod opening;
mod statements;
mod writers;
