//! What each side asks for again and again.

use domain::{
    api::HeldConsentState,
    id::{ConsentId, ItemId, PersonId, ReplyId, WorkerId},
    time::Day,
};

use super::{Outcome, ShareKey, WrittenRow};

/// One permission as a worker sees it.
#[derive(Debug)]
pub struct ConsentRow {
    /// Whose.
    pub person: PersonId,
    /// Which.
    pub consent: ConsentId,
    /// Newest revision.
    pub rev: u32,
    /// At the time asked.
    pub state: HeldConsentState,
    /// The signed record.
    pub bytes: Vec<u8>,
    /// UTC ms.
    pub received_at: i64,
}

/// One envelope as a worker sees it, without its bytes.
#[derive(Debug)]
pub struct ShareRow {
    /// Whose.
    pub person: PersonId,
    /// What.
    pub item: ItemId,
    /// Its revision.
    pub rev: u32,
    /// Its number.
    pub seq: u64,
    /// Under which permission.
    pub consent: ConsentId,
    /// UTC ms.
    pub received_at: i64,
    /// UTC ms.
    pub opened_at: Option<i64>,
}

/// One sealed reply.
#[derive(Debug)]
pub struct ReplyRow {
    /// Place in the inbox.
    pub n: u64,
    /// Which.
    pub id: ReplyId,
    /// From whom.
    pub from: WorkerId,
    /// Sealed.
    pub bytes: Vec<u8>,
    /// UTC ms.
    pub received_at: i64,
}

/// When somebody last touched a worker's page, as the page says with each look.
#[derive(Clone, Copy, Debug)]
pub struct Touch {
    /// SHA-256 of the session's token.
    pub session: [u8; 32],
    /// Server time, UTC ms; never later than now.
    pub at: i64,
}

/// What a worker's page asks for.
#[derive(Debug)]
pub struct TeamInbox {
    /// When the session ends in any case, UTC ms.
    pub session_ends_at: i64,
    /// Everybody who accepted an introduction of theirs.
    pub met: Vec<PersonId>,
    /// Every permission for them.
    pub consents: Vec<ConsentRow>,
    /// What is shared with them now.
    pub shares: Vec<ShareRow>,
    /// What they wrote down and no phone has taken yet, oldest first.
    pub written: Vec<WrittenRow>,
}

/// What a person's phone asks for.
#[derive(Debug)]
pub struct PersonInbox {
    /// New replies.
    pub replies: Vec<ReplyRow>,
    /// What was opened, and when.
    pub receipts: Vec<(ShareKey, i64)>,
    /// When each introduced worker's app last asked.
    pub looked: Vec<(WorkerId, i64)>,
    /// Which of them have moved on, when, and whether they began anew with another account.
    pub moved_on: Vec<(WorkerId, i64, bool)>,
    /// Which of them are away, and their last day.
    pub away: Vec<(WorkerId, Day)>,
    /// What was written down with them and waits, oldest first.
    pub written: Vec<WrittenRow>,
    /// Every permission that is held.
    pub permissions: Vec<HeldPermission>,
}

/// One permission as its own person sees it, without its bytes.
#[derive(Debug)]
pub struct HeldPermission {
    /// Which.
    pub consent: ConsentId,
    /// For whom.
    pub to: WorkerId,
    /// Newest revision.
    pub rev: u32,
    /// When everything under it was deleted, UTC ms, if it was taken back.
    pub deleted_at: Option<i64>,
    /// Whether its phone has to send it again before it counts.
    pub waiting: bool,
    /// Taken back, and its bytes may still be in the log.
    pub leaving_disk: bool,
    /// When the newest envelope under it arrived, UTC ms.
    pub newest: Option<i64>,
    /// The worker deleted everything under it on request, while it held.
    pub on_request: bool,
}

/// Lists of what there is for one who asks.
pub trait Inboxes {
    /// What is shared with a worker now; notes that they looked, and when somebody last touched the page, unless something
    /// later is known. `SignInNeeded` if the session has ended meanwhile.
    async fn team_inbox(&self, worker: WorkerId, touch: Touch, now: i64) -> Outcome<TeamInbox>;
    /// What is new for a person after the reply with this number, at this time by the server's clock, UTC ms.
    async fn person_inbox(&self, person: PersonId, after: u64, now: i64) -> Outcome<PersonInbox>;
}
