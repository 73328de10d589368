//! CLS-NOOWNER and CLS-NOSESSION: sections that lack something a group is made with.

use formats::Table;
use model::codes::SectionRole;
use model::{Rule, Severity};

use super::finding_sql::FindingSql;
use crate::workbench::{Workbench, good};
use crate::{RosterError, finding_rows, sql};

/// Finds sections in which nobody has a role that makes an owner.
pub(crate) async fn without_owner(bench: &Workbench<'_>) -> Result<(), RosterError> {
    let table = Table::Sections;
    let session = bench.session().await?;
    let finding = FindingSql::new(bench, table, "s", Rule::ClsNoowner, Severity::Warning)
        .saying("Nobody in the class could own its group. The class is kept: enroll a teacher.");
    let from = format!(
        "FROM {sections} s LEFT ANTI JOIN
             (SELECT section_id FROM {enrollments} WHERE {is_owner}) e ON e.section_id = s.id",
        sections = good(table),
        enrollments = good(Table::Enrollments),
        is_owner = is_one_of(bench.intake.owner_roles),
    );
    for bucket in bench.buckets(table).all() {
        bench.good(&session, table, Some(bucket)).await?;
        bench.good(&session, Table::Enrollments, Some(bucket)).await?;
        let name = format!("findings/remarks/owners/{bucket}");
        session.write(bench.staging, &name, &finding_rows::schema(), &finding.select(&from)).await?;
    }
    Ok(())
}

/// Finds sections that name no session.
pub(crate) async fn without_session(bench: &Workbench<'_>) -> Result<(), RosterError> {
    let table = Table::Sections;
    let session = bench.session().await?;
    bench.good(&session, table, None).await?;
    let finding = FindingSql::new(bench, table, "s", Rule::ClsNosession, Severity::Info)
        .about(bench.files.header(table, "session_ids"), "NULL")
        .saying("The class names no session. It is taken to run until the sync ends.");
    let from = format!("FROM {} s WHERE s.session_ids IS NULL", good(table));
    session
        .write(bench.staging, "findings/remarks/sessions", &finding_rows::schema(), &finding.select(&from))
        .await
}

fn is_one_of(roles: &[SectionRole]) -> String {
    let roles = roles.iter().map(|role| sql::text(role.as_str())).collect::<Vec<_>>();
    if roles.is_empty() { "false".to_owned() } else { format!("role IN ({})", roles.join(", ")) }
}
