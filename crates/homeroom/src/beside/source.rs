//! What a tenant's inbound flows have delivered last.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use formats::Format;
use model::flow::Readiness;
use model::inbound::ConnectorKind;
use runs::Inbound;
use server::Uploads;
use store::{StoreError, TenantStore};

/// A roster to run over.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Its folder.
    pub(super) roster: PathBuf,
    pub(super) format: Format,
    /// The flow that it came by.
    pub(super) inbound: Inbound,
    /// When it was delivered.
    pub(super) at: DateTime<Utc>,
}

/// The newest delivery among those of the tenant's flows that may run now. A roster is a whole: of several flows
/// the one speaks that delivered last.
pub(super) async fn of(
    tenant: &TenantStore,
    uploads: &Uploads,
    now: DateTime<Utc>,
) -> Result<Option<Source>, StoreError> {
    let mut newest: Option<Source> = None;
    for record in tenant.inbound_flow_records().await? {
        let flow = &record.flow;
        let may_run = record.readiness == Readiness::Ready && flow.effective_at <= now;
        if !may_run || flow.kind != ConnectorKind::Files {
            continue;
        }
        let Some(delivery) = tenant.delivery(&flow.data_connector).await? else { continue };
        if newest.as_ref().is_none_or(|newest| newest.at < delivery.at) {
            let roster = uploads.delivered(tenant.id(), &flow.data_connector, &delivery.container);
            let inbound = Inbound { flow: flow.id.clone(), display_name: flow.display_name.clone() };
            newest = Some(Source { roster, format: Format::SdsV21, inbound, at: delivery.at });
        }
    }
    Ok(newest)
}
