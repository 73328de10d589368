//! How much of what a roster has.

use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::Int64Type;
use formats::Table;

use crate::RosterError;
use crate::session::Session;

/// Records of one kind, by whether the latest snapshot has them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Presence {
    /// Present.
    pub active: u64,
    /// Kept from earlier snapshots.
    pub inactive: u64,
}

/// The totals of a run, in the words of its statistics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Organisations.
    pub organizations: Presence,
    /// People.
    pub people: Presence,
    /// Sections.
    pub groups: Presence,
    /// Enrollments.
    pub memberships: Presence,
}

impl Totals {
    /// The tables that are counted.
    pub(crate) const COUNTED: [Table; 4] =
        [Table::Organizations, Table::People, Table::Sections, Table::Enrollments];

    /// Counts the rows of the relations that `relation` names, by their column `present`.
    pub(crate) async fn count(
        session: &Session<'_>,
        relation: impl Fn(Table) -> String,
    ) -> Result<Self, RosterError> {
        let mut totals = Self::default();
        for table in Self::COUNTED {
            let presence = count(session, &relation(table)).await?;
            if let Some(total) = totals.of(table) {
                *total = presence;
            }
        }
        Ok(totals)
    }

    fn of(&mut self, table: Table) -> Option<&mut Presence> {
        match table {
            Table::Organizations => Some(&mut self.organizations),
            Table::People => Some(&mut self.people),
            Table::Sections => Some(&mut self.groups),
            Table::Enrollments => Some(&mut self.memberships),
            _ => None,
        }
    }
}

async fn count(session: &Session<'_>, relation: &str) -> Result<Presence, RosterError> {
    let sql = format!(
        "SELECT count(*) FILTER (WHERE present) AS active, count(*) FILTER (WHERE NOT present) AS inactive
         FROM {relation}"
    );
    let batches = session.collect(&sql).await?;
    let number = |column: usize| {
        let column = batches.first().map(|batch| batch.column(column).as_primitive::<Int64Type>());
        column.and_then(|column| column.iter().next().flatten()).unwrap_or_default().unsigned_abs()
    };
    Ok(Presence { active: number(0), inactive: number(1) })
}
