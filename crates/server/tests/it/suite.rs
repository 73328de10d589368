//! What the server must do, whatever database its store lies in.

pub(crate) mod access;
pub(crate) mod apps;
mod batches;
mod casts;
mod collections;
mod current;
mod elsewhere;
mod hostile;
pub(crate) mod kept;
mod lifecycle;
mod navigation;
pub(crate) mod operations;
mod reference_definitions;
mod refusals;
mod root;
pub(crate) mod runs;
pub(crate) mod sources;
mod specification;
mod spellings;
mod together;
pub(crate) mod uploads;
mod wishes;
