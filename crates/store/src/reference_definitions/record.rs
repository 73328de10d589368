//! A reference definition between its row, if it has one, and what is built in.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use model::codes::{ReferenceDefinition, ReferenceType, built_in};

use crate::{StoreError, time};

/// A reference definition with what the store knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceDefinitionRecord {
    /// What it says.
    pub definition: ReferenceDefinition,
    /// When the tenant made it; `None` for what is built in.
    pub created_at: Option<DateTime<Utc>>,
    /// When the tenant last changed it; `None` for what is as it was built in.
    pub modified_at: Option<DateTime<Utc>>,
}

/// A row of `reference_definitions`.
#[derive(sqlx::FromRow)]
pub(super) struct DefinitionRow {
    reference_type: String,
    code: String,
    display_name: Option<String>,
    is_disabled: bool,
    sort_index: i32,
    source: String,
    created_at: Option<String>,
    modified_at: String,
}

impl TryFrom<DefinitionRow> for ReferenceDefinitionRecord {
    type Error = StoreError;

    fn try_from(row: DefinitionRow) -> Result<Self, StoreError> {
        let unknown = || StoreError::unreadable("a reference definition", "its list is unknown");
        Ok(Self {
            definition: ReferenceDefinition {
                reference_type: ReferenceType::parse(&row.reference_type).ok_or_else(unknown)?,
                code: row.code.into(),
                display_name: row.display_name.map(Into::into),
                is_disabled: row.is_disabled,
                sort_index: row.sort_index,
                source: row.source.into(),
            },
            created_at: row.created_at.as_deref().map(time::instant).transpose()?,
            modified_at: Some(time::instant(&row.modified_at)?),
        })
    }
}

/// What a tenant has of his `own`, and what is built in beside it, list by list and in order.
pub(super) fn all(own: Vec<ReferenceDefinitionRecord>) -> Vec<ReferenceDefinitionRecord> {
    let mut lists: HashMap<ReferenceType, Vec<ReferenceDefinitionRecord>> = HashMap::new();
    for record in own {
        lists.entry(record.definition.reference_type).or_default().push(record);
    }
    let mut all = Vec::new();
    for &list in ReferenceType::ALL {
        let mut own = lists.remove(&list).unwrap_or_default();
        let is_own = |code: &str| own.iter().any(|record| record.definition.code.eq_ignore_ascii_case(code));
        let rest: Vec<_> = built_in(list).iter().filter(|one| !is_own(&one.code)).collect();
        own.extend(rest.into_iter().map(|definition| ReferenceDefinitionRecord {
            definition: definition.clone(),
            created_at: None,
            modified_at: None,
        }));
        own.sort_by_key(|record| record.definition.sort_index);
        all.append(&mut own);
    }
    all
}
