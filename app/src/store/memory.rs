//! Rows in memory, for tests and for trying the app where no database may be used. Nothing survives the page.
use super::aside::{About, Aside};
use super::error::StoreError;
use super::ledger::{Head, HeadRead, Mirror};
use super::lock::LockRow;
use super::rows::{Batch, Contents, Kept, Pending, Rekey, Row, Rows};
use super::vault::Vault;
use crate::platform::random;
use domain::seal::Secret;
use domain::seal::at_rest::{RecordKey, unwrap_record_key, wrap_record_key};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Clones share what they keep, as two tabs of a browser do.
#[derive(Clone, Default)]
pub struct MemoryRows {
    inner: Rc<RefCell<MemoryState>>,
}

#[derive(Default)]
struct MemoryState {
    key: Option<RecordKey>,
    lock: Option<LockRow>,
    head: Option<Head>,
    rows: BTreeMap<(&'static str, [u8; 16]), Vec<u8>>,
    refuse_next: Option<StoreError>,
    aside: Option<Shelf>,
}

/// What stands aside.
struct Shelf {
    about: About,
    lock: Option<LockRow>,
    key: Option<RecordKey>,
    rows: Vec<Row>,
}

impl MemoryRows {
    /// The next write fails with `error` and changes nothing.
    pub fn refuse_next_write(&self, error: StoreError) {
        self.inner.borrow_mut().refuse_next = Some(error);
    }

    /// What a browser does when it loses a database: everything is gone and nothing says so.
    pub fn lose_everything(&self) {
        *self.inner.borrow_mut() = MemoryState::default();
    }

    /// Loses one row and leaves the rest, as a log cut in half does.
    pub fn lose_one_row(&self) {
        self.inner.borrow_mut().rows.pop_first();
    }

    /// Changes one bit of one row.
    pub fn damage_one_row(&self) {
        if let Some(mut row) = self.inner.borrow_mut().rows.first_entry()
            && let Some(byte) = row.get_mut().last_mut()
        {
            *byte ^= 1;
        }
    }

    /// The bytes as they are kept, to look for what must not be there.
    pub fn raw(&self) -> Vec<Vec<u8>> {
        self.inner.borrow().rows.values().cloned().collect()
    }
}

impl Rows for MemoryRows {
    fn key(&self, fresh: RecordKey) -> Pending<'_, Kept> {
        let mut inner = self.inner.borrow_mut();
        let answer = match (&inner.lock, &inner.key, inner.head) {
            (Some(lock), ..) => Ok(Kept::Locked(lock.clone())),
            (None, Some(key), _) => Ok(Kept::Open(key.clone())),
            (None, None, Some(_)) => Err(StoreError::KeyLost),
            (None, None, None) => Ok(Kept::Open(inner.key.insert(fresh).clone())),
        };
        Box::pin(std::future::ready(answer))
    }

    fn read(&self) -> Pending<'_, Contents> {
        let inner = self.inner.borrow();
        let rows = inner.rows.iter().map(|(&(store, key), bytes)| Row { store, key, bytes: bytes.clone() }).collect();
        Box::pin(std::future::ready(Ok(Contents { head: inner.head, rows })))
    }

    fn write(&self, batch: Batch) -> Pending<'_, ()> {
        Box::pin(std::future::ready(self.inner.borrow_mut().write(batch)))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Vault for MemoryRows {
    fn unlock(&self, row: LockRow, under: Secret<32>) -> Pending<'_, Option<RecordKey>> {
        Box::pin(std::future::ready(Ok(unwrap_record_key(&row.wrapped, &under).ok())))
    }

    fn rekey(&self, rekey: Rekey) -> Pending<'_, Option<LockRow>> {
        Box::pin(std::future::ready(self.inner.borrow_mut().rekey(rekey)))
    }

    fn aside(&self) -> Pending<'_, Option<Aside>> {
        let inner = self.inner.borrow();
        let aside = inner.aside.as_ref().map(|it| Aside { about: it.about, lock: it.lock.clone() });
        Box::pin(std::future::ready(Ok(aside)))
    }

    fn open_aside(&self, under: Option<Secret<32>>) -> Pending<'_, Option<(RecordKey, Vec<Row>)>> {
        Box::pin(std::future::ready(self.inner.borrow().open_aside(under)))
    }

    fn note_aside(&self, about: About) -> Pending<'_, ()> {
        if let Some(aside) = self.inner.borrow_mut().aside.as_mut() {
            aside.about = about;
        }
        Box::pin(std::future::ready(Ok(())))
    }

    fn drop_aside(&self) -> Pending<'_, ()> {
        self.inner.borrow_mut().aside = None;
        Box::pin(std::future::ready(Ok(())))
    }

    fn erase(&self) -> Pending<'_, ()> {
        *self.inner.borrow_mut() = MemoryState::default();
        Box::pin(std::future::ready(Ok(())))
    }
}

impl MemoryState {
    fn open_aside(&self, under: Option<Secret<32>>) -> Result<Option<(RecordKey, Vec<Row>)>, StoreError> {
        let Some(aside) = &self.aside else { return Ok(None) };
        let key = match (&aside.lock, under, &aside.key) {
            (Some(lock), Some(under), _) => unwrap_record_key(&lock.wrapped, &under).ok(),
            (Some(_), None, _) => None,
            (None, _, Some(key)) => Some(key.clone()),
            (None, _, None) => return Err(StoreError::KeyLost),
        };
        Ok(key.map(|key| (key, aside.rows.clone())))
    }

    fn rekey(&mut self, Rekey { batch, key, lock, aside }: Rekey) -> Result<Option<LockRow>, StoreError> {
        if aside.is_some() && self.aside.is_some() {
            return Err(StoreError::AsideTaken);
        }
        let row = match lock {
            Some(lock) => {
                let wrapped = wrap_record_key(&key, &lock.under, random::make_bytes());
                if !lock.opens(&wrapped, &key) {
                    return Err(StoreError::Unproved);
                }
                Some(LockRow { kind: lock.kind, cost: lock.cost, salt: lock.salt, wrapped })
            }
            None => None,
        };
        self.write(batch)?;
        if let Some(aside) = aside {
            let (lock, key) = (self.lock.clone(), self.key.clone());
            self.aside = Some(Shelf { about: aside.about, lock, key, rows: aside.rows });
        }
        self.lock = row;
        self.key = self.lock.is_none().then_some(key);
        Ok(self.lock.clone())
    }

    fn write(&mut self, batch: Batch) -> Result<(), StoreError> {
        if let Some(error) = self.refuse_next.take() {
            return Err(error);
        }
        let head = self.head.unwrap_or_default();
        if head == batch.next {
            return Ok(());
        }
        if head != batch.expected {
            return Err(StoreError::ChangedElsewhere);
        }
        for place in batch.deletes {
            self.rows.remove(&place);
        }
        self.rows.extend(batch.puts.into_iter().map(|row| ((row.store, row.key), row.bytes)));
        self.head = Some(batch.next);
        Ok(())
    }
}

/// A mirror in memory. Clones share what they keep.
#[derive(Debug, Clone, Default)]
pub struct MemoryMirror(Rc<Cell<Option<Head>>>);

impl Mirror for MemoryMirror {
    fn read(&self) -> HeadRead<'_> {
        Box::pin(std::future::ready(self.0.get()))
    }

    fn write(&self, head: Head) {
        self.0.set(Some(head));
    }

    fn forget(&self) {
        self.0.set(None);
    }
}
