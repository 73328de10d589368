//! Placeholder for the module declarations that follow.
