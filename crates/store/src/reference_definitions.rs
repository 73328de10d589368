//! Reference definitions: what a tenant has added to the lists of values, and changed of them. What is built in
//! is no row; a row of a code that is built in stands for it.

mod record;

use chrono::{DateTime, Utc};
use database::{Connection, Transaction, query, query_as, query_scalar};
use model::codes::{CodeBook, ReferenceDefinition, ReferenceType};
use serde_json::json;

pub use record::ReferenceDefinitionRecord;
use record::{DefinitionRow, all};

use crate::{Change, StoreError, TenantStore, time};

/// What became of the creation of a reference definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreateReferenceDefinition {
    /// It is there now.
    Created(ReferenceDefinitionRecord),
    /// Its place is not free.
    Taken(Taken),
}

/// What of a list is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// The code, in whatever case.
    Code,
    /// The sort index.
    SortIndex,
}

impl TenantStore {
    /// Every reference definition of the tenant, list by list, in the order of their sort indexes.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn reference_definitions(&self) -> Result<Vec<ReferenceDefinitionRecord>, StoreError> {
        Ok(all(self.own_definitions(self.database.read()).await?))
    }

    /// One reference definition, by its list and its code, compared without case.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn reference_definition(
        &self,
        reference_type: ReferenceType,
        code: &str,
    ) -> Result<Option<ReferenceDefinitionRecord>, StoreError> {
        Ok(find(&self.reference_definitions().await?, reference_type, code).cloned())
    }

    /// The lists of values as the tenant has them.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn code_book(&self) -> Result<CodeBook, StoreError> {
        let own = self.own_definitions(self.database.read()).await?;
        Ok(CodeBook::new(own.into_iter().map(|record| record.definition)))
    }

    /// When the tenant last added or changed a definition; each time is later than all before it.
    ///
    /// # Errors
    /// When the database fails, or holds what cannot be understood.
    pub async fn reference_definitions_changed_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let newest: Option<String> =
            query_scalar("SELECT max(modified_at) FROM reference_definitions WHERE tenant = $1")
                .bind(self.tenant.as_str())
                .fetch_one(self.database.read())
                .await?;
        newest.as_deref().map(time::instant).transpose()
    }

    /// Adds a code to a list, unless its code or its sort index is taken there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn create_reference_definition(
        &self,
        definition: &ReferenceDefinition,
        change: &Change,
    ) -> Result<CreateReferenceDefinition, StoreError> {
        let mut transaction = self.database.write().await?;
        let known = all(self.own_definitions(&mut transaction).await?);
        if find(&known, definition.reference_type, &definition.code).is_some() {
            return Ok(CreateReferenceDefinition::Taken(Taken::Code));
        }
        if is_sort_index_taken(&known, definition) {
            return Ok(CreateReferenceDefinition::Taken(Taken::SortIndex));
        }
        let at = after_all(&known, change);
        let record = ReferenceDefinitionRecord {
            definition: definition.clone(),
            created_at: Some(at),
            modified_at: Some(at),
        };
        self.put_definition(&mut transaction, &record).await?;
        let entry = change.entry("createReferenceDefinition", json!({ "definition": definition.id() }));
        self.insert_audit(&mut transaction, &entry).await?;
        transaction.commit().await?;
        Ok(CreateReferenceDefinition::Created(record))
    }

    /// Changes a definition in one transaction, so that of two changes at once none is lost. `edit` sees the
    /// definition as it is; its list and its code stay. When it refuses, nothing is written. `None` if there is
    /// no such definition.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn update_reference_definition<E: From<Taken> + Send>(
        &self,
        (reference_type, code): (ReferenceType, &str),
        change: &Change,
        edit: impl FnOnce(&mut ReferenceDefinitionRecord) -> Result<(), E> + Send,
    ) -> Result<Option<Result<ReferenceDefinitionRecord, E>>, StoreError> {
        let mut transaction = self.database.write().await?;
        let known = all(self.own_definitions(&mut transaction).await?);
        let Some(record) = find(&known, reference_type, code) else { return Ok(None) };
        let mut changed = record.clone();
        if let Err(refusal) = edit(&mut changed) {
            return Ok(Some(Err(refusal)));
        }
        if is_sort_index_taken(&known, &changed.definition) {
            return Ok(Some(Err(Taken::SortIndex.into())));
        }
        changed.modified_at = Some(after_all(&known, change));
        self.put_definition(&mut transaction, &changed).await?;
        let entry =
            change.entry("updateReferenceDefinition", json!({ "definition": changed.definition.id() }));
        self.insert_audit(&mut transaction, &entry).await?;
        transaction.commit().await?;
        Ok(Some(Ok(changed)))
    }

    /// What the tenant has added or changed.
    async fn own_definitions(
        &self,
        connection: impl Into<Connection<'_>> + Send,
    ) -> Result<Vec<ReferenceDefinitionRecord>, StoreError> {
        let rows: Vec<DefinitionRow> = query_as(
            "SELECT reference_type, code, display_name, is_disabled, sort_index, source, created_at, modified_at
            FROM reference_definitions WHERE tenant = $1",
        )
        .bind(self.tenant.as_str())
        .fetch_all(connection)
        .await?;
        rows.into_iter().map(ReferenceDefinitionRecord::try_from).collect()
    }

    async fn put_definition(
        &self,
        transaction: &mut Transaction,
        record: &ReferenceDefinitionRecord,
    ) -> Result<(), StoreError> {
        let ReferenceDefinitionRecord { definition, created_at, modified_at } = record;
        query(
            "INSERT INTO reference_definitions
                (tenant, reference_type, code, display_name, is_disabled, sort_index, source, created_at, modified_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (tenant, reference_type, code) DO UPDATE SET
                display_name = excluded.display_name, is_disabled = excluded.is_disabled,
                sort_index = excluded.sort_index, modified_at = excluded.modified_at",
        )
        .bind(self.tenant.as_str())
        .bind(definition.reference_type.name())
        .bind(&*definition.code)
        .bind(definition.display_name.as_deref())
        .bind(definition.is_disabled)
        .bind(i64::from(definition.sort_index))
        .bind(&*definition.source)
        .bind(created_at.map(time::text))
        .bind(modified_at.map(time::text))
        .execute(&mut *transaction)
        .await?;
        Ok(())
    }
}

/// When a change happens to the `known` definitions: later than whatever happened to one of them.
fn after_all(known: &[ReferenceDefinitionRecord], change: &Change) -> DateTime<Utc> {
    let newest = known.iter().filter_map(|record| record.modified_at).max();
    newest.map_or(change.at, |newest| change.after(newest))
}

fn find<'a>(
    known: &'a [ReferenceDefinitionRecord],
    reference_type: ReferenceType,
    code: &str,
) -> Option<&'a ReferenceDefinitionRecord> {
    known.iter().find(|ReferenceDefinitionRecord { definition, .. }| {
        definition.reference_type == reference_type && definition.code.eq_ignore_ascii_case(code)
    })
}

/// Whether another code of the list stands where `definition` is to stand.
fn is_sort_index_taken(known: &[ReferenceDefinitionRecord], definition: &ReferenceDefinition) -> bool {
    known.iter().any(|ReferenceDefinitionRecord { definition: other, .. }| {
        other.reference_type == definition.reference_type
            && other.sort_index == definition.sort_index
            && other.code != definition.code
    })
}
