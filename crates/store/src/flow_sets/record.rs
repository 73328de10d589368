//! A flow set between its rows and the planner's [`FlowSet`].

use chrono::{DateTime, Utc};
use database::Row;
use model::flow::{Flow, FlowSet, OrgFilter};
use model::{FlowSetId, OrgId};

use crate::flows::FlowRow;
use crate::{FlowRecord, StoreError, time};

/// A flow set with what the store knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowSetRecord {
    /// Its id.
    pub id: FlowSetId,
    /// The name a person gave it.
    pub display_name: String,
    /// The organisations it covers.
    pub filter: OrgFilter,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When a person last changed its name or filter; later with each change.
    pub modified_at: DateTime<Utc>,
    /// Its flows, in order of creation.
    pub flows: Vec<FlowRecord>,
}

impl From<FlowSetRecord> for FlowSet {
    fn from(record: FlowSetRecord) -> Self {
        let mut set = Self {
            id: record.id,
            display_name: record.display_name,
            filter: record.filter,
            users: None,
            class_groups: None,
            security_groups: None,
            administrative_units: None,
        };
        for record in record.flows {
            match record.flow {
                Flow::Users(flow) => set.users = Some(flow),
                Flow::ClassGroups(flow) => set.class_groups = Some(flow),
                Flow::SecurityGroups(flow) => set.security_groups = Some(flow),
                Flow::AdministrativeUnits(flow) => set.administrative_units = Some(flow),
            }
        }
        set
    }
}

/// The flows that a set holds, in the order in which they run.
pub(super) fn flows_of(set: &FlowSet) -> impl Iterator<Item = Flow> {
    let flows = [
        set.users.clone().map(Flow::Users),
        set.class_groups.clone().map(Flow::ClassGroups),
        set.security_groups.clone().map(Flow::SecurityGroups),
        set.administrative_units.clone().map(Flow::AdministrativeUnits),
    ];
    flows.into_iter().flatten()
}

/// A filter as it is stored: a JSON array, or nothing for every organisation.
pub(super) fn filter_text(filter: &OrgFilter) -> Result<Option<String>, StoreError> {
    match filter {
        OrgFilter::All => Ok(None),
        OrgFilter::Only(organizations) => serde_json::to_string(organizations)
            .map(Some)
            .map_err(|error| StoreError::unreadable("a filter", error)),
    }
}

/// Reads what [`filter_text`] wrote.
fn filter(text: Option<&str>) -> Result<OrgFilter, StoreError> {
    let Some(text) = text else { return Ok(OrgFilter::All) };
    let organizations: Vec<OrgId> =
        serde_json::from_str(text).map_err(|error| StoreError::unreadable("a filter", error))?;
    Ok(OrgFilter::only(organizations))
}

/// A set and one of its flows; a set without any comes with none.
struct SetAndFlow {
    set: SetRow,
    flow: Option<FlowRow>,
}

#[derive(sqlx::FromRow)]
struct SetRow {
    id: String,
    display_name: String,
    organizations: Option<String>,
    created_at: String,
    modified_at: String,
}

impl SetAndFlow {
    fn read(row: &Row) -> Result<Self, database::Error> {
        let flow_id: Option<String> = row.get("flow_id")?;
        let flow = flow_id.map(|_| row.read()).transpose()?;
        Ok(Self { set: row.read()?, flow })
    }
}

/// Gathers the rows of each set, which follow each other.
pub(super) fn collect(rows: &[Row]) -> Result<Vec<FlowSetRecord>, StoreError> {
    let mut sets: Vec<FlowSetRecord> = Vec::new();
    for row in rows {
        let SetAndFlow { set, flow } = SetAndFlow::read(row)?;
        let mut record = match sets.pop_if(|last| last.id.as_str() == set.id) {
            Some(record) => record,
            None => FlowSetRecord::try_from(set)?,
        };
        if let Some(flow) = flow {
            record.flows.push(flow.into_record(record.id.clone())?);
        }
        sets.push(record);
    }
    Ok(sets)
}

impl TryFrom<SetRow> for FlowSetRecord {
    type Error = StoreError;

    fn try_from(row: SetRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.into(),
            display_name: row.display_name,
            filter: filter(row.organizations.as_deref())?,
            created_at: time::instant(&row.created_at)?,
            modified_at: time::instant(&row.modified_at)?,
            flows: Vec::new(),
        })
    }
}
