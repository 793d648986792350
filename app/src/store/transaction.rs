//! What every transaction has in common: how a connection is opened and watched, how a write begins and how it ends,
//! and what the browser's errors mean.
use super::error::StoreError;
use super::migrations::{self, LayoutStep};
use super::schema;
use super::torn_log;
use futures_util::future::{Either, select};
use gloo::timers::future::TimeoutFuture;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{DomException, Error, OpenDbError};
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDone, TransactionDurability, TransactionMode, TransactionOptions,
};
use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// After this long without an answer the connection counts as lost. A phone that woke from the background sometimes
/// keeps a request for ever; the slowest honest commit measured took well under a second.
const PATIENCE_MS: u32 = 8_000;

/// Waits for `work`, but not for ever.
pub(super) async fn in_time<T>(work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    match select(pin!(work), TimeoutFuture::new(PATIENCE_MS)).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Err(StoreError::Closed),
    }
}

/// Opens the database and brings it to the newest layout; `fresh` is set if there was none before.
pub(super) async fn connect(name: &str, fresh: &Cell<bool>) -> Result<Database, StoreError> {
    let made = Rc::new(Cell::new(false));
    let answer = open_newest(name, made.clone()).await;
    fresh.set(made.get());
    match answer {
        // Written by a newer app, of which we may be the roll-back. Additions do not disturb us.
        Err(StoreError::NewerVersion) => {
            let open = Database::open(name).await?;
            if open.version() <= f64::from(schema::LAST_COMPATIBLE_VERSION) {
                return Ok(open);
            }
            open.close();
            Err(StoreError::NewerVersion)
        }
        answer => answer,
    }
}

async fn open_newest(name: &str, made: Rc<Cell<bool>>) -> Result<Database, StoreError> {
    let blocked = Rc::new(Cell::new(false));
    let seen = blocked.clone();
    let opening = Database::open(name)
        .with_version(schema::VERSION)
        .with_on_blocked(move |_| {
            seen.set(true);
            Ok(())
        })
        .with_on_upgrade_needed(move |event, open| {
            made.set(event.old_version() == 0.0);
            for step in migrations::steps(event.old_version() as u32) {
                match step {
                    LayoutStep::Create(store) => drop(open.create_object_store(store).build()?),
                }
            }
            Ok(())
        })
        .build()?;
    // Our own tabs close at once when asked, so that a blocked upgrade soon goes on by itself.
    match select(Box::pin(opening.into_future()), TimeoutFuture::new(PATIENCE_MS)).await {
        Either::Left((answer, _)) => Ok(answer?),
        Either::Right((_, opening)) => {
            // The browser still makes the upgrade once the other tab has closed, and would then find nobody to make the
            // new stores: the database would be of the new version for ever, without them.
            wasm_bindgen_futures::spawn_local(async move {
                if let Ok(open) = opening.await {
                    open.close();
                }
            });
            Err(if blocked.get() { StoreError::Blocked } else { StoreError::Closed })
        }
    }
}

/// Empties `slot` when the browser closes the connection, and closes it ourselves when a newer tab wants to upgrade.
pub(super) fn watch(open: &Rc<Database>, slot: Rc<RefCell<Option<Rc<Database>>>>) {
    let Ok(mut changes) = open.version_changes() else { return };
    let open = open.clone();
    wasm_bindgen_futures::spawn_local(async move {
        // `None`: the browser closed it. An event: somebody wants to upgrade or to delete.
        let _ = changes.recv().await;
        // The news may come late, when the next connection has taken the place of this one.
        if slot.borrow().as_ref().is_some_and(|held| Rc::ptr_eq(held, &open)) {
            slot.take();
        }
        Database::clone(&open).close();
    });
}

/// A transaction whose completion means "on disk". Dropping it unfinished undoes it.
pub(super) fn begin_write<'a>(open: &'a Database, stores: Vec<&'static str>) -> Result<Transaction<'a>, StoreError> {
    let strict = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    Ok(open.transaction(stores).with_mode(TransactionMode::Readwrite).with_options(strict).build()?)
}

/// Sends a put on its way. Its failure aborts the transaction, which is where it is noticed.
pub(super) fn put(store: &ObjectStore<'_>, key: &str, value: &JsValue) -> Result<(), StoreError> {
    drop(store.put(value.clone()).with_key(key.to_owned()).without_key_type().primitive()?);
    Ok(())
}

/// Reads one value.
pub(super) async fn get(store: &ObjectStore<'_>, key: &str) -> Result<Option<JsValue>, StoreError> {
    Ok(store.get::<JsValue, _, _>(key.to_owned()).primitive()?.await?)
}

/// Waits until the transaction is complete. Nothing is saved before this answers `Ok`.
pub(super) async fn finish(tx: &Transaction<'_>, done: TransactionDone) -> Result<(), StoreError> {
    if done.await.is_ok() {
        return Ok(());
    }
    // An abort without an error is what a closing connection leaves behind.
    Err(tx.error().map_or(StoreError::Closed, StoreError::from))
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            Error::DomException(DomException::InvalidStateError(_)) => Self::Closed,
            Error::DomException(error) => {
                let error = web_sys::DomException::from(error);
                named(&error.name(), &error.message())
            }
            Error::Unknown(error) => {
                let error = JsValue::from(error);
                let (name, message) = error
                    .dyn_ref::<js_sys::Error>()
                    .map(|error| (String::from(error.name()), String::from(error.message())))
                    .unwrap_or_default();
                named(&name, &message)
            }
            Error::Serialisation(_) | Error::MissingData(_) => Self::Encoding,
        }
    }
}

impl From<OpenDbError> for StoreError {
    fn from(error: OpenDbError) -> Self {
        match error {
            OpenDbError::Base(error) => error.into(),
            _ => Self::Unavailable,
        }
    }
}

fn named(name: &str, message: &str) -> StoreError {
    if torn_log::is_sign(message) {
        torn_log::suspect();
    }
    match name {
        "UnknownError" if message.contains("NO_SPACE") => StoreError::DiskFull,
        "QuotaExceededError" if message.contains("disk") => StoreError::DiskFull,
        "QuotaExceededError" => StoreError::Full,
        "VersionError" => StoreError::NewerVersion,
        // Chromium's words where the person, or whoever set the browser up, blocks what sites keep.
        "UnknownError" if message.contains("denied permission") => StoreError::Unavailable,
        "SecurityError" => StoreError::Unavailable,
        name => StoreError::Refused(name.into()),
    }
}
