//! The app lock as it lies in the database: `kind (1 byte) ‖ salt[16] ‖ wrapped`. The record key is wrapped under a key
//! stretched from what the person knows, and that once more under the device key, so that the row alone, without this
//! phone, does not even let anybody guess.
use domain::lock::Kind;
use domain::seal::Secret;

/// The row of a lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockRow {
    /// Which keyboard to show.
    pub kind: Kind,
    /// The salt of the stretching, drawn anew with every lock.
    pub salt: [u8; 16],
    /// The record key, wrapped twice.
    pub wrapped: Vec<u8>,
}

/// A lock to be set.
#[derive(Debug, Clone)]
pub struct NewLock {
    /// Which keyboard to show.
    pub kind: Kind,
    /// The salt that `under` was stretched with.
    pub salt: [u8; 16],
    /// What the person knows, stretched.
    pub under: Secret<32>,
}

impl LockRow {
    /// The bytes of the row.
    pub fn to_bytes(&self) -> Vec<u8> {
        let kind = match self.kind {
            Kind::Pin => 0,
            Kind::Words => 1,
        };
        [&[kind], self.salt.as_slice(), &self.wrapped].concat()
    }

    /// Reads what `to_bytes` wrote.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (kind, rest) = bytes.split_first()?;
        let (salt, wrapped) = rest.split_first_chunk::<16>()?;
        let kind = match kind {
            0 => Kind::Pin,
            1 => Kind::Words,
            _ => return None,
        };
        Some(Self { kind, salt: *salt, wrapped: wrapped.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, LockRow};

    #[test]
    fn a_lock_survives_its_bytes_and_a_cut_one_is_none() {
        for kind in [Kind::Pin, Kind::Words] {
            let row = LockRow { kind, salt: [7; 16], wrapped: vec![1, 2, 3] };
            assert_eq!(LockRow::from_bytes(&row.to_bytes()), Some(row));
        }
        assert_eq!(LockRow::from_bytes(&[0; 16]), None);
        assert_eq!(LockRow::from_bytes(&[2; 40]), None);
    }
}
