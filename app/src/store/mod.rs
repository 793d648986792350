//! The person's records on this phone. `Store::commit` is the only writer: it seals every record, then makes one
//! strict transaction that also carries the ledger's head, and answers only when that transaction is on disk.
//!
//! Flows in: `domain::records::Change`. Flows out: `Records`, and word of suspected loss. What fails is a
//! [`StoreError`]; a failed commit has changed nothing. This folder alone names `indexed_db_futures`; it knows no
//! signals.
mod aside;
mod at_rest;
mod device_key;
mod error;
mod indexed;
mod ledger;
mod lock;
mod memory;
mod migrations;
mod put_away;
mod rows;
pub mod schema;
mod shelf;
mod torn_log;
mod transaction;
mod vault;

pub use aside::{About, Aside, DAYS_KEPT, Why};
pub use error::StoreError;
pub use indexed::IndexedRows;
pub use ledger::{Head, HeadRead, LossSuspected, Mirror, PhoneMirror};
pub use lock::{LockRow, NewLock};
pub use memory::{MemoryMirror, MemoryRows};
pub use rows::{Batch, Contents, Kept, Pending, Rekey, Row, Rows, SetAside};
pub use vault::Vault;
use vault::vault;

use crate::platform::random;
use domain::lock::LockKind;
use domain::records::{Change, Record, Records};
use domain::seal::Secret;
use domain::seal::at_rest::RecordKey;
use domain::stretch::Cost;
use futures_util::future::join;
use litemap::LiteMap;
use std::cell::RefCell;

/// What opening found.
#[derive(Debug, Default)]
pub struct Opened {
    /// Every record that could be opened.
    pub records: Records,
    /// How many could not. They are left where they are.
    pub unreadable: usize,
    /// Set if the ledger outside the database remembers more than was found.
    pub loss: Option<LossSuspected>,
}

/// The store of one phone.
pub struct Store {
    rows: Box<dyn Rows>,
    mirror: Box<dyn Mirror>,
    inner: RefCell<Option<StoreState>>,
    /// The key of a lock that was opened on this page, with the lock it belongs to: another tab may set another one.
    unlocked: RefCell<Option<(LockRow, RecordKey)>>,
}

/// Changes that are sealed and not yet on the disk. Writing them needs no key.
pub struct Sealed {
    batch: Batch,
    marks: Marks,
}

struct StoreState {
    key: RecordKey,
    /// As the database has it.
    head: Head,
    /// Each row's part of the ledger's hash.
    marks: Marks,
    /// While loss is suspected the mirror keeps what it remembers.
    loss: Option<LossSuspected>,
}

/// A sorted list and no tree: the records are kept in such lists, so that its code is there already.
type Marks = LiteMap<(&'static str, [u8; 16]), [u8; 32]>;

impl Store {
    /// A store over any rows and mirror; nothing is opened yet.
    pub fn new(rows: impl Rows + 'static, mirror: impl Mirror + 'static) -> Self {
        Self::over(Box::new(rows), mirror)
    }

    /// As `new`, over rows whose kind is not known.
    pub fn over(rows: Box<dyn Rows>, mirror: impl Mirror + 'static) -> Self {
        Self { rows, mirror: Box::new(mirror), inner: RefCell::new(None), unlocked: RefCell::new(None) }
    }

    /// The store of this browser.
    pub fn of_this_phone() -> Self {
        Self::new(IndexedRows::new(schema::DATABASE), PhoneMirror)
    }

    /// Opens the store, or reads it again after another tab has written. Writes no record.
    pub async fn open(&self) -> Result<Opened, StoreError> {
        // The mirror before the rows: another tab may commit between the two, and its mirror must not pass for a loss of
        // ours.
        let (key, remembered) = join(self.key(), self.mirror.read()).await;
        let (key, made) = key.inspect_err(|_| self.forget())?;
        // What another tab may have kept under that key since then is found at the first write.
        let contents = if made { Contents::default() } else { self.rows.read().await? };
        let (inner, opened) = StoreState::read(key, contents, remembered);
        if inner.loss.is_none() && inner.head.last_seq > 0 && remembered != Some(inner.head) {
            // The browser was stopped after a commit and before it had kept the second account.
            self.mirror.write(inner.head);
        }
        self.inner.replace(Some(inner));
        Ok(opened)
    }

    /// The key of the records, and whether it was made this moment.
    async fn key(&self) -> Result<(RecordKey, bool), StoreError> {
        match self.rows.key(fresh_key()).await? {
            Kept::Open(key) => {
                // Another tab may have taken the lock off.
                self.unlocked.take();
                Ok((key, false))
            }
            Kept::Made(key) => Ok((key, true)),
            Kept::Locked(row) => {
                let unlocked = self.unlocked.borrow();
                let fitting = unlocked.as_ref().filter(|(opened, _)| *opened == row);
                fitting.map(|(_, key)| (key.clone(), false)).ok_or(StoreError::Locked)
            }
        }
    }

    /// What kind of lock was opened here; `None` if there is none, or it is closed.
    pub fn opened_lock(&self) -> Option<LockKind> {
        self.unlocked.borrow().as_ref().map(|(row, _)| row.kind)
    }

    /// What the stretching of the lock that was opened here costs; `None` if none was.
    pub fn opened_cost(&self) -> Option<Cost> {
        self.unlocked.borrow().as_ref().map(|(row, _)| row.cost)
    }

    /// The app lock, if one is on.
    pub async fn lock(&self) -> Result<Option<LockRow>, StoreError> {
        Ok(match self.rows.key(fresh_key()).await? {
            Kept::Open(_) | Kept::Made(_) => None,
            Kept::Locked(row) => Some(row),
        })
    }

    /// Tries to open the lock; `open` works from then on. Whether it opened.
    pub async fn unlock(&self, row: LockRow, under: Secret<32>) -> Result<bool, StoreError> {
        let key = vault(&*self.rows)?.unlock(row.clone(), under).await?;
        Ok(key.map(|key| self.unlocked.replace(Some((row, key)))).is_some())
    }

    /// Whether a key of the records is in this page.
    pub fn holds_key(&self) -> bool {
        self.inner.borrow().is_some() || self.unlocked.borrow().is_some()
    }

    /// Drops every key and whatever was read. What is on the disk stays.
    pub fn forget(&self) {
        self.inner.take();
        self.unlocked.take();
    }

    /// Sets a lock, or takes it off, by sealing every record anew under a new key.
    pub async fn set_lock(&self, lock: Option<NewLock>) -> Result<(), StoreError> {
        let (key, head) = self.with_inner(|inner| match inner.loss {
            None => Ok((inner.key.clone(), inner.head)),
            Some(_) => Err(StoreError::Damaged),
        })?;
        let contents = self.rows.read().await?;
        if contents.head.unwrap_or_default() != head {
            return Err(StoreError::ChangedElsewhere);
        }
        let open = |row| at_rest::open(&key, row).ok_or(StoreError::Damaged);
        let records = contents.rows.iter().map(open).collect::<Result<Vec<_>, _>>()?;
        self.replace(&contents, &records, head.last_seq + 1, lock, None).await
    }

    /// Puts these records in the place of everything that is here and cannot be opened, under a new key and no lock.
    /// What was here stands aside from then on, sealed as it was.
    pub async fn start_over(&self, records: &[Record], about: About) -> Result<(), StoreError> {
        let contents = self.rows.read().await?;
        let remembered = self.mirror.read().await.map_or(0, |head| head.last_seq);
        let last_seq = contents.head.unwrap_or_default().last_seq.max(remembered) + 1;
        let aside = SetAside { about, rows: contents.rows.clone() };
        self.replace(&contents, records, last_seq, None, Some(aside).filter(|it| !it.rows.is_empty())).await
    }

    /// What stands aside, if anything does.
    pub async fn aside(&self) -> Result<Option<Aside>, StoreError> {
        vault(&*self.rows)?.aside().await
    }

    /// The records that stand aside, and how many rows did not open; `None` if nothing does, or `under` does not open
    /// its lock.
    pub async fn open_aside(&self, under: Option<Secret<32>>) -> Result<Option<(Vec<Record>, usize)>, StoreError> {
        let Some((key, rows)) = vault(&*self.rows)?.open_aside(under).await? else { return Ok(None) };
        let records: Vec<Record> = rows.iter().filter_map(|row| at_rest::open(&key, row)).collect();
        let unreadable = rows.len() - records.len();
        Ok(Some((records, unreadable)))
    }

    /// Notes what is known of what stands aside anew.
    pub async fn note_aside(&self, about: About) -> Result<(), StoreError> {
        vault(&*self.rows)?.note_aside(about).await
    }

    /// Deletes what stands aside.
    pub async fn drop_aside(&self) -> Result<(), StoreError> {
        vault(&*self.rows)?.drop_aside().await
    }

    /// Deletes everything, keys and what stands aside included.
    pub async fn erase(&self) -> Result<(), StoreError> {
        vault(&*self.rows)?.erase().await?;
        self.mirror.forget();
        self.forget();
        Ok(())
    }

    async fn replace(
        &self,
        old: &Contents,
        records: &[Record],
        last_seq: u64,
        lock: Option<NewLock>,
        aside: Option<SetAside>,
    ) -> Result<(), StoreError> {
        let key = fresh_key();
        let rev = u32::try_from(last_seq).map_err(|_| StoreError::Encoding)?;
        let puts = records.iter().map(|record| at_rest::seal(&key, record, rev)).collect::<Result<Vec<_>, _>>()?;
        let marks = marks_of(&puts);
        let next = head_of(&marks, last_seq);
        let deletes = old.rows.iter().map(|row| (row.store, row.key)).collect();
        let batch = Batch { expected: old.head.unwrap_or_default(), next, puts, deletes };
        let lies = vault(&*self.rows)?.rekey(Rekey { batch, key: key.clone(), lock, aside }).await?;
        self.unlocked.replace(lies.map(|row| (row, key.clone())));
        self.inner.replace(Some(StoreState { key, head: next, marks, loss: None }));
        self.mirror.write(next);
        Ok(())
    }

    /// Puts all the changes on the disk, or none.
    pub async fn commit(&self, changes: &[Change]) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        self.write_sealed(self.seal(changes)?).await
    }

    /// Seals the changes and writes nothing yet: a page that is put away drops its key between the two.
    pub fn seal(&self, changes: &[Change]) -> Result<Sealed, StoreError> {
        self.with_inner(|inner| inner.prepare(changes)).map(|(batch, marks)| Sealed { batch, marks })
    }

    /// Puts what was sealed on the disk, all of it or nothing.
    pub async fn write_sealed(&self, Sealed { batch, marks }: Sealed) -> Result<(), StoreError> {
        self.write(batch, marks).await
    }

    /// The person has seen that records are missing and goes on with what is there.
    pub async fn accept_loss(&self) -> Result<(), StoreError> {
        let remembered = self.mirror.read().await.map_or(0, |head| head.last_seq);
        let (batch, marks) = self.with_inner(|inner| {
            let last_seq = inner.head.last_seq.max(remembered) + 1;
            let next = head_of(&inner.marks, last_seq);
            Ok((Batch { expected: inner.head, next, puts: Vec::new(), deletes: Vec::new() }, inner.marks.clone()))
        })?;
        if let Some(inner) = self.inner.borrow_mut().as_mut() {
            inner.loss = None;
        }
        self.write(batch, marks).await
    }

    async fn write(&self, batch: Batch, marks: Marks) -> Result<(), StoreError> {
        let next = batch.next;
        self.rows.write(batch).await?;
        if let Some(inner) = self.inner.borrow_mut().as_mut() {
            inner.head = next;
            inner.marks = marks;
            if inner.loss.is_none() {
                self.mirror.write(next);
            }
        }
        Ok(())
    }

    fn with_inner<T>(&self, work: impl FnOnce(&StoreState) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.inner.borrow().as_ref().ok_or(StoreError::NotOpen).and_then(work)
    }

    /// The ledger's head; all zero before the first commit.
    pub fn head(&self) -> Head {
        self.inner.borrow().as_ref().map(|inner| inner.head).unwrap_or_default()
    }
}

impl StoreState {
    fn read(key: RecordKey, contents: Contents, mirror: Option<Head>) -> (Self, Opened) {
        let mut opened = Opened::default();
        // A row that does not open still counts: it is there, and it stays there.
        let marks = marks_of(&contents.rows);
        let mut records = Vec::new();
        for row in &contents.rows {
            match at_rest::open(&key, row) {
                Some(record) => records.push(record),
                None => opened.unreadable += 1,
            }
        }
        // In the order of their keys, so that each is put behind the one before, however many there are.
        records.sort_by_cached_key(|record| (record.store(), record.key()));
        records.into_iter().for_each(|record| opened.records.apply(&Change::Put(record)));
        let head = contents.head.unwrap_or_default();
        opened.loss = ledger::compare(head, head_of(&marks, head.last_seq), mirror);
        (Self { key, head, marks, loss: opened.loss }, opened)
    }

    fn prepare(&self, changes: &[Change]) -> Result<(Batch, Marks), StoreError> {
        let rev = u32::try_from(self.head.last_seq + 1).map_err(|_| StoreError::Encoding)?;
        let mut marks = self.marks.clone();
        // By place, so that a later change to the same record wins, as it does in the picture.
        let mut rows = LiteMap::new_vec();
        for change in changes {
            let (place, row) = match change {
                Change::Put(record) => {
                    let row = at_rest::seal(&self.key, record, rev)?;
                    marks.insert((row.store, row.key), Head::mark(row.store, &row.key, &row.bytes));
                    ((row.store, row.key), Some(row))
                }
                Change::Delete(store, id) => {
                    let store = store.as_str();
                    let place = (store, at_rest::row_key(&self.key, store, id));
                    marks.remove(&place);
                    (place, None)
                }
            };
            rows.insert(place, row);
        }
        let mut next = self.head;
        next.last_seq += 1;
        // Only the difference: an account that does not fit the rows keeps not fitting until that is accepted.
        for place in rows.keys() {
            let (before, after) = (self.marks.get(place), marks.get(place));
            for mark in before.into_iter().chain(after) {
                next.toggle(*mark);
            }
            next.count = (next.count + u64::from(after.is_some())).saturating_sub(u64::from(before.is_some()));
        }
        let deletes = rows.iter().filter(|(_, row)| row.is_none()).map(|(place, _)| *place).collect();
        let puts = rows.into_iter().filter_map(|(_, row)| row).collect();
        Ok((Batch { expected: self.head, next, puts, deletes }, marks))
    }
}

fn fresh_key() -> RecordKey {
    RecordKey::make(&mut random::SystemEntropy)
}

fn marks_of(rows: &[Row]) -> Marks {
    rows.iter().map(|row| ((row.store, row.key), Head::mark(row.store, &row.key, &row.bytes))).collect()
}

/// The head that describes exactly these rows.
fn head_of(marks: &Marks, last_seq: u64) -> Head {
    let mut head = Head { count: marks.len() as u64, last_seq, hash: [0; 32] };
    for mark in marks.values() {
        head.toggle(*mark);
    }
    head
}
