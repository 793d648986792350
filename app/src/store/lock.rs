//! The app lock as it lies in the database: `kind (1 byte) ‖ cost (1 byte) ‖ salt[16] ‖ wrapped`. The record key is
//! wrapped under a key stretched from what the person knows, and that once more under the device key, so that the row
//! alone, without this phone, does not even let anybody guess.
//!
//! The cost is that of the stretching. The first form had no such byte, other kinds, and always the full cost.
use domain::lock::LockKind;
use domain::seal::Secret;
use domain::seal::at_rest::{RecordKey, unwrap_record_key};
use domain::stretch::Cost;

/// The row of a lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockRow {
    /// Which keyboard to show.
    pub kind: LockKind,
    /// What the stretching costs.
    pub cost: Cost,
    /// The salt of the stretching, drawn anew with every lock.
    pub salt: [u8; 16],
    /// The record key, wrapped twice.
    pub wrapped: Vec<u8>,
}

/// A lock to be set.
#[derive(Debug, Clone)]
pub struct NewLock {
    /// Which keyboard to show.
    pub kind: LockKind,
    /// What the stretching of `under` cost.
    pub cost: Cost,
    /// The salt that `under` was stretched with.
    pub salt: [u8; 16],
    /// What the person knows, stretched.
    pub under: Secret<32>,
    /// The same from a stretching of its own, to open the lock with before it is written.
    pub again: Secret<32>,
}

impl NewLock {
    /// Whether the key, wrapped under this lock, comes out again.
    pub fn opens(&self, wrapped: &[u8], key: &RecordKey) -> bool {
        unwrap_record_key(wrapped, &self.again).is_ok_and(|opened| opened.expose() == key.expose())
    }
}

impl LockRow {
    /// The bytes of the row.
    pub fn to_bytes(&self) -> Vec<u8> {
        let kind = match self.kind {
            LockKind::Pin => 2,
            LockKind::Words => 3,
        };
        [&[kind, self.cost.to_byte()], self.salt.as_slice(), &self.wrapped].concat()
    }

    /// Reads what `to_bytes` wrote, today or in the first form.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (form, rest) = bytes.split_first()?;
        let (kind, cost, rest) = match (form, rest) {
            (0, rest) => (LockKind::Pin, Cost::Full, rest),
            (1, rest) => (LockKind::Words, Cost::Full, rest),
            (2, [cost, rest @ ..]) => (LockKind::Pin, Cost::from_byte(*cost)?, rest),
            (3, [cost, rest @ ..]) => (LockKind::Words, Cost::from_byte(*cost)?, rest),
            _ => return None,
        };
        let (salt, wrapped) = rest.split_first_chunk::<16>()?;
        Some(Self { kind, cost, salt: *salt, wrapped: wrapped.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::{Cost, LockKind, LockRow, NewLock};
    use domain::seal::Secret;
    use domain::seal::at_rest::{RecordKey, wrap_record_key};

    fn row(kind: LockKind, cost: Cost) -> LockRow {
        LockRow { kind, cost, salt: [7; 16], wrapped: vec![1, 2, 3] }
    }

    #[test]
    fn a_lock_survives_its_bytes_and_a_cut_one_is_none() {
        for (kind, cost) in [(LockKind::Pin, Cost::Full), (LockKind::Words, Cost::Full), (LockKind::Pin, Cost::Small)] {
            let row = row(kind, cost);
            assert_eq!(LockRow::from_bytes(&row.to_bytes()), Some(row));
        }
        for bytes in [&[][..], &[0; 16], &[2], &[2, 1], &[2; 17], &[4; 40]] {
            assert_eq!(LockRow::from_bytes(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn a_lock_names_one_of_two_sets_and_every_other_byte_is_refused() {
        let mut bytes = row(LockKind::Words, Cost::Small).to_bytes();
        for set in 0..=255 {
            bytes[1] = set;
            assert_eq!(LockRow::from_bytes(&bytes).is_some(), set == 1 || set == 2, "{set}");
        }
    }

    #[test]
    fn a_lock_of_the_first_form_opens_as_the_full_set() {
        for (form, kind) in [(0, LockKind::Pin), (1, LockKind::Words)] {
            let bytes = [&[form][..], &[7; 16], &[1, 2, 3]].concat();
            assert_eq!(LockRow::from_bytes(&bytes), Some(row(kind, Cost::Full)));
        }
    }

    #[test]
    fn a_lock_that_does_not_open_with_what_was_typed_is_seen_before_it_is_written() {
        let (key, [under, other]) = (RecordKey::from_bytes([5; 32]), [[1; 32], [2; 32]].map(Secret::from_bytes));
        let wrapped = wrap_record_key(&key, &under, [3; 24]);
        let lock =
            |again| NewLock { kind: LockKind::Pin, cost: Cost::Full, salt: [7; 16], under: under.clone(), again };
        assert!(lock(under.clone()).opens(&wrapped, &key));
        assert!(!lock(other).opens(&wrapped, &key));
        assert!(!lock(under.clone()).opens(&wrapped, &RecordKey::from_bytes([6; 32])), "another key inside");
        assert!(!lock(under.clone()).opens(&[], &key));
    }
}
