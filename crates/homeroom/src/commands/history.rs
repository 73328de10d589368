//! `runs` and `run`: looking back.

use model::RunId;
use runs::{RunError, history};

use crate::arguments::{RunArguments, RunsArguments};
use crate::exit::Exit;
use crate::{report, terminal, wiring};

/// Lists the last runs.
pub(super) async fn runs(arguments: &RunsArguments) -> anyhow::Result<Exit> {
    let lines = match wiring::store(&arguments.tenant).await? {
        Some(store) => history::runs(&store, arguments.limit).await?,
        None => Vec::new(),
    };
    terminal::say(&match arguments.json {
        true => serde_json::to_string_pretty(&lines)? + "\n",
        false => report::history::of_runs(&lines),
    });
    Ok(Exit::Done)
}

/// Shows one run.
pub(super) async fn run(arguments: &RunArguments) -> anyhow::Result<Exit> {
    let store = wiring::store(&arguments.tenant).await?;
    let store = store.ok_or_else(|| RunError::UnknownRun(arguments.run.clone()))?;
    let detail = history::run(&store, &RunId::from(arguments.run.as_str())).await?;
    terminal::say(&match arguments.json {
        true => serde_json::to_string_pretty(&detail)? + "\n",
        false => report::history::of_run(&detail),
    });
    Ok(Exit::Done)
}
