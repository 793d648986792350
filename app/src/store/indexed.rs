//! Rows in IndexedDB. One chain of requests per transaction, everything computed before it opens, and a write counts
//! only when the browser says that the whole transaction is complete and on disk.
use super::aside::{About, Aside};
use super::device_key;
use super::error::StoreError;
use super::ledger::Head;
use super::lock::LockRow;
use super::put_away::awake;
use super::rows::{Batch, Contents, Kept, Pending, Rekey, Row, Rows, SetAside};
use super::schema::current::{ASIDE, DEVICE_KEY, HEAD, LOCKED_KEY, META, RESERVE, WRAPPED_KEY};
use super::schema::{OTHERS, STORES};
use super::shelf;
use super::torn_log;
use super::transaction::{self, connect, in_time};
use super::vault::Vault;
use crate::platform::random;
use domain::seal::Secret;
use domain::seal::at_rest::{RecordKey, unwrap_record_key, wrap_record_key};
use gloo::timers::future::TimeoutFuture;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use js_sys::Uint8Array;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CryptoKey;

/// After the first write: the screen that it leads to comes before.
const RESERVE_AFTER_MS: u32 = 500;

/// How often a lost connection is opened again before we say so.
const TRIES: usize = 3;
/// Given up when the disk is full, so that the answer on the screen still fits (small writes work after a quota
/// abort; 256 KiB is some hundred records).
const RESERVE_BYTES: usize = 256 * 1024;

/// The browser's database.
#[derive(Clone)]
pub struct IndexedRows {
    inner: Rc<IndexedState>,
}

struct IndexedState {
    name: String,
    // Emptied by the browser's own events; see `transaction::watch`.
    connection: Rc<RefCell<Option<Rc<Database>>>>,
    reserve_checked: Cell<bool>,
    /// Whether the database was made by this page, with nothing in it yet.
    fresh: Cell<bool>,
    /// Whether this page has renewed the log that this connection writes to; see `torn_log`.
    sound: Cell<bool>,
}

impl IndexedRows {
    /// Uses the database `name`; nothing is opened yet.
    pub fn new(name: &str) -> Self {
        let name = name.into();
        let [reserve_checked, fresh, sound] = std::array::from_fn(|_| Cell::new(false));
        Self { inner: Rc::new(IndexedState { name, connection: Rc::default(), reserve_checked, fresh, sound }) }
    }

    async fn connection(&self) -> Result<Rc<Database>, StoreError> {
        if let Some(open) = self.inner.connection.borrow().clone() {
            return Ok(open);
        }
        self.inner.sound.set(false);
        // The browser itself writes when it opens a database, and whatever comes behind a torn record makes the damage
        // lasting; so it is not even opened before it is mended.
        if torn_log::is_suspected() {
            in_time(torn_log::make_sound(&self.inner.sound)).await?;
        }
        // A database that was made this moment lies in a log that was begun for it, or was renewed when the one before it
        // was deleted; a sign of a full disk is looked at all the same.
        let open = Rc::new(connect(&self.inner.name, &self.inner.fresh).await?);
        self.inner.sound.set(self.inner.fresh.get());
        transaction::watch(&open, self.inner.connection.clone());
        self.inner.connection.replace(Some(open.clone()));
        Ok(open)
    }

    /// Closes the connection as the browser may do at any time.
    pub fn close(&self) {
        if let Some(open) = self.inner.connection.take() {
            Database::clone(&open).close();
        }
    }

    /// Runs `work` on an open connection, and again on a new one if the connection was lost or the page slept.
    async fn with<T>(&self, work: impl AsyncFn(&Database) -> Result<T, StoreError>) -> Result<T, StoreError> {
        // The answer goes round by a slot and the work is boxed: what follows is compiled once and not for each work.
        let (work, slot) = (&work, &Cell::new(None));
        let boxed = move |open: Rc<Database>| -> Pending<'_, ()> {
            Box::pin(async move {
                slot.set(Some(work(&open).await?));
                Ok(())
            })
        };
        self.with_boxed(&boxed).await?;
        slot.take().ok_or(StoreError::Closed)
    }

    async fn with_boxed<'a>(&self, work: &(dyn Fn(Rc<Database>) -> Pending<'a, ()> + 'a)) -> Result<(), StoreError> {
        for _ in 0..TRIES {
            let answer = match self.connection().await {
                Ok(open) => awake(in_time(work(open))).await.unwrap_or(Err(StoreError::Closed)),
                Err(error) => Err(error),
            };
            match answer {
                Err(error) if error.is_lost_connection() => self.close(),
                answer => return answer,
            }
        }
        Err(StoreError::Closed)
    }

    /// As `with`, for whatever writes.
    async fn with_sound<T>(&self, work: impl AsyncFn(&Database) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let soundly = async |open: &Database| {
            torn_log::make_sound(&self.inner.sound).await?;
            torn_log::mark(work(open).await)
        };
        self.with(soundly).await
    }

    async fn key_or_make(&self, fresh: RecordKey) -> Result<Kept, StoreError> {
        self.with(async |_| Ok(())).await?;
        if !self.inner.fresh.take()
            && let Some(kept) = self.kept_key().await?
        {
            return Ok(kept);
        }
        let device = device_key::make_device_key().await?;
        let wrapped = device_key::wrap(&device, fresh.expose()).await?;
        if self.with_sound(async |open| keep_key(open, &device, &wrapped).await).await? {
            return Ok(Kept::Made(fresh));
        }
        // Another tab was quicker; whatever lies there now is the key.
        self.kept_key().await?.ok_or(StoreError::KeyLost)
    }

    async fn kept_key(&self) -> Result<Option<Kept>, StoreError> {
        let facts = self.with(read_key).await?;
        match facts {
            KeyFacts { locked: Some(locked), .. } => {
                LockRow::from_bytes(&bytes(&locked)).map(Kept::Locked).map(Some).ok_or(StoreError::KeyLost)
            }
            KeyFacts { device: Some(device), wrapped: Some(wrapped), .. } => {
                let plain = device_key::unwrap(&as_key(device)?, &bytes(&wrapped)).await?;
                let key = plain.as_slice().try_into().map(RecordKey::from_bytes);
                key.map(Kept::Open).map(Some).map_err(|_| StoreError::KeyLost)
            }
            KeyFacts { has_records: true, .. } => Err(StoreError::KeyLost),
            _ => Ok(None),
        }
    }

    async fn open_lock(&self, row: LockRow, under: Secret<32>) -> Result<Option<RecordKey>, StoreError> {
        let device = self.with(read_key).await?.device.ok_or(StoreError::KeyLost)?;
        let inner = device_key::unwrap(&as_key(device)?, &row.wrapped).await?;
        Ok(unwrap_record_key(&inner, &under).ok())
    }

    async fn open_shelf(&self, under: Option<Secret<32>>) -> Result<Option<(RecordKey, Vec<Row>)>, StoreError> {
        let Some((_, keys)) = self.with(shelf::look).await? else { return Ok(None) };
        let device = as_key(keys.device.ok_or(StoreError::KeyLost)?)?;
        let key = match (keys.lock, under) {
            (Some(lock), Some(under)) => {
                let inner = device_key::unwrap(&device, &lock.wrapped).await?;
                unwrap_record_key(&inner, &under).ok()
            }
            (Some(_), None) => None,
            (None, _) => {
                let plain = device_key::unwrap(&device, &bytes(&keys.wrapped.ok_or(StoreError::KeyLost)?)).await?;
                let key = plain.as_slice().try_into().map_err(|_| StoreError::KeyLost)?;
                Some(RecordKey::from_bytes(key))
            }
        };
        let Some(key) = key else { return Ok(None) };
        Ok(Some((key, self.with(shelf::rows).await?)))
    }

    async fn change_key(&self, Rekey { batch, key, lock, aside }: Rekey) -> Result<Option<LockRow>, StoreError> {
        // Everything is made before the transaction begins, because it would end at the first wait.
        let device = device_key::make_device_key().await?;
        let (name, row, bytes) = match lock {
            Some(lock) => {
                let inner = wrap_record_key(&key, &lock.under, random::make_bytes());
                let wrapped = device_key::wrap(&device, &inner).await?;
                if !lock.opens(&device_key::unwrap(&device, &wrapped).await?, &key) {
                    return Err(StoreError::Unproved);
                }
                let row = LockRow { kind: lock.kind, cost: lock.cost, salt: lock.salt, wrapped };
                let bytes = row.to_bytes();
                (LOCKED_KEY, Some(row), bytes)
            }
            None => (WRAPPED_KEY, None, device_key::wrap(&device, key.expose()).await?),
        };
        let keys = NewKeys { device, name, bytes, aside };
        self.write_or_make_room(batch, Some(keys)).await?;
        Ok(row)
    }

    async fn delete_all(&self) -> Result<(), StoreError> {
        let cleared = self.with(clear).await;
        self.close();
        // The database itself goes when no other tab holds it; what was in it is gone already, unless it could not be
        // opened any more.
        let deleted = match Database::delete_by_name(&self.inner.name) {
            Ok(request) => in_time(async { request.await.map_err(|_| StoreError::Closed) }).await.map(drop),
            Err(_) => Err(StoreError::Closed),
        };
        cleared.or_else(|error| deleted.map_err(|_| error))
    }

    async fn write_or_make_room(&self, batch: Batch, keys: Option<NewKeys>) -> Result<(), StoreError> {
        match self.with_sound(async |open| write(open, &batch, keys.as_ref()).await).await {
            Err(StoreError::DiskFull) => {
                // The browser closes it as well, and later.
                self.close();
                Err(StoreError::DiskFull)
            }
            Err(StoreError::Full) => {
                self.with_sound(drop_reserve).await?;
                self.with_sound(async |open| write(open, &batch, keys.as_ref()).await).await
            }
            Ok(()) => {
                if !self.inner.reserve_checked.replace(true) {
                    let rows = self.clone();
                    // In its own time: nobody waits for it, and a full disk is no fault here.
                    wasm_bindgen_futures::spawn_local(async move {
                        TimeoutFuture::new(RESERVE_AFTER_MS).await;
                        let _ = rows.with_sound(keep_reserve).await;
                    });
                }
                Ok(())
            }
            refused => refused,
        }
    }
}

impl Rows for IndexedRows {
    fn key(&self, fresh: RecordKey) -> Pending<'_, Kept> {
        Box::pin(self.key_or_make(fresh))
    }

    fn read(&self) -> Pending<'_, Contents> {
        Box::pin(self.with(read))
    }

    fn write(&self, batch: Batch) -> Pending<'_, ()> {
        Box::pin(self.write_or_make_room(batch, None))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Vault for IndexedRows {
    fn unlock(&self, row: LockRow, under: Secret<32>) -> Pending<'_, Option<RecordKey>> {
        Box::pin(self.open_lock(row, under))
    }

    fn rekey(&self, rekey: Rekey) -> Pending<'_, Option<LockRow>> {
        Box::pin(self.change_key(rekey))
    }

    fn aside(&self) -> Pending<'_, Option<Aside>> {
        Box::pin(async { Ok(self.with(shelf::look).await?.map(|(aside, _)| aside)) })
    }

    fn open_aside(&self, under: Option<Secret<32>>) -> Pending<'_, Option<(RecordKey, Vec<Row>)>> {
        Box::pin(self.open_shelf(under))
    }

    fn note_aside(&self, about: About) -> Pending<'_, ()> {
        Box::pin(self.with_sound(async move |open| shelf::note(open, about).await))
    }

    fn drop_aside(&self) -> Pending<'_, ()> {
        Box::pin(self.with_sound(shelf::clear))
    }

    fn erase(&self) -> Pending<'_, ()> {
        Box::pin(self.delete_all())
    }
}

async fn read(open: &Database) -> Result<Contents, StoreError> {
    let tx = open.transaction(STORES.into_iter().chain([META]).collect::<Vec<_>>()).build()?;
    // All requests leave before any is awaited: the browser answers them in one go, and keys in the order of values.
    let meta = tx.object_store(META)?;
    let head = meta.get::<JsValue, _, _>(HEAD.to_owned()).primitive()?;
    let mut asked = Vec::new();
    for store in STORES {
        let shelf = tx.object_store(store)?;
        asked.push((store, shelf.get_all_keys::<String>().primitive()?, shelf.get_all::<JsValue>().primitive()?));
    }
    let mut contents = Contents { head: as_head(head.await?), rows: Vec::new() };
    for (store, keys, values) in asked {
        for (key, value) in keys.await?.zip(values.await?) {
            let key = u128::from_str_radix(&key?, 16).map_err(|_| StoreError::Encoding)?.to_be_bytes();
            contents.rows.push(Row { store, key, bytes: bytes(&value?) });
        }
    }
    Ok(contents)
}

/// The keys that go with rows sealed anew.
struct NewKeys {
    device: CryptoKey,
    /// Under which name the record key lies from now on; the other one goes.
    name: &'static str,
    bytes: Vec<u8>,
    aside: Option<SetAside>,
}

async fn write(open: &Database, batch: &Batch, keys: Option<&NewKeys>) -> Result<(), StoreError> {
    let mut stores = vec![META];
    let aside = keys.and_then(|keys| keys.aside.as_ref());
    stores.extend(aside.map(|_| ASIDE));
    stores.extend(batch.puts.iter().map(|row| row.store));
    stores.extend(batch.deletes.iter().map(|(store, _)| *store));
    stores.sort_unstable();
    stores.dedup();
    let tx = transaction::begin_write(open, stores)?;
    let done = tx.on_done()?;
    let meta = tx.object_store(META)?;
    let head = read_head(&meta).await?.unwrap_or_default();
    if head == batch.next {
        return Ok(());
    }
    if head != batch.expected {
        return Err(StoreError::ChangedElsewhere);
    }
    if let Some(set) = aside {
        shelf::put(&tx, &meta, set).await?;
    }
    for (store, key) in &batch.deletes {
        tx.object_store(store)?.delete(hex(key)).primitive()?;
    }
    for row in &batch.puts {
        transaction::put(&tx.object_store(row.store)?, &hex(&row.key), &Uint8Array::from(row.bytes.as_slice()))?;
    }
    if let Some(NewKeys { device, name, bytes, .. }) = keys {
        for other in [WRAPPED_KEY, LOCKED_KEY].into_iter().filter(|other| other != name) {
            meta.delete(other).primitive()?;
        }
        transaction::put(&meta, DEVICE_KEY, device)?;
        transaction::put(&meta, name, &Uint8Array::from(bytes.as_slice()))?;
    }
    transaction::put(&meta, HEAD, &Uint8Array::from(batch.next.to_bytes().as_slice()))?;
    transaction::finish(&tx, done).await
}

/// What lies there about keys, all of one moment.
struct KeyFacts {
    device: Option<JsValue>,
    wrapped: Option<JsValue>,
    locked: Option<JsValue>,
    has_records: bool,
}

async fn read_key(open: &Database) -> Result<KeyFacts, StoreError> {
    let tx = open.transaction(META).build()?;
    let meta = tx.object_store(META)?;
    // As in `read`: four requests, one wait.
    let [device, wrapped, locked, head] =
        [DEVICE_KEY, WRAPPED_KEY, LOCKED_KEY, HEAD].map(|name| meta.get::<JsValue, _, _>(name.to_owned()).primitive());
    let (device, wrapped, locked, head) = (device?.await?, wrapped?.await?, locked?.await?, head?.await?);
    Ok(KeyFacts { device, wrapped, locked, has_records: as_head(head).is_some() })
}

/// Whether it was kept; no if a key lies there already.
async fn keep_key(open: &Database, device: &CryptoKey, wrapped: &[u8]) -> Result<bool, StoreError> {
    let tx = transaction::begin_write(open, vec![META])?;
    let done = tx.on_done()?;
    let meta = tx.object_store(META)?;
    let [wrapped_one, locked_one] =
        [WRAPPED_KEY, LOCKED_KEY].map(|name| meta.get::<JsValue, _, _>(name.to_owned()).primitive());
    if wrapped_one?.await?.or(locked_one?.await?).is_some() {
        return Ok(false);
    }
    transaction::put(&meta, DEVICE_KEY, device)?;
    transaction::put(&meta, WRAPPED_KEY, &Uint8Array::from(wrapped))?;
    transaction::finish(&tx, done).await?;
    Ok(true)
}

async fn clear(open: &Database) -> Result<(), StoreError> {
    let all = || STORES.into_iter().chain(OTHERS.map(|(_, name)| name));
    let tx = transaction::begin_write(open, all().collect())?;
    let done = tx.on_done()?;
    for store in all() {
        tx.object_store(store)?.clear()?;
    }
    transaction::finish(&tx, done).await
}

async fn keep_reserve(open: &Database) -> Result<(), StoreError> {
    let tx = transaction::begin_write(open, vec![META])?;
    let done = tx.on_done()?;
    let meta = tx.object_store(META)?;
    if transaction::get(&meta, RESERVE).await?.is_some() {
        return Ok(());
    }
    // Random, because the browser would squeeze zeroes to nothing.
    let mut reserve = vec![0; RESERVE_BYTES];
    domain::entropy::Entropy::fill(&mut crate::platform::random::SystemEntropy, &mut reserve);
    transaction::put(&meta, RESERVE, &Uint8Array::from(reserve.as_slice()))?;
    transaction::finish(&tx, done).await
}

async fn drop_reserve(open: &Database) -> Result<(), StoreError> {
    let tx = transaction::begin_write(open, vec![META])?;
    let done = tx.on_done()?;
    tx.object_store(META)?.delete(RESERVE).primitive()?;
    transaction::finish(&tx, done).await
}

async fn read_head(meta: &indexed_db_futures::object_store::ObjectStore<'_>) -> Result<Option<Head>, StoreError> {
    Ok(as_head(transaction::get(meta, HEAD).await?))
}

fn as_head(value: Option<JsValue>) -> Option<Head> {
    value.and_then(|value| Head::from_bytes(&bytes(&value)))
}

fn as_key(value: JsValue) -> Result<CryptoKey, StoreError> {
    value.dyn_into().map_err(|_| StoreError::KeyLost)
}

/// What lies there as bytes; copied once, for a notebook of years has thousands of them.
pub(super) fn bytes(value: &JsValue) -> Vec<u8> {
    value.dyn_ref::<Uint8Array>().map_or_else(|| Uint8Array::new(value).to_vec(), Uint8Array::to_vec)
}

fn hex(key: &[u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(*key))
}
