//! Inbound flows.

use std::convert::Infallible;

use database::{Connection, Row, Transaction, query};
use model::InboundFlowId;
use model::flow::Readiness;
use model::inbound::{ConnectorKind, InboundFlow};
use serde_json::json;

use super::{optional_text, text};
use crate::{Change, StoreError, TenantStore, time};

/// An inbound flow with what the store knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboundFlowRecord {
    /// The flow.
    pub flow: InboundFlow,
    /// How far it is from being able to work.
    pub readiness: Readiness,
}

/// What became of the creation of an inbound flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreateInboundFlow {
    /// It is there now.
    Created(InboundFlowRecord),
    /// The tenant has no such data connector.
    NoSuchConnector,
    /// The data connector is of the other kind.
    ConnectorOfOtherKind,
    /// The tenant has no such year.
    NoSuchYear,
}

impl TenantStore {
    /// The tenant's inbound flows, by id.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn inbound_flow_records(&self) -> Result<Vec<InboundFlowRecord>, StoreError> {
        self.read_inbound_flows(self.database.read(), None).await
    }

    /// One of the tenant's inbound flows.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn inbound_flow_record(
        &self,
        id: &InboundFlowId,
    ) -> Result<Option<InboundFlowRecord>, StoreError> {
        Ok(self.read_inbound_flows(self.database.read(), Some(id)).await?.pop())
    }

    /// Creates an inbound flow through a data connector of its kind.
    ///
    /// # Errors
    /// When its id is taken or the database fails.
    pub async fn create_inbound_flow(
        &self,
        flow: &InboundFlow,
        change: &Change,
    ) -> Result<CreateInboundFlow, StoreError> {
        let mut transaction = self.database.write().await?;
        let connectors = self.read_data_connectors(&mut transaction, Some(&flow.data_connector)).await?;
        match connectors.first().map(|connector| connector.connection.kind()) {
            None => return Ok(CreateInboundFlow::NoSuchConnector),
            Some(kind) if kind != flow.kind => return Ok(CreateInboundFlow::ConnectorOfOtherKind),
            Some(_) => {}
        }
        if self.read_years(&mut transaction, Some(&flow.year)).await?.is_empty() {
            return Ok(CreateInboundFlow::NoSuchYear);
        }
        self.insert_inbound_flow(&mut transaction, flow, change).await?;
        transaction.commit().await?;
        let record = InboundFlowRecord { flow: flow.clone(), readiness: Readiness::NotReady };
        Ok(CreateInboundFlow::Created(record))
    }

    /// Changes an inbound flow in one transaction, so that of two changes at once none is lost. `edit` sees
    /// the flow as it is and says what it becomes; its kind, data connector and year stay. When it refuses,
    /// nothing is written. `None` if there is no such flow.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn update_inbound_flow<E: Send>(
        &self,
        id: &InboundFlowId,
        change: &Change,
        edit: impl FnOnce(InboundFlowRecord) -> Result<InboundFlow, E> + Send,
    ) -> Result<Option<Result<(), E>>, StoreError> {
        let mut transaction = self.database.write().await?;
        let Some(current) = self.read_inbound_flows(&mut transaction, Some(id)).await?.pop() else {
            return Ok(None);
        };
        let flow = match edit(current) {
            Ok(flow) => flow,
            Err(refusal) => return Ok(Some(Err(refusal))),
        };
        query(
            "UPDATE inbound_flows SET display_name = $3, effective_at = $4, expires_at = $5
            WHERE tenant = $1 AND id = $2",
        )
        .bind(self.tenant.as_str())
        .bind(id.as_str())
        .bind(&flow.display_name)
        .bind(flow.effective_at.to_rfc3339())
        .bind(flow.expires_at.map(|end| end.to_rfc3339()))
        .execute(&mut transaction)
        .await?;
        self.insert_audit(&mut transaction, &change.entry("updateInboundFlow", json!({ "id": id }))).await?;
        transaction.commit().await?;
        Ok(Some(Ok(())))
    }

    /// Deletes an inbound flow, and nothing that it brought in; says whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_inbound_flow(&self, id: &InboundFlowId, change: &Change) -> Result<bool, StoreError> {
        Ok(self.delete_inbound_flow_if(id, change, |_| Ok::<(), Infallible>(())).await?.is_some())
    }

    /// Deletes an inbound flow, and nothing that it brought in, unless `allow` refuses when it sees the flow as
    /// it is. `None` if there is no such flow.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_inbound_flow_if<E: Send>(
        &self,
        id: &InboundFlowId,
        change: &Change,
        allow: impl FnOnce(&InboundFlowRecord) -> Result<(), E> + Send,
    ) -> Result<Option<Result<(), E>>, StoreError> {
        let mut transaction = self.database.write().await?;
        let Some(current) = self.read_inbound_flows(&mut transaction, Some(id)).await?.pop() else {
            return Ok(None);
        };
        if let Err(refusal) = allow(&current) {
            return Ok(Some(Err(refusal)));
        }
        query("DELETE FROM inbound_flows WHERE tenant = $1 AND id = $2")
            .bind(self.tenant.as_str())
            .bind(id.as_str())
            .execute(&mut transaction)
            .await?;
        self.insert_audit(&mut transaction, &change.entry("deleteInboundFlow", json!({ "id": id }))).await?;
        transaction.commit().await?;
        Ok(Some(Ok(())))
    }

    /// Says how far an inbound flow is from being able to work, if that still is `expected`; says whether it
    /// did. The service finds this, nobody configures it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_inbound_readiness(
        &self,
        id: &InboundFlowId,
        expected: Readiness,
        readiness: Readiness,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database.write().await?;
        let set =
            query("UPDATE inbound_flows SET readiness = $4 WHERE tenant = $1 AND id = $2 AND readiness = $3")
                .bind(self.tenant.as_str())
                .bind(id.as_str())
                .bind(expected.as_str())
                .bind(readiness.as_str())
                .execute(&mut transaction)
                .await?;
        transaction.commit().await?;
        Ok(set == 1)
    }

    pub(super) async fn insert_inbound_flow(
        &self,
        transaction: &mut Transaction,
        flow: &InboundFlow,
        change: &Change,
    ) -> Result<(), StoreError> {
        query(
            "INSERT INTO inbound_flows (tenant, id, display_name, kind, data_connector, year, effective_at,
                expires_at, readiness)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(self.tenant.as_str())
        .bind(flow.id.as_str())
        .bind(&flow.display_name)
        .bind(flow.kind.as_str())
        .bind(flow.data_connector.as_str())
        .bind(flow.year.as_str())
        .bind(flow.effective_at.to_rfc3339())
        .bind(flow.expires_at.map(|end| end.to_rfc3339()))
        .bind(Readiness::NotReady.as_str())
        .execute(&mut *transaction)
        .await?;
        let entry = change.entry("createInboundFlow", json!({ "id": flow.id }));
        self.insert_audit(transaction, &entry).await
    }

    async fn read_inbound_flows(
        &self,
        connection: impl Into<Connection<'_>> + Send,
        only: Option<&InboundFlowId>,
    ) -> Result<Vec<InboundFlowRecord>, StoreError> {
        let rows = query(
            "SELECT id, display_name, kind, data_connector, year, effective_at, expires_at, readiness
            FROM inbound_flows WHERE tenant = $1 AND id = coalesce($2, id) ORDER BY id",
        )
        .bind(self.tenant.as_str())
        .bind(only.map(InboundFlowId::as_str))
        .fetch_all(connection)
        .await?;
        rows.iter().map(record).collect()
    }
}

fn record(row: &Row) -> Result<InboundFlowRecord, StoreError> {
    let unknown = || StoreError::unreadable("an inbound flow", "an unknown word");
    let flow = InboundFlow {
        id: text(row, "id")?.into(),
        display_name: text(row, "display_name")?,
        kind: ConnectorKind::parse(&text(row, "kind")?).ok_or_else(unknown)?,
        data_connector: text(row, "data_connector")?.into(),
        year: text(row, "year")?.into(),
        effective_at: time::instant(&text(row, "effective_at")?)?,
        expires_at: optional_text(row, "expires_at")?.map(|end| time::instant(&end)).transpose()?,
    };
    let readiness = Readiness::parse(&text(row, "readiness")?).ok_or_else(unknown)?;
    Ok(InboundFlowRecord { flow, readiness })
}
