//! The deployer's word on instrument packs.

use super::Outcome;

/// A deployer's word that a pack's structure is that of their licensed sheet.
#[derive(Clone, Debug)]
pub struct PackConfirmation {
    /// SHA-256 of the file.
    pub pack_hash: [u8; 32],
    /// Who compared.
    pub by: String,
    /// The civil day.
    pub on: String,
    /// A demonstration's own.
    pub demo: bool,
}

/// What is kept of packs.
pub trait Packs {
    /// All confirmations.
    async fn pack_confirmations(&self) -> Outcome<Vec<PackConfirmation>>;
    /// Adds or replaces one.
    async fn confirm_pack(&self, confirmation: PackConfirmation) -> Outcome<()>;
}
