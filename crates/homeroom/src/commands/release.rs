//! `release`: lets go what a guard held.

use model::RunId;
use runs::{Guard, ReleaseRequest};

use super::run::show;
use crate::arguments::ReleaseArguments;
use crate::exit::{self, Exit, UsageError};
use crate::{progress, wiring};

/// Releases a guard of a run.
pub(super) async fn release(arguments: &ReleaseArguments) -> anyhow::Result<Exit> {
    let request = request(arguments)?;
    let runner = wiring::runner(&arguments.tenant).await?;
    let shown = progress::shown(arguments.json);
    let summary = runner.release(&request, shown.as_ref()).await;
    shown.end();
    let summary = summary?;
    show(&summary, arguments.json)?;
    Ok(exit::of_run(&summary))
}

fn request(arguments: &ReleaseArguments) -> Result<ReleaseRequest, UsageError> {
    let guard = Guard::from_code(&arguments.guard.to_uppercase()).ok_or_else(|| {
        let codes = Guard::ALL.map(Guard::code).join(", ");
        UsageError::new("USAGE", format!("--guard takes one of {codes}, not {}", arguments.guard))
    })?;
    let said = |what: &str, text: &str| match text.trim() {
        "" => {
            Err(UsageError::new("USAGE", format!("{what} is empty: a release needs a person and a reason")))
        }
        text => Ok(text.to_owned()),
    };
    Ok(ReleaseRequest {
        run: RunId::from(arguments.run.as_str()),
        guard,
        by: said("--by", &arguments.by)?,
        why: said("--why", &arguments.why)?,
    })
}
