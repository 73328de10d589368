//! Where rosters come from: source systems, data connectors, school years and inbound flows.
//!
//! They refer to each other, and what is referred to is not deleted: whoever tries is told what uses it.

mod connectors;
mod credentials;
mod flows;
mod new_inbound;
mod source_systems;
mod stored;
mod years;

use database::{Row, Transaction, query, query_scalar};
use serde_json::json;

pub use connectors::CreateConnector;
pub use credentials::Tried;
pub use flows::{CreateInboundFlow, InboundFlowRecord};
pub use new_inbound::NewInbound;

use crate::{Change, StoreError, TenantStore};

/// What became of the deletion of what others may refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deletion<U> {
    /// It is gone.
    Deleted,
    /// The tenant has nothing of that id.
    NotThere,
    /// These refer to it, by id. It stays.
    UsedBy(Vec<U>),
}

/// How something that others may refer to is deleted.
struct Removal {
    /// Selects the ids of those who refer to it.
    users: &'static str,
    /// Deletes it.
    delete: &'static str,
    /// The word in the audit.
    word: &'static str,
}

impl TenantStore {
    async fn remove<U: From<String>>(
        &self,
        mut transaction: Transaction,
        removal: &Removal,
        id: &str,
        change: &Change,
    ) -> Result<Deletion<U>, StoreError> {
        let users: Vec<String> = query_scalar(removal.users)
            .bind(self.tenant.as_str())
            .bind(id)
            .fetch_all(&mut transaction)
            .await?;
        if !users.is_empty() {
            return Ok(Deletion::UsedBy(users.into_iter().map(U::from).collect()));
        }
        let deleted =
            query(removal.delete).bind(self.tenant.as_str()).bind(id).execute(&mut transaction).await?;
        if deleted == 0 {
            return Ok(Deletion::NotThere);
        }
        self.insert_audit(&mut transaction, &change.entry(removal.word, json!({ "id": id }))).await?;
        transaction.commit().await?;
        Ok(Deletion::Deleted)
    }
}

/// The text in a column.
fn text(row: &Row, column: &str) -> Result<String, StoreError> {
    Ok(row.get(column)?)
}

/// The text in a column, if there is one.
fn optional_text(row: &Row, column: &str) -> Result<Option<String>, StoreError> {
    Ok(row.get(column)?)
}
