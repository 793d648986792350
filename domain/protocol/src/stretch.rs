//! Slow on purpose: Argon2id (RFC 9106) with the two sets of costs this project fixes, so that whoever holds only what
//! is stored can guess but a few times a second. No server and no file can ask for less.
//!
//! Stretching needs much memory at once, which a small phone may not have just now, and takes a second, which a page
//! spends on another thread. So what follows from it comes as a [`Slow`]: the work, and what to make of its outcome.
//! Only a stretching that ended makes a value; there is no key for one that did not.

use std::fmt;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::Zeroizing;

/// The most bytes a stretching gives.
pub const LENGTH_MAX: usize = 64;

/// The memory that stretching needs was not to be had. Nothing was derived, so nothing may be kept, opened or judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("too little memory to stretch")]
pub struct NoMemory;

/// What a stretching costs: exactly these two, and nothing in between.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cost {
    /// 64 MiB and three passes: everything uses it.
    Full,
    /// 19 MiB and two passes: for an app lock only, on a phone without the memory, where the person chose it.
    Small,
}

impl Cost {
    /// The byte that names it.
    #[must_use]
    pub fn to_byte(self) -> u8 {
        match self {
            Self::Full => 1,
            Self::Small => 2,
        }
    }

    /// The set a byte names; `None` for every byte but the two.
    #[must_use]
    pub fn from_byte(byte: u8) -> Option<Self> {
        [Self::Full, Self::Small].into_iter().find(|cost| cost.to_byte() == byte)
    }

    /// KiB of memory, and passes.
    fn costs(self) -> (u32, u32) {
        match self {
            Self::Full => (64 * 1024, 3),
            Self::Small => (19 * 1024, 2),
        }
    }
}

/// What is to be stretched.
pub struct Stretching {
    /// What it costs.
    pub cost: Cost,
    /// What somebody knows.
    pub secret: Zeroizing<Vec<u8>>,
    /// Makes the outcome another one for every use.
    pub salt: [u8; 16],
    /// How many bytes are wanted, 4 to [`LENGTH_MAX`].
    pub length: usize,
}

/// What to make of the outcome.
type FromStretched<'a, T> = Box<dyn FnOnce(&[u8]) -> T + 'a>;

/// A value that follows from a stretching.
pub struct Slow<'a, T> {
    what: Stretching,
    then: FromStretched<'a, T>,
}

impl<'a, T> Slow<'a, T> {
    /// The work, and what to make of its outcome.
    pub fn new(what: Stretching, then: impl FnOnce(&[u8]) -> T + 'a) -> Self {
        Self { what, then: Box::new(then) }
    }

    /// The work, to be done elsewhere.
    #[must_use]
    pub fn what(&self) -> &Stretching {
        &self.what
    }

    /// The value, from what the work gave elsewhere.
    ///
    /// # Errors
    /// [`NoMemory`] for bytes that are no outcome: of another length, or nothing but zeros.
    pub fn with(self, stretched: &[u8]) -> Result<T, NoMemory> {
        if stretched.len() != self.what.length || stretched.iter().all(|byte| *byte == 0) {
            return Err(NoMemory);
        }
        Ok((self.then)(stretched))
    }

    /// Does the work on this thread.
    ///
    /// # Errors
    /// [`NoMemory`].
    pub fn here(self) -> Result<T, NoMemory> {
        let stretched = self.what.run()?;
        self.with(&stretched)
    }
}

impl<T> fmt::Debug for Slow<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slow").field("cost", &self.what.cost).finish_non_exhaustive()
    }
}

impl Stretching {
    /// Does it: a second and the set's memory, every time.
    ///
    /// # Errors
    /// [`NoMemory`].
    pub fn run(&self) -> Result<Zeroizing<Vec<u8>>, NoMemory> {
        let mut out = Zeroizing::new(vec![0; self.length.min(LENGTH_MAX)]);
        stretch(self.cost, &self.secret, &self.salt, &mut out)?;
        Ok(out)
    }
}

/// Stretches into `out`, which is 4 to [`LENGTH_MAX`] bytes long; its length is part of the outcome.
///
/// # Errors
/// [`NoMemory`]; `out` is then of no use.
pub fn stretch(cost: Cost, secret: &[u8], salt: &[u8; 16], out: &mut [u8]) -> Result<(), NoMemory> {
    let (memory_kib, passes) = cost.costs();
    let params = Params::new(memory_kib, passes, 1, Some(out.len())).map_err(|_| NoMemory)?;
    let memory = blocks(params.block_count())?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon.hash_password_into_with_memory(secret, salt, out, memory).map_err(|_| NoMemory)
}

/// So many blocks, or an error where an ordinary `Vec` would end the program.
fn blocks(count: usize) -> Result<Vec<Block>, NoMemory> {
    let mut blocks = Vec::new();
    blocks.try_reserve_exact(count).map_err(|_| NoMemory)?;
    blocks.resize(count, Block::new());
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::{Cost, NoMemory, Slow, Stretching, blocks};
    use zeroize::Zeroizing;

    fn slow() -> Slow<'static, u8> {
        let secret = Zeroizing::new(b"1234".to_vec());
        Slow::new(Stretching { cost: Cost::Small, secret, salt: [7; 16], length: 32 }, |bytes| bytes[0])
    }

    #[test]
    fn memory_that_is_not_to_be_had_is_an_error_and_not_the_end() {
        assert_eq!(blocks(isize::MAX as usize / 1024).err(), Some(NoMemory));
        assert_eq!(blocks(usize::MAX).err(), Some(NoMemory));
        assert_eq!(blocks(3).map(|blocks| blocks.len()), Ok(3));
    }

    #[test]
    fn bytes_that_are_no_outcome_make_no_value() {
        assert_eq!(slow().with(&[0; 32]), Err(NoMemory), "a buffer nobody wrote into");
        assert_eq!(slow().with(&[1; 31]), Err(NoMemory));
        assert_eq!(slow().with(&[]), Err(NoMemory));
        assert_eq!(slow().with(&[1; 32]), Ok(1));
    }

    #[test]
    fn there_are_two_sets_and_every_other_byte_is_none() {
        let named: Vec<u8> = (0..=255).filter(|byte| Cost::from_byte(*byte).is_some()).collect();
        assert_eq!(named, [1, 2]);
        assert_eq!(Cost::from_byte(Cost::Full.to_byte()), Some(Cost::Full));
        assert_eq!((Cost::Full.costs(), Cost::Small.costs()), ((64 * 1024, 3), (19 * 1024, 2)));
    }
}
