//! The one organisation of this deployment, and what its deployer said when they made it.

use domain::id::OrgId;

use super::Outcome;

/// A name and a way to reach whoever bears it, as people read them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// At most 400 bytes.
    pub name: String,
    /// A number, an address or a page; at most 400 bytes.
    pub reach: String,
}

/// What `server init` was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// Drawn then; phones pin it, it never changes.
    pub org_id: OrgId,
    /// Its name.
    pub organisation: String,
    /// The deployer's sentence, may be empty.
    pub safeguarding: String,
    /// The person's origin.
    pub person_url: String,
    /// The team's origin.
    pub team_url: String,
    /// The folder of instrument packs, as an absolute path.
    pub packs: Option<String>,
    /// Who takes complaints.
    pub complaints: Contact,
    /// SHA-256 of the sign-in key that belongs to this database.
    pub key_hash: [u8; 32],
    /// Server time, UTC ms.
    pub made_at: i64,
}

/// What is kept of it.
pub trait Organisation {
    /// Writes down what holds from now on; `Conflict` if that was done before.
    async fn found(&self, made: Deployment) -> Outcome<()>;
    /// Writes down another name, safeguarding sentence, packs folder and complaints contact; the rest of it stays, whatever
    /// is said here.
    async fn resettle(&self, told: Deployment, now: i64) -> Outcome<()>;
    /// What was written down; none where that was interrupted.
    async fn deployment(&self) -> Outcome<Option<Deployment>>;
}
