//! DUP-USERNAME: two people with one username.
//!
//! A person whose last good version is kept takes its username along, which may be one that somebody
//! else was given today. So the rule is applied until it finds nothing more; each pass settles somebody,
//! and no two kept versions can clash, since they stood side by side before.

use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::Int64Type;
use formats::Table;
use model::{Rule, Severity};

use super::finding_sql::FindingSql;
use super::kept;
use crate::workbench::{Workbench, found, good};
use crate::{RosterError, finding_rows};

/// Settles every username that several people have.
pub(crate) async fn settle(bench: &Workbench<'_>) -> Result<(), RosterError> {
    let mut pass = 1;
    while find(bench, pass).await? {
        kept::keep_pass(bench, Table::People, Rule::DupUsername.code(), pass).await?;
        pass += 1;
    }
    Ok(())
}

/// Finds today's rows that share a username; answers whether there are any.
async fn find(bench: &Workbench<'_>, pass: usize) -> Result<bool, RosterError> {
    let table = Table::People;
    let session = bench.session().await?;
    bench.good(&session, table, None).await?;
    let finding = FindingSql::new(bench, table, "p", Rule::DupUsername, Severity::Error)
        .about(bench.files.header(table, "username"), "p.username")
        .saying(
            "Several people have this username (case does not count). None of them was taken; a person who \
             was known before stays as they were: make the username unique.",
        );
    let from = format!(
        "FROM {people} p LEFT SEMI JOIN
             (SELECT lower(username) AS name FROM {people} GROUP BY lower(username) HAVING count(*) > 1) taken
             ON taken.name = lower(p.username)
         WHERE p.line IS NOT NULL",
        people = good(table),
    );
    let name = format!("findings/rules/{}/usernames/{pass}", table.name());
    session.write(bench.staging, &name, &finding_rows::schema(), &finding.select(&from)).await?;
    session.register(&found(table), bench.staging.table(&name, &finding_rows::schema())?)?;
    let counted = session.collect(&format!("SELECT count(*) AS found FROM {}", found(table))).await?;
    Ok(counted
        .iter()
        .any(|batch| batch.column(0).as_primitive::<Int64Type>().values().iter().any(|&n| n > 0)))
}
