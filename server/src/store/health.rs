//! Can it do its work, and the end of it.

use super::Outcome;

/// What a server can live with for a while, and somebody should look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// Less than a tenth of the disk and less than 1 GiB is free: no new introductions, no backups.
    pub low: bool,
    /// The ballast was let go, or there was no room for it: nothing that grows is taken in.
    pub without_ballast: bool,
    /// What was taken back is still in the log, because a reader holds it open.
    pub leaving: bool,
    /// The programs that do, if that could be found out.
    pub log_held_by: Option<String>,
}

/// The store itself.
pub trait Health {
    /// Can it write, into the file that is there? A write that was committed counts as an answer for five seconds.
    async fn ready(&self) -> Outcome<Condition>;
    /// What SQLite finds wrong with the file, at most a hundred lines; `whole` also compares every index with its table,
    /// which reads everything.
    async fn faults(&self, whole: bool) -> Outcome<Vec<String>>;
    /// Wipes what was deleted and closes.
    async fn close(&self) -> Outcome<()>;
}
