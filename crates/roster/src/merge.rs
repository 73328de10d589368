//! History: the good rows of today join what is known.
//!
//! A record that is good today takes today's values. One that is not keeps its last good ones, and what
//! became of it: `dropped`, with the root, when a row that this run dropped could be it, else `absent`.
//! Nothing is ever removed from a table.

mod cover;
mod history;

use formats::Table;
use lake::{LakeTable, TableVersions};

use crate::intake::TakenIn;
use crate::session::Session;
use crate::workbench::{Workbench, before, dropped};
use crate::{Checked, Intake, RosterError, Totals, finding_table, tables};

pub(crate) async fn merge(intake: &Intake<'_>, checked: &Checked) -> Result<TakenIn, RosterError> {
    if checked.is_fatal {
        return Err(RosterError::Unusable);
    }
    let bench = Workbench { intake, staging: &checked.staging, files: &checked.files };
    let mut versions = intake.previous.clone();
    for table in Table::ALL {
        versions.set(table.name(), merge_table(&bench, table).await?);
    }
    write_dropped(&bench, &mut versions).await?;
    finding_table::write(intake, &checked.staging, &mut versions).await?;
    write_layout(&bench, &mut versions).await?;
    let totals = count(intake, &versions).await?;
    Ok(TakenIn { versions, totals, findings: checked.findings.clone() })
}

async fn merge_table(bench: &Workbench<'_>, table: Table) -> Result<u64, RosterError> {
    let session = bench.session().await?;
    let has_cover = cover::stage(bench, &session, table).await?;
    let merged = history::merged(bench, table, has_cover);
    let write = bench.intake.lake.begin(&tables::stored(table), bench.intake.run).await?;
    for bucket in bench.buckets(table).all() {
        bench.good(&session, table, Some(bucket)).await?;
        bench.before(&session, table, Some(bucket)).await?;
        write.add(session.engine(), session.plan(&merged).await?).await?;
    }
    Ok(write.overwrite().await?)
}

async fn write_dropped(bench: &Workbench<'_>, versions: &mut TableVersions) -> Result<(), RosterError> {
    let session = bench.session().await?;
    let mut rows = Vec::new();
    for table in Table::ALL {
        bench.dropped(&session, table)?;
        rows.push(format!("SELECT * FROM {}", dropped(table)));
    }
    overwrite(bench, &session, &tables::dropped(), &rows.join(" UNION ALL "), versions).await
}

async fn write_layout(bench: &Workbench<'_>, versions: &mut TableVersions) -> Result<(), RosterError> {
    let session = bench.session().await?;
    let rows = format!("SELECT {} AS buckets", bench.intake.buckets.count());
    overwrite(bench, &session, &tables::layout(), &rows, versions).await
}

async fn overwrite(
    bench: &Workbench<'_>,
    session: &Session<'_>,
    table: &LakeTable,
    rows: &str,
    versions: &mut TableVersions,
) -> Result<(), RosterError> {
    let write = bench.intake.lake.begin(table, bench.intake.run).await?;
    write.add(session.engine(), session.plan(rows).await?).await?;
    versions.set(table.name, write.overwrite().await?);
    Ok(())
}

async fn count(intake: &Intake<'_>, versions: &TableVersions) -> Result<Totals, RosterError> {
    let session = Session::new(intake.engine);
    for table in Totals::COUNTED {
        session.register(&before(table), intake.lake.read(&tables::stored(table), versions).await?)?;
    }
    Totals::count(&session, before).await
}
