//! From flags to two listeners, and a stop that loses nothing.

use std::{
    fs::{File, TryLockError},
    future::IntoFuture,
    io::ErrorKind,
    net::SocketAddr,
    os::unix::fs::OpenOptionsExt,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use axum::Router;
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};

use crate::{
    app::{App, AppParts},
    beside::beside,
    check,
    clock::Clock,
    config::Config,
    limits::Limits,
    origin::Origin,
    packs,
    passkeys::PasskeyGate,
    password::Password,
    proxy::Proxies,
    random::make_bytes,
    reach,
    record::RequestRecord,
    routes::{person_router, team_router},
    settings,
    site::Site,
    store::{Health, Retention},
    sweep,
};

/// Requests under way when the process is asked to stop get this long.
const DRAIN: Duration = Duration::from_secs(20);

/// Everything the handlers need, from the flags.
///
/// # Errors
/// What is missing or broken, as a sentence for the deployer.
pub async fn prepare(config: &Config) -> Result<App, String> {
    let (store, settings) = settings::open(config).await?;
    check::must_be_sound(&store, &settings).await?;
    // A server that ended in a hurry may have left in the log what was deleted, and people are told what is still there.
    if let Err(error) = store.wipe_deleted().await {
        tracing::warn!(%error, "wiping");
    }
    let password = Password::open(&settings.database, &settings.key_hash)?;
    let found = packs::read(settings.packs.as_deref())?;
    found.log();
    let tls = [&settings.person, &settings.team].map(Origin::tls);
    let site = Site::open(&config.site);
    // Without TLS no browser runs the app but on the server's own machine.
    let reached = tls.contains(&true);
    site.may_be_served(reached)?;
    let proxies = Proxies::new(config.proxy_header.clone(), config.proxies, reached);
    if let Some(sentence) = proxies.trouble() {
        tracing::warn!("{sentence}");
    } else if let Some(header) = &config.proxy_header {
        tracing::info!(
            header = header.as_str(),
            trusted = config.proxies,
            "callers' addresses are taken from a header"
        );
    }
    Ok(App::new(AppParts {
        store,
        clock: Clock::default(),
        limits: Limits::default(),
        password,
        passkeys: PasskeyGate::of(&settings.team),
        packs: found.packs,
        site,
        settings,
        tls,
        proxies,
        request_record: config.request_record.as_deref().map(RequestRecord::open).transpose()?,
        nobodys_key: make_bytes().map_err(|error| error.to_string())?,
        stopping: AtomicBool::new(false),
    }))
}

/// Serves both origins until the process is asked to stop.
///
/// # Errors
/// The database is served already, a port is taken, or whatever [`prepare`] says.
pub async fn run(config: &Config) -> Result<(), String> {
    let _alone = alone(&config.database)?;
    let app = prepare(config).await?;
    // Before anybody hears that it listens: whoever asks it to stop from then on is heard.
    let asked_to_stop = Signals::hear().map_err(|error| error.to_string())?;
    let (stop, stopped) = watch::channel(false);
    let person = listen(config.person_listen, person_router(app.clone()), stopped.clone()).await?;
    let team = listen(config.team_listen, team_router(app.clone()), stopped).await?;
    let sweeper = tokio::spawn(sweep::run(app.clone()));
    let settings = &app.settings;
    let (person_origin, team_origin) = (settings.person.as_str(), settings.team.as_str());
    tracing::info!(database = %settings.database.display(), person_origin, team_origin, "listening");
    asked_to_stop.wait().await;
    tracing::info!("stopping");
    app.stopping.store(true, Ordering::Relaxed);
    sweeper.abort();
    let _ = stop.send(true);
    let drained = async { (person.await, team.await) };
    if tokio::time::timeout(DRAIN, drained).await.is_err() {
        tracing::warn!("some requests were cut off");
    }
    app.store.close().await.map_err(|error| error.to_string())
}

/// Holds `FILE.serving` for as long as this process serves the database; the system lets go of it when the process ends,
/// however it ends. Two servers would count tries and rates apart, and each would take the other's checkpoint for a reader.
fn alone(database: &Path) -> Result<Option<File>, String> {
    if !database.exists() {
        return Ok(None);
    }
    reach::must_be_writable(database)?;
    let name = beside(database, ".serving");
    let file = File::options().append(true).create(true).mode(0o600).open(&name);
    let file = file.map_err(|error| format!("cannot write beside the database {}: {error}", database.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(format!(
            "another server already serves the database {}: stop that one first, or name another with --database",
            database.display()
        )),
        Err(TryLockError::Error(error)) => Err(format!("cannot lock {}: {error}", name.display())),
    }
}

/// Serves one origin in its own task.
async fn listen(
    address: SocketAddr,
    router: Router,
    mut stopped: watch::Receiver<bool>,
) -> Result<tokio::task::JoinHandle<()>, String> {
    let listener = TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => format!(
            "another program listens on {address} already: stop it, or choose another port with --person-listen or \
             --team-listen"
        ),
        _ => format!("cannot listen on {address}: {error}"),
    })?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let stop = async move {
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop);
    Ok(tokio::spawn(async move {
        if let Err(error) = serving.into_future().await {
            tracing::error!(%error, "listener");
        }
    }))
}

/// The two ways to ask a process to stop.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// From now on neither ends the process by itself.
    fn hear() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn wait(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
