//! Reading bodies: bytes to an object within bounds, and an object property by property.

mod field;
mod parse;
mod read;
mod reader;

pub use field::Field;
pub use parse::{Limits, parse_object};
pub use reader::ObjectReader;
