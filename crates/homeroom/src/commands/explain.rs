//! `explain`: why somebody or something is, or is not, where it should be.

use runs::RunError;
use runs::explain::ExplainRequest;

use crate::arguments::ExplainArguments;
use crate::exit::Exit;
use crate::{report, terminal, wiring};

/// Explains an id.
pub(super) async fn explain(arguments: &ExplainArguments) -> anyhow::Result<Exit> {
    if wiring::store(&arguments.tenant).await?.is_none() {
        return Err(RunError::NothingVisible.into());
    }
    let runner = wiring::runner(&arguments.tenant).await?;
    let request = ExplainRequest { id: arguments.id.clone(), values: arguments.full };
    let explanation = Box::pin(runner.explain(&request)).await?;
    terminal::say(&match arguments.json {
        true => serde_json::to_string_pretty(&explanation)? + "\n",
        false => report::explain::of(&explanation),
    });
    Ok(Exit::Done)
}
