//! School years.

use std::convert::Infallible;

use database::{Connection, Row, Transaction, query};
use model::codes::AcademicYear;
use model::inbound::Year;
use model::{InboundFlowId, YearId};
use serde_json::json;

use super::{Deletion, Removal, text};
use crate::{Change, StoreError, TenantStore, time};

impl TenantStore {
    /// The tenant's years, by id.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn years(&self) -> Result<Vec<Year>, StoreError> {
        self.read_years(self.database.read(), None).await
    }

    /// One of the tenant's years.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn year(&self, id: &YearId) -> Result<Option<Year>, StoreError> {
        Ok(self.read_years(self.database.read(), Some(id)).await?.pop())
    }

    /// Creates a year.
    ///
    /// # Errors
    /// When its id is taken or the database fails.
    pub async fn create_year(&self, year: &Year, change: &Change) -> Result<(), StoreError> {
        let mut transaction = self.database.write().await?;
        self.insert_year(&mut transaction, year, change).await?;
        Ok(transaction.commit().await?)
    }

    pub(super) async fn insert_year(
        &self,
        transaction: &mut Transaction,
        year: &Year,
        change: &Change,
    ) -> Result<(), StoreError> {
        query(
            "INSERT INTO years (tenant, id, display_name, start_date, end_date, code)
            VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(self.tenant.as_str())
        .bind(year.id.as_str())
        .bind(&year.display_name)
        .bind(year.start.to_string())
        .bind(year.end.to_string())
        .bind(year.code.as_str())
        .execute(&mut *transaction)
        .await?;
        self.insert_audit(transaction, &change.entry("createYear", json!({ "id": year.id }))).await
    }

    /// Changes a year in one transaction, so that of two changes at once none is lost. `edit` sees the year as
    /// it is and says what it becomes; its code stays. When it refuses, nothing is written. `None` if there is
    /// no such year.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn update_year<E: Send>(
        &self,
        id: &YearId,
        change: &Change,
        edit: impl FnOnce(Year) -> Result<Year, E> + Send,
    ) -> Result<Option<Result<(), E>>, StoreError> {
        let mut transaction = self.database.write().await?;
        let Some(current) = self.read_years(&mut transaction, Some(id)).await?.pop() else {
            return Ok(None);
        };
        let year = match edit(current) {
            Ok(year) => year,
            Err(refusal) => return Ok(Some(Err(refusal))),
        };
        query(
            "UPDATE years SET display_name = $3, start_date = $4, end_date = $5 WHERE tenant = $1 AND id = $2",
        )
        .bind(self.tenant.as_str())
        .bind(id.as_str())
        .bind(&year.display_name)
        .bind(year.start.to_string())
        .bind(year.end.to_string())
        .execute(&mut transaction)
        .await?;
        self.insert_audit(&mut transaction, &change.entry("updateYear", json!({ "id": id }))).await?;
        transaction.commit().await?;
        Ok(Some(Ok(())))
    }

    /// Deletes a year, unless an inbound flow uses it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_year(
        &self,
        id: &YearId,
        change: &Change,
    ) -> Result<Deletion<InboundFlowId>, StoreError> {
        let Ok(deleted) = self.delete_year_if(id, change, |_| Ok::<(), Infallible>(())).await?;
        Ok(deleted)
    }

    /// Deletes a year, unless an inbound flow uses it, or `allow` refuses when it sees what is there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_year_if<E: Send>(
        &self,
        id: &YearId,
        change: &Change,
        allow: impl FnOnce(&Year) -> Result<(), E> + Send,
    ) -> Result<Result<Deletion<InboundFlowId>, E>, StoreError> {
        let removal = Removal {
            users: "SELECT id FROM inbound_flows WHERE tenant = $1 AND year = $2 ORDER BY id",
            delete: "DELETE FROM years WHERE tenant = $1 AND id = $2",
            word: "deleteYear",
        };
        let mut transaction = self.database.write().await?;
        if let Some(current) = self.read_years(&mut transaction, Some(id)).await?.pop()
            && let Err(refusal) = allow(&current)
        {
            return Ok(Err(refusal));
        }
        Ok(Ok(self.remove(transaction, &removal, id.as_str(), change).await?))
    }

    pub(super) async fn read_years(
        &self,
        connection: impl Into<Connection<'_>> + Send,
        only: Option<&YearId>,
    ) -> Result<Vec<Year>, StoreError> {
        let rows = query(
            "SELECT id, display_name, start_date, end_date, code FROM years
            WHERE tenant = $1 AND id = coalesce($2, id) ORDER BY id",
        )
        .bind(self.tenant.as_str())
        .bind(only.map(YearId::as_str))
        .fetch_all(connection)
        .await?;
        rows.iter().map(year).collect()
    }
}

fn year(row: &Row) -> Result<Year, StoreError> {
    let code = text(row, "code")?;
    Ok(Year {
        id: text(row, "id")?.into(),
        display_name: text(row, "display_name")?,
        start: time::date(&text(row, "start_date")?)?,
        end: time::date(&text(row, "end_date")?)?,
        code: AcademicYear::parse(&code)
            .ok_or_else(|| StoreError::unreadable("a year", "an unknown code"))?,
    })
}
