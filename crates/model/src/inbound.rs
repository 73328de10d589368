//! Where rosters come from: source systems, the connectors that fetch from them, school years, and the
//! inbound flows that bring the roster of one year through one connector.
//!
//! Like the outbound flows of [`crate::flow`] these are domain types, neither the API's nor the store's.

mod connector;
mod flow;
mod source_system;
mod year;

pub use connector::{
    ClientCredential, ClientGrant, Connection, ConnectorKind, DataConnector, FileConnection,
    OneRosterConnection, OneRosterVersion,
};
pub use flow::InboundFlow;
pub use source_system::{SourceSystem, UserMatchingSetting};
pub use year::Year;
