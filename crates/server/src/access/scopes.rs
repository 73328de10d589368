//! The permissions of the API, as its permissions reference names them.

/// Permissions of which one is enough.
pub type Scopes = &'static [&'static str];

const OUTBOUND_READ: &str = "IndustryData-OutboundFlow.Read.All";
const OUTBOUND_WRITE: &str = "IndustryData-OutboundFlow.ReadWrite.All";

/// To read flow sets and flows.
pub(crate) const OUTBOUND_FLOW_READ: Scopes = &[OUTBOUND_READ, OUTBOUND_WRITE];

/// To change them.
pub(crate) const OUTBOUND_FLOW_WRITE: Scopes = &[OUTBOUND_WRITE];

const CONNECTOR_READ: &str = "IndustryData-DataConnector.Read.All";
const CONNECTOR_WRITE: &str = "IndustryData-DataConnector.ReadWrite.All";
const INBOUND_READ: &str = "IndustryData-InboundFlow.Read.All";
const INBOUND_WRITE: &str = "IndustryData-InboundFlow.ReadWrite.All";
const SYSTEM_READ: &str = "IndustryData-SourceSystem.Read.All";
const SYSTEM_WRITE: &str = "IndustryData-SourceSystem.ReadWrite.All";
const PERIOD_READ: &str = "IndustryData-TimePeriod.Read.All";
const PERIOD_WRITE: &str = "IndustryData-TimePeriod.ReadWrite.All";

/// To read data connectors.
pub(crate) const DATA_CONNECTOR_READ: Scopes = &[CONNECTOR_READ, CONNECTOR_WRITE];

/// To change them.
pub(crate) const DATA_CONNECTOR_WRITE: Scopes = &[CONNECTOR_WRITE];

/// To read inbound flows.
pub(crate) const INBOUND_FLOW_READ: Scopes = &[INBOUND_READ, INBOUND_WRITE];

/// To change them.
pub(crate) const INBOUND_FLOW_WRITE: Scopes = &[INBOUND_WRITE];

/// To read source systems.
pub(crate) const SOURCE_SYSTEM_READ: Scopes = &[SYSTEM_READ, SYSTEM_WRITE];

/// To change them.
pub(crate) const SOURCE_SYSTEM_WRITE: Scopes = &[SYSTEM_WRITE];

/// To read years.
pub(crate) const TIME_PERIOD_READ: Scopes = &[PERIOD_READ, PERIOD_WRITE];

/// To change them.
pub(crate) const TIME_PERIOD_WRITE: Scopes = &[PERIOD_WRITE];

/// Every permission of the API.
pub const SCOPES: Scopes = &[
    "IndustryData.ReadBasic.All",
    CONNECTOR_READ,
    CONNECTOR_WRITE,
    "IndustryData-DataConnector.Upload",
    INBOUND_READ,
    INBOUND_WRITE,
    OUTBOUND_READ,
    OUTBOUND_WRITE,
    "IndustryData-ReferenceDefinition.Read.All",
    "IndustryData-ReferenceDefinition.ReadWrite.All",
    "IndustryData-Run.Read.All",
    "IndustryData-Run.Start",
    SYSTEM_READ,
    SYSTEM_WRITE,
    PERIOD_READ,
    PERIOD_WRITE,
];
