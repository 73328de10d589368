//! Which parts a tenant is made of, and where in the data directory each lies.
//!
//! ```text
//! homeroom.toml       settings
//! homeroom.db         the store, unless it is on a server
//! keys/               what seals secrets, and what signs tokens and URLs
//! directory.db        the embedded directory, unless it is on a server
//! uploads/            containers that take files
//! deliveries/         rosters that were uploaded and validated
//! lake/<tenant>/      tables
//! runs/<run>/         files for people: findings.csv, plan.csv
//! spill/              what queries cannot hold in memory
//! ```

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use directory_embedded::EmbeddedDirectory;
use keys::{KeyError, SecretKeys, SigningKeys, UploadKeys};
use lake::{EmbeddedEngine, EngineSettings, Lake};
use model::flow::FlowSet;
use model::{Clock, IdSource, RandomIds, Secret, SystemClock, TenantId, Undisturbed};
use provisioning::AccountDefaults;
use runs::{Holder, RunSettings, Runner, Stop};
use store::{Location, Store, TenantStore, UrlError};

use crate::arguments::{DataArguments, TenantArguments};
use crate::exit::UsageError;
use crate::settings::Settings;

/// The domain of sign-in names in the embedded directory, when neither roster nor settings say one.
const EMBEDDED_DOMAIN: &str = "homeroom.example";

/// The store's file.
const STORE: &str = "homeroom.db";
/// The embedded directory's file.
const DIRECTORY: &str = "directory.db";

/// A tenant, ready to run.
pub(crate) async fn runner(tenant: &TenantArguments) -> anyhow::Result<Runner> {
    runner_in(&tenant.data, &tenant.tenant, tenant.config.as_deref()).await
}

/// A tenant of a data directory, ready to run; with `config` in place of the directory's settings file.
pub(crate) async fn runner_in(
    place: &DataArguments,
    tenant: &TenantId,
    config: Option<&Path>,
) -> anyhow::Result<Runner> {
    let data = place.data_dir.as_path();
    let settings = Settings::load(config, data)?;
    runs::create_private_folder(data)?;
    let ids: Arc<dyn IdSource> = Arc::new(RandomIds);
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let store = open_store(place).await?;
    let keys = secret_keys(data, clock.as_ref())?;
    let directory = embedded(place, &ids, &clock).await?;
    Ok(Runner {
        store: store.tenant(tenant.clone(), clock.now()).await?,
        lake: Lake::open(&data.join("lake"))?.tenant(tenant),
        engine: Arc::new(EmbeddedEngine::new(&engine(&settings, data)?)?),
        settings: run_settings(&settings, ids.as_ref()),
        directory: Arc::new(directory),
        keys: Arc::new(keys),
        clock,
        ids,
        files: data.join("runs"),
        steps: Arc::new(Undisturbed),
        stop: Stop::default(),
        holder: Holder::this_process(),
    })
}

/// The store.
pub(crate) async fn open_store(data: &DataArguments) -> anyhow::Result<Store> {
    Ok(Store::open(location(data, STORE)?).await?)
}

/// Where a database lies: on the server, or in the file of the data directory.
fn location(data: &DataArguments, file: &str) -> Result<Location, UsageError> {
    let Some(url) = &data.database_url else { return Ok(data.data_dir.join(file).into()) };
    let url = url.expose().parse().map_err(|error: UrlError| UsageError::new("USAGE", error.to_string()))?;
    Ok(Location::Server(url))
}

/// Whether a database is missing. Of those on a server, none is: they are made when they are opened.
fn is_missing(location: &Location) -> bool {
    matches!(location, Location::File(path) if !path.is_file())
}

/// The store as one tenant sees it, to look into. A file is not made by looking.
pub(crate) async fn store(tenant: &TenantArguments) -> anyhow::Result<Option<TenantStore>> {
    let location = location(&tenant.data, STORE)?;
    if is_missing(&location) {
        return Ok(None);
    }
    let store = Store::open(location).await?;
    Ok(Some(store.tenant(tenant.tenant.clone(), SystemClock.now()).await?))
}

/// What seals secrets.
pub(crate) fn secret_keys(data: &Path, clock: &dyn Clock) -> Result<SecretKeys, KeyError> {
    SecretKeys::open(&data.join("keys"), secret_key().as_ref(), clock.now())
}

/// What signs tokens.
pub(crate) fn signing_keys(data: &Path, clock: &dyn Clock) -> Result<SigningKeys, KeyError> {
    SigningKeys::open(&data.join("keys"), clock.now())
}

/// What signs the URLs of uploads.
pub(crate) fn upload_keys(data: &Path, clock: &dyn Clock) -> Result<UploadKeys, KeyError> {
    UploadKeys::open(&data.join("keys"), clock.now())
}

/// The key that seals secrets in place of the one in the data directory, if the environment has one.
fn secret_key() -> Option<Secret> {
    std::env::var("HOMEROOM_SECRET_KEY").ok().map(Secret::from)
}

/// The embedded directory alone, to look into. A file is not made by looking.
pub(crate) async fn directory(data: &DataArguments) -> anyhow::Result<Option<EmbeddedDirectory>> {
    if is_missing(&location(data, DIRECTORY)?) {
        return Ok(None);
    }
    let (ids, clock): (Arc<dyn IdSource>, Arc<dyn Clock>) = (Arc::new(RandomIds), Arc::new(SystemClock));
    embedded(data, &ids, &clock).await.map(Some)
}

async fn embedded(
    data: &DataArguments,
    ids: &Arc<dyn IdSource>,
    clock: &Arc<dyn Clock>,
) -> anyhow::Result<EmbeddedDirectory> {
    Ok(EmbeddedDirectory::open(location(data, DIRECTORY)?, Arc::clone(ids), Arc::clone(clock)).await?)
}

fn engine(settings: &Settings, data: &Path) -> anyhow::Result<EngineSettings> {
    let partitions = NonZeroUsize::new(settings.engine.partitions).ok_or_else(|| {
        UsageError::new("CONFIG", "engine.partitions is 0: say how many parts of a query run at once")
    })?;
    Ok(EngineSettings {
        partitions,
        memory_limit: Some(settings.engine.memory_mib << 20),
        ..EngineSettings::new(data.join("spill"))
    })
}

fn run_settings(settings: &Settings, ids: &dyn IdSource) -> RunSettings {
    RunSettings {
        guards: settings.guards,
        matching: settings.matching.clone(),
        accounts: AccountDefaults {
            domain: settings.accounts.domain.clone().or_else(|| Some(EMBEDDED_DOMAIN.to_owned())),
            ..settings.accounts.clone()
        },
        seed: flow_sets(settings, ids),
        ..RunSettings::default()
    }
}

/// The flow sets of the settings; without any, everyone gets everything.
pub(crate) fn flow_sets(settings: &Settings, ids: &dyn IdSource) -> Vec<FlowSet> {
    if settings.flow_sets.is_empty() {
        return vec![FlowSet::default_set(ids, true)];
    }
    settings.flow_sets.iter().map(|set| set.to_flow_set(ids)).collect()
}

/// The machine's date, where nobody says a tenant's.
#[expect(clippy::disallowed_methods, reason = "the one place that asks for the local date")]
pub(crate) fn today() -> chrono::NaiveDate {
    chrono::Local::now().date_naive()
}
