//! How types are named here.

/// A type of the API by its own name.
macro_rules! ns {
    ($name:literal) => {
        concat!("microsoft.graph.industryData.", $name)
    };
}

/// A type of Microsoft Graph by its own name.
macro_rules! graph {
    ($name:literal) => {
        concat!("microsoft.graph.", $name)
    };
}

pub(super) use {graph, ns};

/// What every entity is.
pub(super) const ENTITY: &str = graph!("entity");

pub(super) const BOOLEAN: &str = "Edm.Boolean";
pub(super) const DATE: &str = "Edm.Date";
pub(super) const NUMBER: &str = "Edm.Int32";
pub(super) const STRING: &str = "Edm.String";
pub(super) const TIME: &str = "Edm.DateTimeOffset";
