//! OData 4.0 as a protocol, knowing nothing of what it carries.
//!
//! A request comes as a path, a query, headers and a body. The path is read as written ([`ResourcePath`]) and
//! then compared with templates ([`Router`]), for what a segment means depends on what is served. A body is
//! read property by property ([`ObjectReader`]); what nobody asked for is an error. Whatever goes wrong is an
//! [`Error`], which says where.

mod error;
pub mod headers;
mod literal;
mod request_ids;
pub mod time;

pub use error::{Detail, Error};
pub use literal::{Literal, LiteralError};
pub use request_ids::RequestIds;
