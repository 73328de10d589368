//! Readiness is kept by the service itself: soon after a flow changed, and now and then, since a run of
//! another process may have begun to feed a set.

mod inbound;

use std::sync::Arc;
use std::time::Duration;

use industry_data::{Facts, readiness};
use model::RoleGroup;
use model::flow::{Flow, Readiness};
use store::{FlowRecord, StoreError, TenantStore};

use crate::service::Service;

/// How often everything is looked at.
const PERIOD: Duration = Duration::from_secs(5);

/// Keeps the readiness of every flow, until it is dropped.
pub(crate) async fn keep(service: Arc<Service>) {
    loop {
        if let Err(error) = look(&service).await {
            tracing::error!(%error, "the readiness of flows could not be looked at");
        }
        tokio::select! {
            () = service.flows_changed.notified() => {}
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}

async fn look(service: &Service) -> Result<(), StoreError> {
    let now = service.clock.now();
    for tenant in service.store.tenants().await? {
        let tenant = service.store.tenant(tenant, now).await?;
        let feeds = inbound::look(service, &tenant, now).await?;
        let is_fed = feeds || tenant.latest_snapshot().await?.is_some();
        for set in tenant.flow_set_records().await? {
            for flow in set.flows {
                let opens_secrets = opens_secrets(service, &tenant, &flow).await?;
                keep_one(&tenant, &flow, readiness(Facts { is_fed, opens_secrets })).await?;
            }
        }
    }
    Ok(())
}

async fn keep_one(tenant: &TenantStore, flow: &FlowRecord, now: Readiness) -> Result<(), StoreError> {
    if flow.readiness != now {
        tenant.set_readiness(flow.flow.id(), Some(flow.readiness), now).await?;
    }
    Ok(())
}

async fn opens_secrets(
    service: &Service,
    tenant: &TenantStore,
    record: &FlowRecord,
) -> Result<bool, StoreError> {
    let Flow::Users(flow) = &record.flow else { return Ok(true) };
    for group in RoleGroup::ALL {
        if let Some(sealed) = tenant.default_password(&flow.id, group).await? {
            let context = tenant.password_context(&flow.id, group);
            if service.secrets.open_sealed(&sealed, &context).is_err() {
                return Ok(false);
            }
        }
    }
    Ok(true)
}
