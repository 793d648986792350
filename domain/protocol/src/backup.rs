//! A person's sealed backup as the server may look at it: who, which revision, which of five sizes. What opens it
//! stands in `seal::backup`.
//!
//! ```text
//! "WAYMARKB"  version (1 byte)  length of the header (2 bytes, big endian)  header (CBOR)  sealed records
//! ```
//! Everything before the sealed part is its additional data, as it was read.

use crate::cbor;
use crate::id::{OrgId, PersonId};

/// The largest backup, in bytes: some hundred times what a year of check-ins takes.
pub const BACKUP_LIMIT: usize = 4 * 1024 * 1024;
/// The sizes of what is sealed, in bytes: all that the length of a backup tells. The last leaves room for the rest.
pub const BACKUP_BUCKETS: [usize; 5] = [16 * 1024, 64 * 1024, 256 * 1024, 1024 * 1024, BACKUP_LIMIT - 1024];

const MAGIC: &[u8; 8] = b"WAYMARKB";
const VERSION: u8 = 1;
/// The version of the records inside; a later one is not read by an earlier app.
const SCHEMA: u32 = 1;
/// Nonce and tag of the seal, in bytes.
const SEAL: usize = 24 + 16;

/// What a backup says of itself, to whoever keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BackupHeader {
    /// The organisation of the deployment.
    pub org: OrgId,
    /// Whose it is.
    pub person: PersonId,
    /// Rises by one with each that takes the place of the one before; the first is 1.
    pub rev: u32,
    /// Which of [`BACKUP_BUCKETS`].
    pub bucket: u8,
}

/// Why a backup is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BackupFault {
    /// It is none, or it was cut short, or it has a tail.
    #[error("not a whole backup")]
    Malformed,
    /// A later version of the app made it.
    #[error("made by a later version")]
    Newer,
    /// It is older than one this phone knows of.
    #[error("older than the last one")]
    Older,
    /// The records do not fit into [`BACKUP_LIMIT`].
    #[error("too large")]
    TooLarge,
    /// The key does not open it, or it was changed.
    #[error("does not open")]
    Sealed,
}

/// A backup in its parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BackupParts<'a> {
    /// What it says of itself.
    pub header: BackupHeader,
    /// All that stands before the sealed part.
    pub front: &'a [u8],
    /// The sealed part.
    pub sealed: &'a [u8],
}

impl BackupHeader {
    /// The bytes before the sealed part.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let bytes = cbor::write(|e| {
            e.array(5)?.u32(SCHEMA)?.bytes(self.org.as_bytes())?.bytes(self.person.as_bytes())?;
            e.u32(self.rev)?.u8(self.bucket)?;
            Ok(())
        });
        let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX).to_be_bytes();
        [&MAGIC[..], &[VERSION], &length, &bytes].concat()
    }
}

/// Reads a whole backup, without opening it: form, versions, and that it is exactly as long as its size says.
///
/// # Errors
/// [`BackupFault::Malformed`], [`BackupFault::Newer`], [`BackupFault::TooLarge`].
pub fn parse_backup(bytes: &[u8]) -> Result<BackupParts<'_>, BackupFault> {
    use BackupFault::Malformed;
    if bytes.len() > BACKUP_LIMIT {
        return Err(BackupFault::TooLarge);
    }
    let rest = bytes.strip_prefix(MAGIC).ok_or(Malformed)?;
    let (&version, rest) = rest.split_first().ok_or(Malformed)?;
    if version != VERSION {
        return Err(BackupFault::Newer);
    }
    let (length, rest) = rest.split_first_chunk::<2>().ok_or(Malformed)?;
    let (head, sealed) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length))).ok_or(Malformed)?;
    let (schema, header) = header(head).ok_or(Malformed)?;
    if schema != SCHEMA {
        return Err(BackupFault::Newer);
    }
    let front = bytes.get(..bytes.len() - sealed.len()).ok_or(Malformed)?;
    let size = BACKUP_BUCKETS.get(usize::from(header.bucket)).ok_or(Malformed)?;
    let whole = header.encode() == front && sealed.len() == size + SEAL && header.rev > 0;
    if whole { Ok(BackupParts { header, front, sealed }) } else { Err(Malformed) }
}

fn header(bytes: &[u8]) -> Option<(u32, BackupHeader)> {
    let mut from = minicbor::Decoder::new(bytes);
    cbor::array(&mut from, 5).ok()?;
    let schema = from.u32().ok()?;
    if schema != SCHEMA {
        // What follows may mean something else by then.
        let nothing = OrgId::from_bytes([0; 16]);
        return Some((schema, BackupHeader { org: nothing, person: PersonId::from_bytes([0; 16]), rev: 0, bucket: 0 }));
    }
    let header = BackupHeader {
        org: OrgId::from_bytes(cbor::bytes(&mut from).ok()?),
        person: PersonId::from_bytes(cbor::bytes(&mut from).ok()?),
        rev: from.u32().ok()?,
        bucket: from.u8().ok()?,
    };
    (from.position() == bytes.len()).then_some((schema, header))
}
