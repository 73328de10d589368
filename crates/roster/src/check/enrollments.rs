//! ENR-NOROLE: people enrolled where they have no role.
//!
//! Enrollments never conflict, since their key is all they have: those that stand are those that are good.

use formats::Table;
use model::{Rule, Severity};

use super::finding_sql::FindingSql;
use crate::workbench::{Workbench, good, standing};
use crate::{RosterError, finding_rows};

/// Finds enrollments of people who have no role in the section's organisation.
pub(crate) async fn without_role(bench: &Workbench<'_>) -> Result<(), RosterError> {
    let table = Table::Enrollments;
    let session = bench.session().await?;
    bench.good(&session, Table::Roles, None).await?;
    let finding = FindingSql::new(bench, table, "e", Rule::EnrNorole, Severity::Warning)
        .about(bench.files.header(table, "person_id"), "e.person_id")
        .saying(
            "The person has no role in the organisation of the class. The enrollment is kept: give them a \
             role there, or check the class.",
        );
    let from = format!(
        "FROM {enrollments} e
         LEFT ANTI JOIN {roles} r ON r.person_id = e.person_id AND r.org_id = e.org_id",
        enrollments = standing(table),
        roles = good(Table::Roles),
    );
    for bucket in bench.buckets(table).all() {
        bench.standing(&session, table, Some(bucket)).await?;
        let name = format!("findings/remarks/enrollments/{bucket}");
        session.write(bench.staging, &name, &finding_rows::schema(), &finding.select(&from)).await?;
    }
    Ok(())
}
