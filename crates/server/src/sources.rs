//! Whether the API of a data connector can be read: asked for at once, found out beside.

use std::sync::Arc;

use keys::{Sealed, SecretKeys};
use model::inbound::OneRosterConnection;
use model::{Clock, IdSource, PublicError, Secret};
use odata::Error;
use oneroster_client::{Client, Fault, Place, Settings, SourceError, SystemNames};
use store::{OperationStep, StoreError, Tried, Validation};
use tokio::sync::Semaphore;

use crate::reply::store_failed;
use crate::validation::{Asked, go_on};

/// How many sources are asked at the same time. Whoever comes later waits for his turn.
const AT_ONCE: usize = 16;

/// Asks the sources of all tenants.
pub(crate) struct Sources {
    client: Client,
    turns: Semaphore,
}

impl Sources {
    pub(crate) fn new(settings: &Settings, clock: Arc<dyn Clock>, ids: Arc<dyn IdSource>) -> Self {
        let client = Client::new(settings, Arc::new(SystemNames), clock, ids);
        Self { client, turns: Semaphore::new(AT_ONCE) }
    }
}

/// Begins to find out whether an API can be read.
///
/// # Errors
/// 409 while that goes on already.
pub(crate) async fn validate(
    sources: Arc<Sources>,
    keys: &SecretKeys,
    asked: Asked,
    api: OneRosterConnection,
) -> Result<(), Error> {
    let tenant = &asked.tenant;
    if tenant.is_worked_on(&asked.resource).await.map_err(store_failed)? {
        return Err(Error::conflict("The data connector is being validated; wait until that has ended."));
    }
    let sealed = tenant.client_secret(&asked.connector).await.map_err(store_failed)?;
    let context = tenant.client_secret_context(&asked.connector);
    let secret = sealed.as_ref().and_then(|sealed| keys.open_sealed(sealed, &context).ok());
    tenant
        .create_operation(&asked.operation, &asked.resource, asked.clock.now())
        .await
        .map_err(store_failed)?;
    go_on(asked.clone(), async move { find_out(&sources, &asked, &api, sealed.as_ref(), secret).await });
    Ok(())
}

async fn find_out(
    sources: &Sources,
    asked: &Asked,
    api: &OneRosterConnection,
    sealed: Option<&Sealed>,
    secret: Option<Secret>,
) -> Result<(), StoreError> {
    let (tenant, operation) = (&asked.tenant, &asked.operation);
    // Nobody closes the semaphore.
    let _turn = sources.turns.acquire().await;
    tenant.advance_operation(operation, OperationStep::Begin, asked.clock.now()).await?;
    let found = match secret {
        Some(secret) => sources.client.check(api, &secret).await.map_err(|error| told(&error)),
        None => Err(no_secret()),
    };
    let tried = Tried { connection: api, secret: sealed };
    let now = asked.clock.now();
    tenant.record_credential_check(&asked.connector, tried, found.is_ok(), now).await?;
    let step = match found {
        Ok(()) => OperationStep::Succeed(Validation::default()),
        Err(error) => OperationStep::FailWith(error),
    };
    tenant.advance_operation(operation, step, now).await?;
    Ok(())
}

/// What a client is told; the target is the property to look at.
fn told(error: &SourceError) -> PublicError {
    let target = match (&error.fault, error.place) {
        (Fault::CredentialRefused(_), _) => "credential",
        (_, Place::Api) => "baseUrl",
        (_, Place::Tokens) => "credential/tokenUrl",
    };
    public_error(error.fault.code(), error.to_string(), target)
}

fn no_secret() -> PublicError {
    let message = "The data connector has no client secret that can be opened: send it again.";
    public_error("SourceSecretMissing", message.to_owned(), "credential/clientSecret")
}

fn public_error(code: &str, message: String, target: &str) -> PublicError {
    PublicError { code: code.to_owned(), message, target: Some(target.to_owned()) }
}
