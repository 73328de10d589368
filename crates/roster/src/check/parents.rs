//! Parents of organisations that name nothing.

use formats::Table;

use super::references::findings;
use crate::relations::PARENT;
use crate::workbench::{Workbench, good, known};
use crate::{RosterError, finding_rows, sql};

/// Finds parents that are no good organisation; the value is cleared from then on.
pub(crate) async fn resolve(bench: &Workbench<'_>) -> Result<(), RosterError> {
    let table = Table::Organizations;
    let session = bench.session().await?;
    bench.known(&session, table).await?;
    bench.roots(&session, table).await?;
    let parent = sql::name(PARENT.column);
    let failed = format!(
        "SELECT o.id, o.line, o.{parent} AS failed
         FROM {organizations} o LEFT ANTI JOIN {known} k ON k.id = o.{parent}
         WHERE o.{parent} IS NOT NULL",
        organizations = good(table),
        known = known(table),
    );
    let name = format!("findings/rules/{}/parents", table.name());
    let findings = findings(bench, table, PARENT, &failed);
    session.write(bench.staging, &name, &finding_rows::schema(), &findings).await
}
