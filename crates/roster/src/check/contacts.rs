//! USR-CONTACT: a contact who could not be written to.
//!
//! The rule falls on the relationship, not on the person: someone may well be a teacher without an
//! address, but not the contact of a student.

use formats::Table;
use model::{Rule, Severity};

use super::finding_sql::FindingSql;
use crate::workbench::{Workbench, good, standing};
use crate::{RosterError, finding_rows};

/// Drops relationships whose contact lacks a name or an address.
pub(crate) async fn find_incomplete(bench: &Workbench<'_>) -> Result<(), RosterError> {
    let table = Table::Relationships;
    let session = bench.session().await?;
    bench.standing(&session, table, None).await?;
    bench.good(&session, Table::People, None).await?;
    let finding = FindingSql::new(bench, table, "r", Rule::UsrContact, Severity::Error)
        .about(bench.files.header(table, "contact_id"), "r.contact_id")
        .saying(
            "A contact needs a given name, a family name and a valid e-mail address. The record was \
             dropped: complete the person.",
        );
    let from = format!(
        "FROM {relationships} r JOIN {people} p ON p.id = r.contact_id
         WHERE p.given_name IS NULL OR p.family_name IS NULL OR p.email IS NULL",
        relationships = standing(table),
        people = good(Table::People),
    );
    let name = format!("findings/rules/{}/contacts", table.name());
    session.write(bench.staging, &name, &finding_rows::schema(), &finding.select(&from)).await
}
