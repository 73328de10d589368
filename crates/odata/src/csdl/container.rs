//! What of a model is at the root of a service.

/// What a service offers at its root.
#[derive(Debug, Clone, Copy)]
pub struct Container {
    /// Its name, without namespace.
    pub name: &'static str,
    /// The entities at the root.
    pub singletons: &'static [Singleton],
}

/// An entity at the root of a service.
#[derive(Debug, Clone, Copy)]
pub struct Singleton {
    /// Its name, which is its path.
    pub name: &'static str,
    /// Its type.
    pub type_name: &'static str,
    /// Where its references lead.
    pub bindings: &'static [Binding],
}

/// Where the entities are addressed to which a navigation property refers.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// The path to the navigation property, from the singleton.
    pub path: &'static str,
    /// The path to the collection, from the root.
    pub target: &'static str,
}
