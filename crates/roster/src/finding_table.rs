//! The findings of a run as a table of the lake.

use lake::{Staging, TableVersions};

use crate::session::Session;
use crate::{Intake, RosterError, finding_rows, sql, tables};

/// Makes the staged findings the table, and names its version in `versions`.
pub(crate) async fn write(
    intake: &Intake<'_>,
    staging: &Staging,
    versions: &mut TableVersions,
) -> Result<(), RosterError> {
    let write = intake.lake.begin(&tables::findings(), intake.run).await?;
    add(intake, staging, "findings", &write).await?;
    versions.set(tables::findings().name, write.overwrite().await?);
    Ok(())
}

/// Adds the findings staged as `name` to the table, and names its new version in `versions`.
pub(crate) async fn append(
    intake: &Intake<'_>,
    staging: &Staging,
    name: &str,
    versions: &mut TableVersions,
) -> Result<(), RosterError> {
    let write = intake.lake.begin(&tables::findings(), intake.run).await?;
    add(intake, staging, name, &write).await?;
    versions.set(tables::findings().name, write.append(versions).await?);
    Ok(())
}

async fn add(
    intake: &Intake<'_>,
    staging: &Staging,
    name: &str,
    write: &lake::TableWrite,
) -> Result<(), RosterError> {
    let session = Session::new(intake.engine);
    session.register("findings", staging.table(name, &finding_rows::schema())?)?;
    let run = sql::text(intake.run.as_str());
    let rows = format!("SELECT {run} AS run_id, f.* FROM findings f");
    Ok(write.add(intake.engine, session.plan(&rows).await?).await?)
}
