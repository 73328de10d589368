//! The keys of a data directory: what seals secrets, and what signs tokens.
