//! What stands aside in IndexedDB: sealed rows and their keys, moved there in the transaction that takes their place.
use super::aside::{About, Aside};
use super::error::StoreError;
use super::indexed::bytes;
use super::lock::LockRow;
use super::rows::{Row, SetAside};
use super::schema::STORES;
use super::schema::current::{ABOUT, ASIDE, DEVICE_KEY, LOCKED_KEY, WRAPPED_KEY};
use super::transaction;
use indexed_db_futures::database::Database;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

/// The keys of a set.
pub(super) struct Keys {
    pub(super) device: Option<JsValue>,
    pub(super) wrapped: Option<JsValue>,
    pub(super) lock: Option<LockRow>,
}

/// Puts rows and the keys that are here now aside, in a transaction that is under way over `ASIDE` and `META`.
pub(super) async fn put(tx: &Transaction<'_>, meta: &ObjectStore<'_>, set: &SetAside) -> Result<(), StoreError> {
    let shelf = tx.object_store(ASIDE)?;
    if transaction::get(&shelf, ABOUT).await?.is_some() {
        return Err(StoreError::AsideTaken);
    }
    for name in [DEVICE_KEY, WRAPPED_KEY, LOCKED_KEY] {
        if let Some(key) = transaction::get(meta, name).await? {
            transaction::put(&shelf, name, &key)?;
        }
    }
    for row in &set.rows {
        let key = format!("{}/{:032x}", row.store, u128::from_be_bytes(row.key));
        transaction::put(&shelf, &key, &Uint8Array::from(row.bytes.as_slice()))?;
    }
    put_about(&shelf, set.about)
}

fn put_about(shelf: &ObjectStore<'_>, about: About) -> Result<(), StoreError> {
    transaction::put(shelf, ABOUT, &Uint8Array::from(about.to_text().as_bytes()))
}

/// What is known of the set, and its keys.
pub(super) async fn look(open: &Database) -> Result<Option<(Aside, Keys)>, StoreError> {
    let tx = open.transaction(ASIDE).build()?;
    let shelf = tx.object_store(ASIDE)?;
    let about = transaction::get(&shelf, ABOUT).await?;
    let Some(about) = about.and_then(|text| About::from_text(&String::from_utf8(bytes(&text)).ok()?)) else {
        return Ok(None);
    };
    let device = transaction::get(&shelf, DEVICE_KEY).await?;
    let wrapped = transaction::get(&shelf, WRAPPED_KEY).await?;
    let lock = transaction::get(&shelf, LOCKED_KEY).await?.and_then(|row| LockRow::from_bytes(&bytes(&row)));
    Ok(Some((Aside { about, lock: lock.clone() }, Keys { device, wrapped, lock })))
}

/// Every row of the set.
pub(super) async fn rows(open: &Database) -> Result<Vec<Row>, StoreError> {
    let tx = open.transaction(ASIDE).build()?;
    let shelf = tx.object_store(ASIDE)?;
    let (keys, values) = (shelf.get_all_keys::<String>().primitive()?, shelf.get_all::<JsValue>().primitive()?);
    let mut rows = Vec::new();
    for (key, value) in keys.await?.zip(values.await?) {
        // The names of the keys have no stroke.
        let key = key?;
        let Some((store, key)) = key.split_once('/') else { continue };
        let Some(store) = STORES.into_iter().find(|known| *known == store) else { continue };
        let key = u128::from_str_radix(key, 16).map_err(|_| StoreError::Encoding)?.to_be_bytes();
        rows.push(Row { store, key, bytes: bytes(&value?) });
    }
    Ok(rows)
}

/// Notes what is known of the set anew, if there is one.
pub(super) async fn note(open: &Database, about: About) -> Result<(), StoreError> {
    let tx = transaction::begin_write(open, vec![ASIDE])?;
    let done = tx.on_done()?;
    let shelf = tx.object_store(ASIDE)?;
    if transaction::get(&shelf, ABOUT).await?.is_some() {
        put_about(&shelf, about)?;
    }
    transaction::finish(&tx, done).await
}

/// Deletes the set.
pub(super) async fn clear(open: &Database) -> Result<(), StoreError> {
    let tx = transaction::begin_write(open, vec![ASIDE])?;
    let done = tx.on_done()?;
    tx.object_store(ASIDE)?.clear()?;
    transaction::finish(&tx, done).await
}
