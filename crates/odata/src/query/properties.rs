//! What a query must know of a schema.

/// What the rows of a collection can have.
///
/// Paths are relative to the row. Their segments are names as the query spells them, in any case; those with a
/// dot are types. A path may lead through collections: it goes on with one of their items.
pub trait Properties {
    /// Whether `path` leads to a property, or to one that a derived type has if the path names that type. The
    /// path may end in a type, which the value must be able to have.
    fn is_property(&self, path: &[&str]) -> bool;

    /// The type that is declared for what `path` leads to: for a collection, that of its items; for the empty
    /// path, that of the row. It is what a value has that carries no `@odata.type`.
    fn declared_type(&self, path: &[&str]) -> Option<&str>;

    /// Whether `path` leads to related entities, which an answer shows only where they are expanded.
    fn is_navigation(&self, _path: &[&str]) -> bool {
        false
    }

    /// Whether a value of type `derived` is one of type `base`, too. Without inheritance only the same is.
    fn is_a(&self, derived: &str, base: &str) -> bool {
        derived.eq_ignore_ascii_case(base)
    }
}
