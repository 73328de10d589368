//! A request that has come as far as its route.

use model::{FlowId, FlowSetId};
use odata::query::QueryOptions;
use odata::{Error, Matched};
use serde_json::{Map, Value};

use crate::access::Caller;

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
    /// The largest page that the client wants.
    pub(crate) max_page_size: Option<usize>,
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

    fn key(&self, name: &str) -> Result<&str, Error> {
        self.keys.key(name).ok_or_else(|| Error::not_found("The path names no key."))
    }
}
