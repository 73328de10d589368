//! DUP-USERNAME: two people with one username.
//!
//! A person whose last good version is kept takes its username along, which may be one that somebody
//! else was given today. So the rule is applied until it finds nothing more; each pass settles somebody,
//! and no two kept versions can clash, since they stood side by side before.

use datafusion::arrow::datatypes::{Schema, SchemaRef};
use formats::Table;
use lake::column;
use model::{Rule, Severity};

use super::finding_sql::FindingSql;
use super::kept;
use crate::workbench::{Workbench, good};
use crate::{RosterError, finding_rows};

/// Settles every username that several people have.
pub(crate) async fn settle(bench: &Workbench<'_>) -> Result<(), RosterError> {
    let mut pass = 1;
    while find(bench, pass).await? {
        kept::keep(bench, Table::People, &name(pass), pass).await?;
        pass += 1;
    }
    Ok(())
}

/// Finds today's rows that share a username; answers whether there are any.
async fn find(bench: &Workbench<'_>, pass: usize) -> Result<bool, RosterError> {
    let table = Table::People;
    let session = bench.session().await?;
    bench.good(&session, table, None).await?;
    let people = good(table);
    let names = format!("usernames/{pass}");
    let taken = format!("SELECT lower(username) AS name FROM {people} GROUP BY 1 HAVING count(*) > 1");
    session.write(bench.staging, &names, &name_schema(), &taken).await?;
    if bench.staging.is_empty(&names)? {
        return Ok(false);
    }
    session.register("taken", bench.staging.table(&names, &name_schema())?)?;
    let finding = FindingSql::new(bench, table, "p", Rule::DupUsername, Severity::Error)
        .about(bench.files.header(table, "username"), "p.username")
        .saying(
            "Several people have this username (case does not count). None of them was taken; a person who \
             was known before stays as they were: make the username unique.",
        );
    let from = format!(
        "FROM {people} p LEFT SEMI JOIN taken ON taken.name = lower(p.username) WHERE p.line IS NOT NULL"
    );
    session.write(bench.staging, &name(pass), &finding_rows::schema(), &finding.select(&from)).await?;
    Ok(!bench.staging.is_empty(&name(pass))?)
}

/// Where the findings of a pass are staged.
fn name(pass: usize) -> String {
    format!("findings/rules/{}/usernames/{pass}", Table::People.name())
}

fn name_schema() -> SchemaRef {
    SchemaRef::new(Schema::new(vec![column::text("name")]))
}
