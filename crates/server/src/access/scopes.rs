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

/// To send files for them, and have them validated.
pub(crate) const DATA_CONNECTOR_UPLOAD: Scopes = &[UPLOAD, CONNECTOR_WRITE];

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

const BASIC_READ: &str = "IndustryData.ReadBasic.All";
const DEFINITION_READ: &str = "IndustryData-ReferenceDefinition.Read.All";
const DEFINITION_WRITE: &str = "IndustryData-ReferenceDefinition.ReadWrite.All";
const UPLOAD: &str = "IndustryData-DataConnector.Upload";
const RUNS_READ: &str = "IndustryData-Run.Read.All";
const RUNS_START: &str = "IndustryData-Run.Start";
const FINDINGS: &str = "Homeroom.Findings.Read";

/// To read the root of the API.
pub(crate) const ROOT_READ: Scopes = &[BASIC_READ];

/// To read reference definitions and role groups, whether one or all.
pub(crate) const REFERENCE_READ: Scopes = &[BASIC_READ, DEFINITION_READ, DEFINITION_WRITE];

/// To change reference definitions.
pub(crate) const REFERENCE_WRITE: Scopes = &[DEFINITION_WRITE];

/// To read operations.
pub(crate) const OPERATION_READ: Scopes = &[BASIC_READ];

/// To delete them: whoever may ask for one.
pub(crate) const OPERATION_DELETE: Scopes = &[UPLOAD, CONNECTOR_WRITE];

/// To read runs.
pub(crate) const RUN_READ: Scopes = &[RUNS_READ, RUNS_START];

/// To start them.
pub(crate) const RUN_START: Scopes = &[RUNS_START];

/// To read the findings of a run, which name people.
pub(crate) const FINDINGS_READ: Scopes = &[FINDINGS];

/// Every permission of the API.
pub const SCOPES: Scopes = &[
    BASIC_READ,
    CONNECTOR_READ,
    CONNECTOR_WRITE,
    UPLOAD,
    INBOUND_READ,
    INBOUND_WRITE,
    OUTBOUND_READ,
    OUTBOUND_WRITE,
    DEFINITION_READ,
    DEFINITION_WRITE,
    RUNS_READ,
    RUNS_START,
    SYSTEM_READ,
    SYSTEM_WRITE,
    PERIOD_READ,
    PERIOD_WRITE,
    FINDINGS,
];
