//! Which of a tenant's sources a roster in a folder is from, and which are missing. Decided without I/O.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use model::IdSource;
use model::codes::{AcademicYear, FileFormat};
use model::inbound::{
    Connection, ConnectorKind, DataConnector, FileConnection, InboundFlow, SourceSystem, Year,
};
use store::{NewInbound, StoreError, TenantStore};

use crate::runner::Inbound;

/// The month in which a school year begins, where nobody has said so.
const FIRST_MONTH: u32 = 8;

/// What there is.
#[derive(Debug, Clone, Default)]
pub(super) struct Sources {
    systems: Vec<SourceSystem>,
    connectors: Vec<DataConnector>,
    years: Vec<Year>,
    flows: Vec<InboundFlow>,
}

/// What a flow is looked for, or made, for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) format: FileFormat,
    /// The tenant's date.
    pub(super) today: NaiveDate,
    pub(super) now: DateTime<Utc>,
}

impl From<&InboundFlow> for Inbound {
    fn from(flow: &InboundFlow) -> Self {
        Self { flow: flow.id.clone(), display_name: flow.display_name.clone(), kind: flow.kind }
    }
}

impl Sources {
    /// What a tenant has.
    pub(super) async fn of(store: &TenantStore) -> Result<Self, StoreError> {
        let flows = store.inbound_flow_records().await?.into_iter().map(|record| record.flow).collect();
        Ok(Self {
            systems: store.source_systems().await?,
            connectors: store.data_connectors().await?,
            years: store.years().await?,
            flows,
        })
    }

    /// The flow of files in this format that is not over. Of several the newest: that which took effect last,
    /// before any that is to take effect yet.
    pub(super) fn flow(&self, wanted: &Wanted) -> Option<&InboundFlow> {
        let takes = |flow: &&InboundFlow| {
            self.connectors_of(wanted.format).any(|connector| connector.id == flow.data_connector)
        };
        let is_over = |flow: &InboundFlow| {
            let year = self.years.iter().find(|year| year.id == flow.year);
            flow.expires_at.is_some_and(|end| end < wanted.now)
                || year.is_some_and(|year| year.end < wanted.today)
        };
        let rank =
            |flow: &&InboundFlow| (flow.effective_at <= wanted.now, flow.effective_at, flow.id.clone());
        self.flows.iter().filter(takes).filter(|flow| !is_over(flow)).max_by_key(rank)
    }

    /// A new flow, with what is missing of all that it refers to; `None` on a day of no known school year.
    pub(super) fn with_flow(&self, wanted: &Wanted, ids: &dyn IdSource) -> Option<NewInbound> {
        let fresh = || ids.fresh().to_string();
        let known_year = self.years.iter().filter(|year| (year.start..=year.end).contains(&wanted.today));
        let known_year = known_year.max_by_key(|year| (year.start, year.id.clone()));
        let new_year = match known_year {
            Some(_) => None,
            None => Some(year_of(wanted.today, fresh())?),
        };
        let year = known_year.or(new_year.as_ref())?;

        let known_connector = self.known_connector(wanted.format);
        // Of several systems nothing says which one is meant.
        let known_system = self.systems.first().filter(|_| self.systems.len() == 1);
        let new_system = || SourceSystem {
            id: fresh().into(),
            display_name: "Student information system".to_owned(),
            vendor: None,
            matching: Vec::new(),
        };
        let needs_system = known_connector.is_none() && known_system.is_none();
        let source_system = needs_system.then(new_system);
        let new_connector = |system: &SourceSystem| DataConnector {
            id: fresh().into(),
            display_name: "Roster files".to_owned(),
            source_system: system.id.clone(),
            connection: Connection::Files(FileConnection { format: wanted.format }),
        };
        let data_connector = match known_connector {
            Some(_) => None,
            None => Some(new_connector(known_system.or(source_system.as_ref())?)),
        };
        let connector = known_connector.or(data_connector.as_ref())?;
        let flow = InboundFlow {
            id: fresh().into(),
            display_name: format!("Rostering {}", year.display_name),
            kind: ConnectorKind::Files,
            data_connector: connector.id.clone(),
            year: year.id.clone(),
            effective_at: wanted.now,
            expires_at: None,
        };
        Some(NewInbound { source_system, data_connector, year: new_year, flow })
    }

    /// The connector of files in `format` that was in use last.
    fn known_connector(&self, format: FileFormat) -> Option<&DataConnector> {
        let used_at = |connector: &&DataConnector| {
            let flows = self.flows.iter().filter(|flow| flow.data_connector == connector.id);
            (flows.map(|flow| flow.effective_at).max(), connector.id.clone())
        };
        self.connectors_of(format).max_by_key(used_at)
    }

    fn connectors_of(&self, format: FileFormat) -> impl Iterator<Item = &DataConnector> {
        self.connectors.iter().filter(move |connector| match &connector.connection {
            Connection::Files(files) => files.format == format,
            Connection::OneRoster(_) => false,
        })
    }
}

/// The school year of a day, under the code of the calendar year in which it ends.
fn year_of(day: NaiveDate, id: String) -> Option<Year> {
    let first = if day.month() < FIRST_MONTH { day.year() - 1 } else { day.year() };
    let start = NaiveDate::from_ymd_opt(first, FIRST_MONTH, 1)?;
    let end = NaiveDate::from_ymd_opt(first + 1, FIRST_MONTH, 1)?.pred_opt()?;
    let code = AcademicYear::parse(&(first + 1).to_string())?;
    Some(Year { id: id.into(), display_name: format!("{first}/{}", first + 1), start, end, code })
}

#[cfg(test)]
mod tests;
