//! `serve`: the API over HTTP, until somebody asks it to stop.

use std::sync::Arc;

use anyhow::Context;
use model::{Clock, IdSource, RandomIds, SystemClock};
use server::{Runs, ServeError, Service, Settings, Tls, TlsError, Uploads};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::arguments::ServeArguments;
use crate::beside::RunsBeside;
use crate::exit::Exit;
use crate::{terminal, wiring};

/// Serves.
pub(super) async fn serve(arguments: &ServeArguments) -> anyhow::Result<Exit> {
    let data = arguments.data.data_dir.as_path();
    runs::create_private_folder(data)?;
    let tls = tls(arguments)?;
    let listener = TcpListener::bind(&arguments.listen).await.map_err(ServeError::from);
    let listener = listener.with_context(|| format!("cannot listen on {}", arguments.listen))?;
    let address = listener.local_addr()?;
    let own_url = format!("{}://{address}", if tls.is_some() { "https" } else { "http" });
    let file = crate::settings::Settings::load(None, data)?;
    let settings = Settings {
        public_url: arguments.public_url.clone().unwrap_or_else(|| own_url.clone()),
        issuers: file.issuers.into_iter().map(Into::into).collect(),
        sources: file.sources.into(),
        tls,
    };
    let (clock, ids): (Arc<dyn Clock>, Arc<dyn IdSource>) = (Arc::new(SystemClock), Arc::new(RandomIds));
    let store = wiring::open_store(&arguments.data).await?;
    let upload_keys = wiring::upload_keys(data, clock.as_ref())?;
    let limits = file.uploads.try_into()?;
    let uploads = Uploads::open(data, upload_keys, limits, Arc::clone(&clock), Arc::clone(&ids))?;
    let uploads = Arc::new(uploads);
    let runs = Arc::new(RunsBeside::new(arguments.data.clone(), Arc::clone(&uploads), arguments.today));
    let service = Service::new(
        store.clone(),
        Arc::new(wiring::secret_keys(data, clock.as_ref())?),
        wiring::signing_keys(data, clock.as_ref())?,
        clock,
        ids,
        &settings,
    )?
    .with_uploads(uploads)
    .with_runs(Arc::clone(&runs) as Arc<dyn Runs>);
    let asked = stop_asked()?;
    let stopped = Arc::clone(&runs);
    let stop = async move {
        asked.await;
        stopped.ask_to_stop();
    };
    terminal::say(&format!("Homeroom listens on {own_url}\n"));
    let beside = Arc::clone(&runs);
    let running = tokio::spawn(async move { beside.keep_running(&store).await });
    let served = service.serve(listener, stop).await;
    runs.stopped().await;
    running.abort();
    Ok(served.map(|()| Exit::Done)?)
}

/// What connections are encrypted with.
fn tls(arguments: &ServeArguments) -> Result<Option<Tls>, TlsError> {
    let files = arguments.tls_cert.as_deref().zip(arguments.tls_key.as_deref());
    files.map(|(certificate, key)| Tls::load(certificate, key)).transpose()
}

/// Resolves when the process is asked to stop, by the system or by Ctrl-C.
fn stop_asked() -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
