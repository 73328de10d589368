//! What a tenant's inbound flows bring.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use model::flow::Readiness;
use model::inbound::{Connection, ConnectorKind, InboundFlow};
use runs::Inbound;
use server::Uploads;
use store::{Delivery, StoreError, TenantStore};

/// A roster to run over.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Its folder, or the address of the API that would have to be read.
    pub(super) roster: PathBuf,
    /// The flow that it comes by.
    pub(super) inbound: Inbound,
    /// The other flows that may run now.
    pub(super) others: Vec<Inbound>,
    /// When it was delivered; nobody delivers what is in an API.
    pub(super) delivered_at: Option<DateTime<Utc>>,
}

/// The newest delivery among those of the tenant's flows that may run now, else an API that one of them reads. A
/// roster is a whole: of several flows one speaks.
pub(super) async fn of(
    tenant: &TenantStore,
    uploads: &Uploads,
    now: DateTime<Utc>,
) -> Result<Option<Source>, StoreError> {
    let flows = may_run(tenant, now).await?;
    let (speaks, roster, delivered_at) = match newest_delivery(tenant, &flows).await? {
        Some((flow, delivery)) => {
            let folder = uploads.delivered(tenant.id(), &flow.data_connector, &delivery.container);
            (flow, folder, Some(delivery.at))
        }
        None => match api(tenant, &flows).await? {
            Some((flow, address)) => (flow, PathBuf::from(address), None),
            None => return Ok(None),
        },
    };
    let others = flows.iter().filter(|flow| flow.id != speaks.id).map(Inbound::from).collect();
    Ok(Some(Source { roster, inbound: speaks.into(), others, delivered_at }))
}

/// The flows that may run now.
async fn may_run(tenant: &TenantStore, now: DateTime<Utc>) -> Result<Vec<InboundFlow>, StoreError> {
    let records = tenant.inbound_flow_records().await?.into_iter();
    let may_run = records.filter(|record| record.readiness == Readiness::Ready);
    Ok(may_run.map(|record| record.flow).filter(|flow| flow.effective_at <= now).collect())
}

/// What was delivered last, and the flow that it comes by.
async fn newest_delivery<'a>(
    tenant: &TenantStore,
    flows: &'a [InboundFlow],
) -> Result<Option<(&'a InboundFlow, Delivery)>, StoreError> {
    let mut newest: Option<(&InboundFlow, Delivery)> = None;
    for flow in flows.iter().filter(|flow| flow.kind == ConnectorKind::Files) {
        let Some(delivery) = tenant.delivery(&flow.data_connector).await? else { continue };
        if newest.as_ref().is_none_or(|(_, newest)| newest.at < delivery.at) {
            newest = Some((flow, delivery));
        }
    }
    Ok(newest)
}

/// The first flow that reads an API, and the address of that.
async fn api<'a>(
    tenant: &TenantStore,
    flows: &'a [InboundFlow],
) -> Result<Option<(&'a InboundFlow, String)>, StoreError> {
    let Some(flow) = flows.iter().find(|flow| flow.kind == ConnectorKind::Api) else { return Ok(None) };
    let connector = tenant.data_connector(&flow.data_connector).await?;
    Ok(connector.and_then(|connector| match connector.connection {
        Connection::OneRoster(api) => Some((flow, api.base_url)),
        Connection::Files(_) => None,
    }))
}
