//! USR-NOROLE: people whom nothing would be provisioned for.

use formats::Table;
use model::{Rule, Severity};

use super::finding_sql::FindingSql;
use crate::workbench::{Workbench, good};
use crate::{RosterError, finding_rows};

/// Finds people who have no role anywhere and are nobody's contact.
pub(crate) async fn without_role(bench: &Workbench<'_>) -> Result<(), RosterError> {
    let table = Table::People;
    let session = bench.session().await?;
    for table in [table, Table::Roles, Table::Relationships] {
        bench.good(&session, table, None).await?;
    }
    let finding = FindingSql::new(bench, table, "p", Rule::UsrNorole, Severity::Warning).saying(
        "The person has no valid role and is nobody's contact. They are kept, but not provisioned: give them \
         a role, if they should be.",
    );
    let from = format!(
        "FROM {people} p
         LEFT ANTI JOIN {roles} r ON r.person_id = p.id
         LEFT ANTI JOIN {relationships} c ON c.contact_id = p.id",
        people = good(table),
        roles = good(Table::Roles),
        relationships = good(Table::Relationships),
    );
    session
        .write(bench.staging, "findings/remarks/people", &finding_rows::schema(), &finding.select(&from))
        .await
}
