//! Bad input on every route: bodies, paths and queries that nobody should send, each refused for what it is.

mod bodies;
mod requests;
mod samples;
mod wrong;

use serde_json::Value;

use crate::harness::{Answer, Client, SETS};
use crate::suite::sources::{CONNECTORS, FLOWS, SYSTEMS, YEARS};

/// The code and the target of a refusal that is told as it should be.
fn refusal(answer: &Answer, what: &str) -> (u16, String) {
    let is_refused = (400..500).contains(&answer.status);
    assert!(is_refused, "{what}: {} {}", answer.status, answer.text);
    let (status, code, target) = answer.error();
    assert!(!code.is_empty(), "{what}: {}", answer.text);
    let inner = answer.json()["error"]["innerError"]["request-id"].clone();
    assert_eq!(inner, answer.header("request-id"), "{what}");
    (status, target)
}

/// All that the tenant has, but for what changes by itself.
async fn everything(client: &Client) -> Vec<Value> {
    let sets = format!("{SETS}?$expand=provisioningFlows");
    let definitions = "/beta/external/industryData/referenceDefinitions?$filter=source ne 'microsoft'";
    let mut all = Vec::new();
    for path in [sets.as_str(), CONNECTORS, FLOWS, SYSTEMS, YEARS, definitions] {
        let mut page = client.get(path).await.json();
        assert!(page["value"].is_array(), "{page}");
        forget_readiness(&mut page);
        all.push(page);
    }
    all
}

fn forget_readiness(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.shift_remove("readinessStatus");
            members.values_mut().for_each(forget_readiness);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_readiness),
        _ => {}
    }
}
