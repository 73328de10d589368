//! How fast the API is read, over HTTP, from SQLite, in this one process:
//!
//! - one flow, in requests a second, beside a bare axum handler that answers with the same headers and bytes;
//! - a page of a tenant's 1,000 reference definitions, filtered and selected, in time an answer.
//!
//! `benches/reading` prints both, and JSON as its last line.
//! `benches/reading flow SECONDS` reads one flow for that long and nothing else, for a profiler.

mod definitions;
mod flow;
mod load;
mod school;

use std::time::Duration;

use school::School;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "it is what the example is for")]
async fn main() -> Result<(), Failure> {
    let school = School::open().await?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [Some("flow"), Some(seconds)] = [0, 1].map(|at| arguments.get(at).map(String::as_str)) {
        let flow = flow::Flow::make(&school)?;
        let rate = load::requests_a_second(&flow.request()?, Duration::from_secs(seconds.parse()?)).await?;
        println!("one flow: {rate:.0} requests a second");
        return Ok(());
    }
    let flow = flow::measure(&school).await?;
    let definitions = definitions::measure(&school).await?;
    println!("{}", serde_json::json!({ "flow": flow, "referenceDefinitions": definitions }));
    Ok(())
}
