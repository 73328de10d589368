//! What a path addresses: templates of paths, and the most literal of those that fit.

mod matching;
mod router;
mod spellings;
mod template;

pub use matching::Matched;
pub use router::Router;
pub use template::{Template, TemplateError};
