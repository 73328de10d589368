//! How long a page of a tenant's 1,000 reference definitions takes, filtered and selected, over HTTP on this
//! machine: `cargo run --release -p server --example reference_definitions`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use keys::{Claims, SecretKeys, SigningKeys};
use model::codes::{ReferenceDefinition, ReferenceType, TENANT_DEFINED};
use model::{Clock, RandomIds, SystemClock, TenantId};
use server::{API_AUDIENCE, ISSUER, SCOPES, Service, Settings};
use store::{Change, Store};
use tokio::net::TcpListener;

/// How many definitions the tenant adds to the 530 that are built in.
const ADDED: i32 = 470;

const ROUNDS: usize = 500;

const QUERIES: [&str; 3] = [
    "$filter=referenceType%20eq%20'RefAcademicSubject'%20and%20isDisabled%20eq%20false&$select=code,displayName",
    "$filter=contains(tolower(displayName),'subject')&$select=code,displayName&$orderby=displayName&$count=true",
    "$filter=sortIndex%20ge%200&$select=code&$top=1000",
];

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let data = tempfile::tempdir()?;
    let (clock, tenant) = (SystemClock, TenantId::from("default"));
    let store = Store::open(data.path().join("homeroom.db").as_path()).await?;
    add_definitions(&store, &tenant).await?;
    let (keys, now) = (data.path().join("keys"), clock.now());
    let tokens = SigningKeys::open(&keys, now)?;
    let token = tokens.issue(&claims(tenant, now), now)?;
    let secrets = Arc::new(SecretKeys::open(&keys, None, now)?);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let settings = Settings { public_url: address.clone(), ..Settings::default() };
    let service = Service::new(store, secrets, tokens, Arc::new(clock), Arc::new(RandomIds), &settings)?;
    let serving = tokio::spawn(service.serve(listener, std::future::pending()));
    tokio::task::spawn_blocking(move || measure(&address, &token)).await??;
    serving.abort();
    Ok(())
}

async fn add_definitions(store: &Store, tenant: &TenantId) -> Result<(), Failure> {
    let now = SystemClock.now();
    let store = store.tenant(tenant.clone(), now).await?;
    for number in 0..ADDED {
        let definition = ReferenceDefinition {
            reference_type: ReferenceType::AcademicSubject,
            code: format!("local{number}").into(),
            display_name: Some(format!("Subject {number} of our own").into()),
            is_disabled: number % 10 == 0,
            sort_index: 1000 + number,
            source: TENANT_DEFINED.into(),
        };
        store.create_reference_definition(&definition, &Change::new("bench", now)).await?;
    }
    Ok(())
}

fn claims(tid: TenantId, now: chrono::DateTime<chrono::Utc>) -> Claims {
    Claims {
        iss: ISSUER.to_owned(),
        aud: API_AUDIENCE.to_owned(),
        tid,
        sub: "bench".to_owned(),
        app_id: None,
        scp: Some(SCOPES.join(" ")),
        roles: Vec::new(),
        iat: now,
        nbf: now,
        exp: now + TimeDelta::hours(1),
        jti: "1".to_owned(),
    }
}

#[expect(clippy::print_stdout, reason = "it is what the example is for")]
fn measure(address: &str, token: &str) -> Result<(), Failure> {
    let agent = ureq::Agent::new_with_defaults();
    for query in QUERIES {
        let url = format!("{address}/beta/external/industryData/referenceDefinitions?{query}");
        let mut times = Vec::with_capacity(ROUNDS);
        let mut bytes = 0;
        for _ in 0..ROUNDS {
            let started = Instant::now();
            let mut answer = agent.get(&url).header("authorization", format!("Bearer {token}")).call()?;
            bytes = answer.body_mut().read_to_string()?.len();
            times.push(started.elapsed());
        }
        times.sort();
        let at = |part: usize| times.get(part * (ROUNDS - 1) / 100).copied().unwrap_or(Duration::ZERO);
        println!("median {:?}, 95 % {:?}, {bytes} bytes: {query}", at(50), at(95));
    }
    Ok(())
}
