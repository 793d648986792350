//! A backup on the server: everything on a person's phone, sealed under a key that only their root gives and only for
//! this organisation. It holds the same records as a safe copy, padded to one of five sizes.

use zeroize::Zeroizing;

use super::keys::{PersonKeys, Root, Secret, derive_backup_key};
use super::{padding, primitive};
use crate::backup::{BACKUP_BUCKETS, BackupFault, BackupHeader, parse_backup};
use crate::cbor;
use crate::entropy::{Entropy, make_bytes};
use crate::id::{OrgId, PersonId};
use crate::records::Record;
use crate::stored::{from_bytes, to_bytes};
use crate::time::Day;

/// What opens and makes a person's backups with one organisation.
#[derive(Clone, Debug)]
pub struct BackupKey {
    org: OrgId,
    person: PersonId,
    key: Secret<32>,
}

/// A backup that was opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenedBackup {
    /// Which revision it was.
    pub rev: u32,
    /// When it was made, by the phone's calendar.
    pub made: Day,
    /// Everything in it.
    pub records: Vec<Record>,
}

impl BackupKey {
    /// The same every time, for the same root and organisation.
    #[must_use]
    pub fn derive(root: &Root, org: OrgId) -> Self {
        Self { org, person: PersonKeys::derive(root, org).person_id(), key: derive_backup_key(root, org) }
    }

    /// Seals these records as this revision.
    ///
    /// # Errors
    /// [`BackupFault::TooLarge`].
    pub fn seal(
        &self,
        records: &[Record],
        made: Day,
        rev: u32,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<Vec<u8>, BackupFault> {
        let mut plain = Zeroizing::new(cbor::write(|e| {
            e.array(2)?.str(&made.to_string())?;
            Ok(())
        }));
        plain.extend(Zeroizing::new(to_bytes(&records.to_vec())).iter());
        let (bucket, padded) = padding::pad(plain, &BACKUP_BUCKETS).ok_or(BackupFault::TooLarge)?;
        let mut backup = BackupHeader { org: self.org, person: self.person, rev, bucket }.encode();
        let sealed = primitive::lock(&self.key, make_bytes(entropy), &backup, &padded);
        backup.extend(sealed);
        Ok(backup)
    }

    /// Opens a backup of this person's.
    ///
    /// # Errors
    /// Every [`BackupFault`].
    pub fn open(&self, backup: &[u8]) -> Result<OpenedBackup, BackupFault> {
        let parts = parse_backup(backup)?;
        if (parts.header.org, parts.header.person) != (self.org, self.person) {
            return Err(BackupFault::Sealed);
        }
        let opened = primitive::unlock(&self.key, parts.front, parts.sealed).ok_or(BackupFault::Sealed)?;
        let padded = Zeroizing::new(opened);
        let plain = padding::unpad(&padded, parts.header.bucket, &BACKUP_BUCKETS).ok_or(BackupFault::Sealed)?;
        // It was sealed with the key, so what cannot be read was written by a version that knows more.
        let (made, records) = read(plain).ok_or(BackupFault::Newer)?;
        Ok(OpenedBackup { rev: parts.header.rev, made, records })
    }
}

fn read(plain: &[u8]) -> Option<(Day, Vec<Record>)> {
    let mut from = minicbor::Decoder::new(plain);
    cbor::array(&mut from, 2).ok()?;
    let made = Day::parse(from.str().ok()?).ok()?;
    Some((made, from_bytes(plain.get(from.position()..)?)?))
}
