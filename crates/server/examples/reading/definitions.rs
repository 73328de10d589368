//! A page of 1,000 reference definitions.

use std::time::{Duration, Instant};

use model::codes::{ReferenceDefinition, ReferenceType, TENANT_DEFINED};
use model::{Clock, SystemClock};
use serde_json::{Value, json};
use store::{Change, TenantStore};

use crate::Failure;
use crate::school::School;

/// How many definitions the tenant adds to the 530 that are built in.
const ADDED: i32 = 470;

const ROUNDS: usize = 500;

const QUERIES: [&str; 3] = [
    "$filter=referenceType%20eq%20'RefAcademicSubject'%20and%20isDisabled%20eq%20false&$select=code,displayName",
    "$filter=contains(tolower(displayName),'subject')&$select=code,displayName&$orderby=displayName&$count=true",
    "$filter=sortIndex%20ge%200&$select=code&$top=1000",
];

/// The medians of each query, in milliseconds: from the request to the last byte of its answer, so what the
/// server takes is less.
pub(crate) async fn measure(school: &School) -> Result<Value, Failure> {
    add_definitions(&school.store).await?;
    let (url, authorization) = (school.url("referenceDefinitions"), school.authorization.clone());
    let medians = tokio::task::spawn_blocking(move || {
        QUERIES.iter().map(|query| median(&url, query, &authorization)).collect::<Result<Vec<_>, Failure>>()
    });
    Ok(json!(medians.await??))
}

async fn add_definitions(store: &TenantStore) -> Result<(), Failure> {
    for number in 0..ADDED {
        let definition = ReferenceDefinition {
            reference_type: ReferenceType::AcademicSubject,
            code: format!("local{number}").into(),
            display_name: Some(format!("Subject {number} of our own").into()),
            is_disabled: number % 10 == 0,
            sort_index: 1000 + number,
            source: TENANT_DEFINED.into(),
        };
        store.create_reference_definition(&definition, &Change::new("bench", SystemClock.now())).await?;
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "it is what the example is for")]
fn median(url: &str, query: &str, authorization: &str) -> Result<f64, Failure> {
    let agent = ureq::Agent::new_with_defaults();
    let mut times = Vec::with_capacity(ROUNDS);
    let mut bytes = 0;
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let mut answer = agent.get(format!("{url}?{query}")).header("authorization", authorization).call()?;
        bytes = answer.body_mut().read_to_vec()?.len();
        times.push(started.elapsed());
    }
    times.sort();
    let at = |part: usize| times.get(part * (ROUNDS - 1) / 100).copied().unwrap_or(Duration::ZERO);
    println!("median {:?}, 95 % {:?}, {bytes} bytes: {query}", at(50), at(95));
    Ok(at(50).as_secs_f64() * 1000.0)
}
