//! A tiny account of what the store holds, kept inside the database and again outside it. A browser that loses a
//! database hands out an empty or an older one without an error; only a second account notices.
use crate::hex::{from_hex, to_hex};
use crate::platform::note::LocalNote;
use crate::platform::storage;
use sha2::{Digest, Sha256};
use std::pin::Pin;

/// What the store holds: how many records, the number of the last commit, and a hash over all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// How many records are kept.
    pub count: u64,
    /// The number of the last commit; the first is 1.
    pub last_seq: u64,
    /// Exclusive or of [`Head::mark`] over all kept records, so that it can be kept up to date and also recomputed.
    pub hash: [u8; 32],
}

impl Head {
    /// One record's part of the hash: where it is, and the head of its sealed bytes (schema, revision, nonce: 32 bytes).
    /// A nonce is drawn anew for each sealing, so two tabs that write to one place at the same time can never arrive at
    /// the same head. The rest is left out: a damaged record is not a lost one.
    pub fn mark(store: &str, key: &[u8; 16], bytes: &[u8]) -> [u8; 32] {
        let bytes = bytes.first_chunk::<32>().map_or(bytes, |head| head.as_slice());
        Sha256::new().chain_update(store).chain_update([0]).chain_update(key).chain_update(bytes).finalize().into()
    }

    /// Adds a record, or takes one away: the operation is its own opposite.
    pub fn toggle(&mut self, mark: [u8; 32]) {
        for (byte, mark) in self.hash.iter_mut().zip(mark) {
            *byte ^= mark;
        }
    }

    /// 48 bytes: count, last commit, hash; numbers big-endian.
    pub fn to_bytes(self) -> [u8; 48] {
        let mut bytes = [0; 48];
        bytes[..8].copy_from_slice(&self.count.to_be_bytes());
        bytes[8..16].copy_from_slice(&self.last_seq.to_be_bytes());
        bytes[16..].copy_from_slice(&self.hash);
        bytes
    }

    /// Reads what `to_bytes` wrote.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<8>()?;
        let (last_seq, hash) = rest.split_first_chunk::<8>()?;
        Some(Self {
            count: u64::from_be_bytes(*count),
            last_seq: u64::from_be_bytes(*last_seq),
            hash: hash.try_into().ok()?,
        })
    }
}

/// What a mirror remembers, if anything.
pub type HeadRead<'a> = Pin<Box<dyn Future<Output = Option<Head>> + 'a>>;

/// The second account, outside the database.
pub trait Mirror {
    /// The last head written here.
    fn read(&self) -> HeadRead<'_>;
    /// Keeps a head. Called only after the database has confirmed the commit.
    fn write(&self, head: Head);
    /// Forgets it, because everything was deleted.
    fn forget(&self);
}

/// Signs that records were lost, for the person to decide about. Nothing is overwritten until they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LossSuspected {
    /// How many records there should be.
    pub expected: u64,
    /// How many were found and could be opened.
    pub found: u64,
}

/// Compares what was found with both accounts. `found` is computed from the records themselves.
pub(super) fn compare(stored: Head, found: Head, mirror: Option<Head>) -> Option<LossSuspected> {
    let behind = mirror.filter(|mirror| {
        stored.last_seq < mirror.last_seq || (stored.last_seq == mirror.last_seq && stored.hash != mirror.hash)
    });
    let torn = stored.count != found.count || stored.hash != found.hash;
    match behind {
        Some(mirror) => Some(LossSuspected { expected: mirror.count.max(stored.count), found: found.count }),
        None if torn => Some(LossSuspected { expected: stored.count, found: found.count }),
        None => None,
    }
}

/// The mirror of this browser: `LocalNote::Head` in local storage, and a spare one among the cached files for the day when local
/// storage was cleared together with the database.
#[derive(Debug, Clone, Copy, Default)]
pub struct PhoneMirror;

impl Mirror for PhoneMirror {
    fn read(&self) -> HeadRead<'_> {
        Box::pin(async {
            // The spare one takes longer to read, and is kept later: it is asked only where the first is gone.
            match LocalNote::Head.read() {
                Some(text) => head_of(&text),
                None => head_of(&storage::read_spare_note(LocalNote::Head).await?),
            }
        })
    }

    fn write(&self, head: Head) {
        let text = to_hex(&head.to_bytes());
        LocalNote::Head.write(&text);
        storage::write_spare_note(LocalNote::Head, text);
    }

    fn forget(&self) {
        LocalNote::Head.remove();
        storage::remove_spare_notes();
    }
}

fn head_of(text: &str) -> Option<Head> {
    Head::from_bytes(&from_hex(text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(count: u64, last_seq: u64, mark: u8) -> Head {
        Head { count, last_seq, hash: [mark; 32] }
    }

    #[test]
    fn a_head_survives_its_bytes() {
        let head = head(3, 9, 7);
        assert_eq!(Head::from_bytes(&head.to_bytes()), Some(head));
        assert_eq!(Head::from_bytes(&head.to_bytes()[1..]), None);
    }

    #[test]
    fn a_note_that_is_no_head_is_no_memory() {
        assert_eq!(head_of(&"00".repeat(48)), Some(Head::default()));
        for text in ["", "00", "no head", &"0g".repeat(48)] {
            assert_eq!(head_of(text), None, "{text}");
        }
    }

    #[test]
    fn taking_a_record_away_undoes_adding_it() {
        let mut head = Head::default();
        let (one, two) = (Head::mark("notes", &[1; 16], b"1"), Head::mark("notes", &[1; 16], b"2"));
        head.toggle(one);
        head.toggle(two);
        head.toggle(one);
        assert_eq!(head.hash, two);
    }

    #[test]
    fn loss_is_suspected_when_the_database_is_behind_or_torn_and_never_otherwise() {
        let full = head(5, 8, 1);
        for (what, stored, found, mirror, expected) in [
            ("first start", Head::default(), Head::default(), None, None),
            ("all well", full, full, Some(full), None),
            ("stopped between commit and mirror", full, full, Some(head(4, 7, 2)), None),
            ("mirror refused by the browser", full, full, None, None),
            ("empty database", Head::default(), Head::default(), Some(full), Some((5, 0))),
            ("older database", head(4, 7, 2), head(4, 7, 2), Some(full), Some((5, 4))),
            ("another history of the same length", head(5, 8, 3), head(5, 8, 3), Some(full), Some((5, 5))),
            ("records missing", full, head(3, 8, 2), Some(full), Some((5, 3))),
            ("records missing and no mirror", full, head(3, 8, 2), None, Some((5, 3))),
        ] {
            let expected = expected.map(|(expected, found)| LossSuspected { expected, found });
            assert_eq!(compare(stored, found, mirror), expected, "{what}");
        }
    }
}
