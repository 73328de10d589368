//! The readiness of inbound flows.

use chrono::{DateTime, Utc};
use industry_data::{InboundFacts, inbound_readiness};
use model::flow::Readiness;
use model::inbound::DataConnector;
use store::{StoreError, TenantStore};

use crate::service::Service;

/// Keeps the readiness of a tenant's inbound flows; says whether one of them is ready.
pub(super) async fn look(
    service: &Service,
    tenant: &TenantStore,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let records = tenant.inbound_flow_records().await?;
    if records.is_empty() {
        return Ok(false);
    }
    let (connectors, years) = (tenant.data_connectors().await?, tenant.years().await?);
    let book = tenant.code_book().await?;
    let mut one_is_ready = false;
    for record in records {
        let flow = &record.flow;
        let connector = connectors.iter().find(|connector| connector.id == flow.data_connector);
        let year = years.iter().find(|year| year.id == flow.year);
        // What is gone since went together with the flow.
        let (Some(connector), Some(year)) = (connector, year) else { continue };
        let opens_secret = opens_secret(service, tenant, connector).await?;
        let found = inbound_readiness(InboundFacts { flow, connector, year, opens_secret, book: &book, now });
        if found != record.readiness {
            tenant.set_inbound_readiness(&flow.id, record.readiness, found).await?;
        }
        one_is_ready |= found == Readiness::Ready;
    }
    Ok(one_is_ready)
}

/// Whether a connector's client secret is there and can be opened.
async fn opens_secret(
    service: &Service,
    tenant: &TenantStore,
    connector: &DataConnector,
) -> Result<bool, StoreError> {
    let sealed = tenant.client_secret(&connector.id).await?;
    let context = tenant.client_secret_context(&connector.id);
    Ok(sealed.is_some_and(|sealed| service.secrets.open_sealed(&sealed, &context).is_ok()))
}
