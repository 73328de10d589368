//! A schema: the types of what a service carries, as values that queries are checked against and from which
//! CSDL, the document at `$metadata`, is written.
//!
//! All of it is `const`: a service declares its schema as tables. Names of types are qualified, as in
//! `school.Pupil`, and match whatever their case.

mod container;
mod model;
mod operation;
mod property;
mod types;
mod xml;

pub use container::{Binding, Container, Singleton};
pub use model::{Model, Schema};
pub use operation::{Operation, OperationKind, Parameter};
pub use property::{Length, Mutability, Property, Role, TypeRef};
pub use types::{EnumType, Form, StructuredType};
