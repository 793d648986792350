//! A safe copy: everything on a person's phone in one sealed file, which opens with their recovery words or with a
//! passphrase of their own. Nothing in it can be changed without the whole file being refused.
//!
//! ```text
//! "WAYMARK\n"  version (1 byte)  length of the head (2 bytes, big endian)  head (CBOR)  sealed records
//! ```
//! Everything before the sealed part is its additional data, as it was read.

use zeroize::Zeroizing;

use super::keys::{Root, Secret};
use super::{label, primitive};
use crate::cbor;
use crate::entropy::{Entropy, make_bytes};
use crate::records::Record;
use crate::spelling::Spelling;
use crate::stored::{from_bytes, to_bytes};
use crate::stretch::{Cost, Slow, Stretching};
use crate::time::Day;
use crate::weak::{self, Weak};

/// The largest file that is read, in bytes: some thousand times what a year of check-ins takes.
pub const LIMIT: usize = 20 * 1024 * 1024;
/// The shortest passphrase, in characters. Somebody with the file can guess as often as they like.
pub const PASSPHRASE_MIN: usize = 12;

const MAGIC: &[u8; 8] = b"WAYMARK\n";
const VERSION: u8 = 1;
/// The version of the records inside; a later one is not read by an earlier app.
const SCHEMA: u32 = 1;

/// What can be said of a copy before it is opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CopyHead {
    /// When it was made.
    pub made: Day,
    /// How many records are inside.
    pub records: u32,
    /// What opens it.
    pub lock: Lock,
}

/// What opens a copy.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lock {
    /// The twelve recovery words of the phone it was made on.
    Words,
    /// A passphrase in this spelling, stretched with this salt.
    Passphrase([u8; 16], Spelling),
}

/// The person's own way to open a copy.
#[derive(Debug)]
pub enum Opener<'a> {
    /// The root, from recovery words or from the phone itself.
    Root(&'a Root),
    /// The key of what the person chose.
    Passphrase(&'a PassphraseKey),
}

/// What a passphrase becomes for one copy, whose salt and spelling it carries.
#[derive(Debug)]
pub struct PassphraseKey {
    salt: [u8; 16],
    spelling: Spelling,
    key: Secret<32>,
}

/// Why a file is not restored. Nothing has been changed then.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CopyFault {
    /// It is no safe copy, or its first bytes are gone.
    #[error("not a safe copy")]
    NotACopy,
    /// A later version of the app made it.
    #[error("made by a later version")]
    Newer,
    /// It is longer than [`LIMIT`].
    #[error("too large")]
    TooLarge,
    /// It opens with the other kind of secret.
    #[error("opens another way")]
    OtherLock,
    /// The words or the passphrase do not open it, or it was cut short or changed.
    #[error("does not open")]
    Sealed,
    /// The passphrase is shorter than [`PASSPHRASE_MIN`], or anybody would try it.
    #[error("the passphrase is {0}")]
    Weak(#[from] Weak),
    /// A copy that was just made does not open again with what it was made for.
    #[error("the new copy does not open again")]
    Unproved,
}

/// The key of a new copy's passphrase: what the person chose, as the browser normalises it (NFKC).
///
/// # Errors
/// [`CopyFault::Weak`].
pub fn new_passphrase_key(
    text: &str,
    entropy: &mut (impl Entropy + ?Sized),
) -> Result<Slow<'static, PassphraseKey>, CopyFault> {
    weak::check(&Zeroizing::new(Spelling::Folded.of(text)), PASSPHRASE_MIN)?;
    Ok(passphrase_key(text, make_bytes(entropy), Spelling::Folded))
}

/// The key a passphrase becomes for the copy whose head has this salt and spelling. The text is as the browser
/// normalises it (NFKC); for [`Spelling::AsTyped`] just as it was typed.
#[must_use]
pub fn passphrase_key(text: &str, salt: [u8; 16], spelling: Spelling) -> Slow<'static, PassphraseKey> {
    let secret = Zeroizing::new(spelling.of(text).into_bytes());
    Slow::new(Stretching { cost: Cost::Full, secret, salt, length: 32 }, move |stretched| {
        let key = primitive::derive_key(stretched, &salt, &[label::PERSON_COPY.as_bytes()]);
        PassphraseKey { salt, spelling, key }
    })
}

/// Makes a copy of these records.
///
/// # Errors
/// [`CopyFault::TooLarge`].
pub fn make_copy(
    records: &[Record],
    made: Day,
    opener: &Opener<'_>,
    entropy: &mut (impl Entropy + ?Sized),
) -> Result<Vec<u8>, CopyFault> {
    let lock = match opener {
        Opener::Root(_) => Lock::Words,
        Opener::Passphrase(passphrase) => Lock::Passphrase(passphrase.salt, passphrase.spelling),
    };
    let count = u32::try_from(records.len()).map_err(|_| CopyFault::TooLarge)?;
    let mut file = front(&CopyHead { made, records: count, lock });
    let key = key(lock, opener)?;
    let plain = Zeroizing::new(to_bytes(&records.to_vec()));
    let sealed = primitive::lock(&key, make_bytes(entropy), &file, &plain);
    file.extend(sealed);
    if file.len() > LIMIT { Err(CopyFault::TooLarge) } else { Ok(file) }
}

/// Reads what a file says of itself. It is believed only once the file opens.
///
/// # Errors
/// [`CopyFault::NotACopy`], [`CopyFault::Newer`], [`CopyFault::TooLarge`].
pub fn read_head(file: &[u8]) -> Result<CopyHead, CopyFault> {
    split(file).map(|(head, ..)| head)
}

/// Opens a copy.
///
/// # Errors
/// Every [`CopyFault`] but [`CopyFault::Weak`] and [`CopyFault::Unproved`].
pub fn open_copy(file: &[u8], opener: &Opener<'_>) -> Result<Vec<Record>, CopyFault> {
    let (head, front, sealed) = split(file)?;
    let key = key(head.lock, opener)?;
    let plain = Zeroizing::new(primitive::unlock(&key, front, sealed).ok_or(CopyFault::Sealed)?);
    let records: Vec<Record> = from_bytes(&plain).ok_or(CopyFault::Newer)?;
    if records.len() == head.records as usize { Ok(records) } else { Err(CopyFault::Sealed) }
}

fn key(lock: Lock, opener: &Opener<'_>) -> Result<Secret<32>, CopyFault> {
    match (lock, opener) {
        (Lock::Words, Opener::Root(root)) => {
            Ok(primitive::derive_key(root.expose(), &[], &[label::PERSON_COPY.as_bytes()]))
        }
        (Lock::Passphrase(salt, spelling), Opener::Passphrase(passphrase))
            if (passphrase.salt, passphrase.spelling) == (salt, spelling) =>
        {
            Ok(passphrase.key.clone())
        }
        (Lock::Passphrase(..), Opener::Passphrase(_)) => Err(CopyFault::Sealed),
        _ => Err(CopyFault::OtherLock),
    }
}

fn front(head: &CopyHead) -> Vec<u8> {
    let bytes = cbor::write(|e| {
        // Words have one spelling, so only a passphrase names its own; and what is as typed stays as it was written.
        let spelling = match head.lock {
            Lock::Passphrase(_, spelling) if spelling != Spelling::AsTyped => Some(spelling),
            _ => None,
        };
        e.array(4 + u64::from(spelling.is_some()))?;
        e.u32(SCHEMA)?.str(&head.made.to_string())?.u32(head.records)?;
        match head.lock {
            Lock::Words => e.null()?,
            Lock::Passphrase(salt, _) => e.bytes(&salt)?,
        };
        if let Some(spelling) = spelling {
            e.u8(spelling.number())?;
        }
        Ok(())
    });
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX).to_be_bytes();
    [&MAGIC[..], &[VERSION], &length, &bytes].concat()
}

fn split(file: &[u8]) -> Result<(CopyHead, &[u8], &[u8]), CopyFault> {
    if file.len() > LIMIT {
        return Err(CopyFault::TooLarge);
    }
    let rest = file.strip_prefix(MAGIC).ok_or(CopyFault::NotACopy)?;
    let (&version, rest) = rest.split_first().ok_or(CopyFault::NotACopy)?;
    if version != VERSION {
        return Err(CopyFault::Newer);
    }
    let (length, rest) = rest.split_first_chunk::<2>().ok_or(CopyFault::NotACopy)?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (bytes, sealed) = rest.split_at_checked(length).ok_or(CopyFault::NotACopy)?;
    let head = head(bytes).ok_or(CopyFault::NotACopy)?.ok_or(CopyFault::Newer)?;
    let front = &file[..file.len() - sealed.len()];
    Ok((head, front, sealed))
}

/// `None` if it is no head; `Some(None)` if a later version wrote it.
fn head(bytes: &[u8]) -> Option<Option<CopyHead>> {
    let mut from = minicbor::Decoder::new(bytes);
    let fields = from.array().ok()?.filter(|fields| matches!(fields, 4 | 5))?;
    let schema = from.u32().ok()?;
    let made = Day::parse(from.str().ok()?).ok()?;
    let records = from.u32().ok()?;
    let lock = if from.datatype().ok()? == minicbor::data::Type::Null {
        from.null().ok()?;
        Some(Lock::Words)
    } else {
        let salt = from.bytes().ok()?.try_into().ok()?;
        // A copy from before there was a choice names none.
        let spelling = if fields == 5 { from.u8().ok()? } else { 0 };
        Spelling::from_number(spelling).map(|spelling| Lock::Passphrase(salt, spelling))
    };
    if from.position() != bytes.len() {
        return None;
    }
    Some(lock.filter(|_| schema == SCHEMA).map(|lock| CopyHead { made, records, lock }))
}
