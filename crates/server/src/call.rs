//! A request that has come as far as its route.

use http::HeaderMap;
use model::codes::CodeBook;
use model::{
    DataConnectorId, FlowId, FlowSetId, InboundFlowId, OperationId, RunActivityId, RunId, SourceSystemId,
    YearId,
};
use odata::headers::ETag;
use odata::query::QueryOptions;
use odata::{Error, Matched};
use serde_json::{Map, Value};

use crate::access::Caller;
use crate::reply::store_failed;
use crate::wishes::Wishes;

/// What a route's handler is given.
pub(crate) struct Call {
    /// Who asks.
    pub(crate) caller: Caller,
    /// The keys of the path.
    pub(crate) keys: Matched,
    /// The query options, all of them such as the route takes.
    pub(crate) options: QueryOptions,
    /// The path below the service root, as it was sent.
    pub(crate) path: String,
    /// The query as it was sent, to be carried on in a link.
    pub(crate) query: String,
    /// What the headers wish of the answer.
    pub(crate) wishes: Wishes,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body; empty for a route that takes none.
    pub(crate) body: Map<String, Value>,
}

impl Call {
    /// The flow set of the path.
    pub(crate) fn flow_set(&self) -> Result<FlowSetId, Error> {
        self.key("set").map(FlowSetId::from)
    }

    /// The flow of the path.
    pub(crate) fn flow(&self) -> Result<FlowId, Error> {
        self.key("flow").map(FlowId::from)
    }

    /// The source system of the path.
    pub(crate) fn source_system(&self) -> Result<SourceSystemId, Error> {
        self.key("sourceSystem").map(SourceSystemId::from)
    }

    /// The data connector of the path.
    pub(crate) fn data_connector(&self) -> Result<DataConnectorId, Error> {
        self.key("dataConnector").map(DataConnectorId::from)
    }

    /// The year of the path.
    pub(crate) fn year(&self) -> Result<YearId, Error> {
        self.key("year").map(YearId::from)
    }

    /// The inbound flow of the path.
    pub(crate) fn inbound_flow(&self) -> Result<InboundFlowId, Error> {
        self.key("inboundFlow").map(InboundFlowId::from)
    }

    /// The id of the reference definition of the path.
    pub(crate) fn reference_definition(&self) -> Result<&str, Error> {
        self.key("referenceDefinition")
    }

    /// The id of the role group of the path.
    pub(crate) fn role_group(&self) -> Result<&str, Error> {
        self.key("roleGroup")
    }

    /// The operation of the path.
    pub(crate) fn operation(&self) -> Result<OperationId, Error> {
        self.key("operation").map(OperationId::from)
    }

    /// The run of the path.
    pub(crate) fn run(&self) -> Result<RunId, Error> {
        self.key("run").map(RunId::from)
    }

    /// The activity of the path.
    pub(crate) fn activity(&self) -> Result<RunActivityId, Error> {
        self.key("activity").map(RunActivityId::from)
    }

    /// The type that the path casts to, if it does.
    pub(crate) fn cast(&self) -> Option<&str> {
        self.keys.key("type")
    }

    /// The lists of values as the caller's tenant has them.
    pub(crate) async fn code_book(&self) -> Result<CodeBook, Error> {
        self.caller.store.code_book().await.map_err(store_failed)
    }

    /// Whether a resource may be written whose state is `current`, as the caller knows it.
    ///
    /// # Errors
    /// 412 when he has seen another state.
    pub(crate) fn may_write(&self, current: impl FnOnce() -> ETag) -> Result<(), Error> {
        self.wishes.preconditions.allow_writing(current)
    }

    fn key(&self, name: &str) -> Result<&str, Error> {
        self.keys.key(name).ok_or_else(|| Error::not_found("The path names no key."))
    }
}
