//! OData 4.0 as a protocol, knowing nothing of what it carries.
//!
//! A request comes as a path, a query, headers and a body. The path is read as written ([`ResourcePath`]) and
//! then compared with templates ([`Router`]), for what a segment means depends on what is served. A body is
//! read property by property ([`ObjectReader`]); what nobody asked for is an error. Whatever goes wrong is an
//! [`Error`], which says where.

pub mod batch;
mod bind;
mod context;
pub mod control;
pub mod csdl;
mod error;
pub mod headers;
mod json;
mod literal;
mod path;
pub mod query;
mod request_ids;
mod route;
pub mod time;

pub use bind::Bind;
pub use context::{ContextPath, ServiceRoot, ServiceRootError};
pub use error::{Detail, Error};
pub use json::{Field, Limits, ObjectReader, parse_object};
pub use literal::{Literal, LiteralError};
pub use path::{Arguments, ResourcePath, Segment, encode_segment};
pub use request_ids::RequestIds;
pub use route::{Matched, Router, Template, TemplateError};
