//! The permissions of the API, as its permissions reference names them.

/// Permissions of which one is enough.
pub type Scopes = &'static [&'static str];

const OUTBOUND_READ: &str = "IndustryData-OutboundFlow.Read.All";
const OUTBOUND_WRITE: &str = "IndustryData-OutboundFlow.ReadWrite.All";

/// To read flow sets and flows.
pub(crate) const OUTBOUND_FLOW_READ: Scopes = &[OUTBOUND_READ, OUTBOUND_WRITE];

/// To change them.
pub(crate) const OUTBOUND_FLOW_WRITE: Scopes = &[OUTBOUND_WRITE];

/// Every permission of the API.
pub const SCOPES: Scopes = &[
    "IndustryData.ReadBasic.All",
    "IndustryData-DataConnector.Read.All",
    "IndustryData-DataConnector.ReadWrite.All",
    "IndustryData-DataConnector.Upload",
    "IndustryData-InboundFlow.Read.All",
    "IndustryData-InboundFlow.ReadWrite.All",
    OUTBOUND_READ,
    OUTBOUND_WRITE,
    "IndustryData-ReferenceDefinition.Read.All",
    "IndustryData-ReferenceDefinition.ReadWrite.All",
    "IndustryData-Run.Read.All",
    "IndustryData-Run.Start",
    "IndustryData-SourceSystem.Read.All",
    "IndustryData-SourceSystem.ReadWrite.All",
    "IndustryData-TimePeriod.Read.All",
    "IndustryData-TimePeriod.ReadWrite.All",
];
