//! What can be done with entities beside reading and writing them.

use super::TypeRef;

/// Whether an operation changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationKind {
    /// It may.
    Action,
    /// It tells something, and is called with GET.
    Function,
    /// A function whose answer a path or a query may go on from.
    ComposableFunction,
}

/// An operation that is bound to a type: it is called on a value or a collection of it.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// Its name, without namespace.
    pub name: &'static str,
    /// Whether it changes anything.
    pub kind: OperationKind,
    /// What it is called on.
    pub bound_to: TypeRef,
    /// What it takes besides.
    pub parameters: &'static [Parameter],
    /// What it answers.
    pub returns: Option<TypeRef>,
}

/// A parameter of an operation. All are optional here.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub of: TypeRef,
}
