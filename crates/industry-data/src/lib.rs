//! The industryData API: its resources on the wire, and the rules between them.
