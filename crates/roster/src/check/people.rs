//! USR-NOROLE: people whom nothing would be provisioned for.
//!
//! A contact is here whoever is named as one, if only by a row that was dropped: what is wrong then has
//! been said.

use formats::Table;
use model::{Rule, Severity};

use super::finding_sql::FindingSql;
use crate::workbench::{Workbench, good, read};
use crate::{RosterError, finding_rows};

/// Finds people who have no role anywhere and are nobody's contact.
pub(crate) async fn without_role(bench: &Workbench<'_>) -> Result<(), RosterError> {
    let table = Table::People;
    let session = bench.session().await?;
    bench.good(&session, table, None).await?;
    bench.good(&session, Table::Roles, None).await?;
    bench.checked(&session, Table::Relationships, None).await?;
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
        relationships = read(Table::Relationships),
    );
    session
        .write(bench.staging, "findings/remarks/people", &finding_rows::schema(), &finding.select(&from))
        .await
}
