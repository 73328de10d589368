//! An inbound flow that is made together with all that it refers to.

use model::inbound::{DataConnector, InboundFlow, SourceSystem, Year};

use crate::{Change, Lease, StoreError, TenantStore};

/// A flow, and what is new of that which it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInbound {
    /// The system of the connector.
    pub source_system: Option<SourceSystem>,
    /// The connector of the flow. It has no client secret.
    pub data_connector: Option<DataConnector>,
    /// The year of the flow.
    pub year: Option<Year>,
    /// The flow.
    pub flow: InboundFlow,
}

impl TenantStore {
    /// Creates all of it, or nothing. Whatever is not new is there.
    ///
    /// # Errors
    /// When an id is taken, something that is not new is gone, the lease is lost, or the database fails.
    pub async fn create_inbound(
        &self,
        lease: &Lease,
        new: &NewInbound,
        change: &Change,
    ) -> Result<(), StoreError> {
        let mut transaction = self.write_under(lease).await?;
        if let Some(system) = &new.source_system {
            self.insert_source_system(&mut transaction, system, change).await?;
        }
        if let Some(connector) = &new.data_connector {
            self.insert_data_connector(&mut transaction, connector, None, change).await?;
        }
        if let Some(year) = &new.year {
            self.insert_year(&mut transaction, year, change).await?;
        }
        self.insert_inbound_flow(&mut transaction, &new.flow, change).await?;
        Ok(transaction.commit().await?)
    }
}
