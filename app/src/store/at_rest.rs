//! Records as they lie on the phone: sealed, each bound to its place. A sealed record moved to another store, another
//! key or another revision does not open.
//!
//! Bytes of a row: `schema u32 ‖ rev u32` (big-endian) and what `domain::seal::at_rest` made of the record. The key of a
//! row is a keyed hash of store and id, so that the database shows neither ids nor dates.
use super::error::StoreError;
use super::rows::Row;
use super::schema;
use crate::platform::random;
use domain::records::Record;
use domain::seal::at_rest::{Aad, RecordKey, open_record, seal_record};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Length of schema and revision in front of the sealed bytes.
const PREFIX_BYTES: usize = 8;

/// The row of a record, as commit number `rev` writes it.
pub(super) fn seal(key: &RecordKey, record: &Record, rev: u32) -> Result<Row, StoreError> {
    let store = record.store().as_str();
    let place = row_key(key, store, &record.key());
    let plain = Zeroizing::new(record.to_bytes());
    let aad = Aad { store, id: place, rev, schema: schema::RECORD_SCHEMA };
    let sealed = seal_record(key, &aad, &plain, random::make_bytes());
    let mut bytes = Vec::with_capacity(PREFIX_BYTES + sealed.len());
    bytes.extend(schema::RECORD_SCHEMA.to_be_bytes());
    bytes.extend(rev.to_be_bytes());
    bytes.extend(sealed);
    Ok(Row { store, key: place, bytes })
}

/// The revision a row claims; the seal tells whether it is true.
pub(super) fn revision(row: &Row) -> Option<u32> {
    let (_, rest) = row.bytes.split_first_chunk::<4>()?;
    rest.first_chunk().map(|rev| u32::from_be_bytes(*rev))
}

/// The record of a row; `None` if it does not open, or is not what belongs there.
pub(super) fn open(key: &RecordKey, row: &Row) -> Option<Record> {
    let (schema, _) = row.bytes.split_first_chunk::<4>()?;
    let aad = Aad { store: row.store, id: row.key, rev: revision(row)?, schema: u32::from_be_bytes(*schema) };
    let plain = Zeroizing::new(open_record(key, &aad, row.bytes.get(PREFIX_BYTES..)?).ok()?);
    let record = Record::from_bytes(&plain)?;
    let fits = record.store().as_str() == row.store && row_key(key, row.store, &record.key()) == row.key;
    fits.then_some(record)
}

/// Where a record lies: 16 bytes that only the holder of the key can work out.
pub(super) fn row_key(key: &RecordKey, store: &str, id: &[u8; 16]) -> [u8; 16] {
    // Cutting the hash to half its length also rules out extending it, so a plain keyed prefix is enough here.
    let whole: [u8; 32] = Sha256::new()
        .chain_update(b"waymark/row/v1\0")
        .chain_update(key.expose())
        .chain_update(store)
        .chain_update([0])
        .chain_update(id)
        .finalize()
        .into();
    whole.first_chunk().copied().unwrap_or_default()
}
