//! Contexts that several resources begin with.

use odata::ContextPath;

use crate::API_ROOT;

/// Of the flow sets.
pub(crate) fn flow_sets() -> ContextPath {
    ContextPath::new(API_ROOT).segment("outboundProvisioningFlowSets")
}
