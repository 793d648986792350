//! A permission to share: what, with whom, from when, until when. The screen calls it "permission".
//!
//! Fields are private: a permission is granted here, narrowed or ended here, or read back from the
//! person's own records, and nowhere else.

mod facts;
mod scope;

pub use crate::signed::{MONTHS_MAX, latest_until};
pub use scope::{ItemKind, Scope, ScopePart, SourceItem, scope_hash};

use crate::id::{ConsentId, WorkerId};
use crate::stored::{stored_choice, stored_enum, stored_struct};
use crate::time::{Day, Stamp};

/// This many days before its last day, Today asks "keep sharing?".
pub const ASK_DAYS: i32 = 14;

/// Which check-ins and notes a permission reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Those finished after it was granted.
    OnlyNew,
    /// Earlier ones too; they count as decided when it was granted.
    EarlierToo,
}

/// How a permission stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentState {
    /// It holds, until its last day.
    Active,
    /// The person took it back.
    Withdrawn {
        /// When.
        at: Stamp,
    },
    /// Its last day has passed by the server's clock, or the server said that it does not count.
    Ended,
}

/// Why a permission ended that nobody took back on this phone: only what this phone knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Its last day had passed by the server's clock.
    LastDay,
    /// A later one with the same worker counts in its place, as after a copy was brought back.
    Replaced,
    /// Another phone with the same words took it back before its last day had passed.
    Elsewhere,
    /// The server said that it does not count, and not why.
    Refused,
}

/// The first version of a permission's words that says how somebody helped is seen.
const TELLS_HELP: u16 = 4;

/// What the person chose, before it is a permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// A new name, drawn by the caller.
    pub id: ConsentId,
    /// With whom.
    pub worker: WorkerId,
    /// What.
    pub scope: Scope,
    /// From when.
    pub from: From,
    /// Now.
    pub granted: Stamp,
    /// The last day it holds.
    pub until: Day,
    /// The version of the wording that was on screen.
    pub wording: String,
    /// Whether new check-ins are sent without asking each time.
    pub without_asking: bool,
    /// Sixteen random bytes, so that the signed hash of the scope cannot be guessed back.
    pub salt: [u8; 16],
}

/// Why there is no permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GrantFault {
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    Nothing,
    /// The last day lies before today.
    #[error("the last day is in the past")]
    UntilPast,
    /// The last day is more than six months on.
    #[error("the last day is more than six months away")]
    UntilTooFar,
    /// The wording's version is empty.
    #[error("the version of the wording is missing")]
    NoWording,
}

/// A permission as recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    id: ConsentId,
    rev: u32,
    worker: WorkerId,
    scope: Scope,
    from: From,
    granted: Stamp,
    until: Day,
    wording: String,
    /// Since when new check-ins go without asking.
    without_asking: Option<Stamp>,
    salt: [u8; 16],
    state: ConsentState,
    prev_hash: [u8; 32],
    /// The signed record that ends it on the server, once there is one.
    withdrawal: Vec<u8>,
    /// The sentences that were on the screen; none in permissions from before they were kept.
    shown: Vec<String>,
    /// When the person said that it may simply end.
    may_end: Option<Stamp>,
    /// The wish for a conversation, where it was made or taken back after the permission was given.
    wish: Option<Wish>,
    /// Since when a check-in counts as new, where that is not since the permission was given.
    new_from: Option<Stamp>,
    /// Why it ended, where that is known and nobody took it back on this phone.
    ending: Option<Ending>,
}

/// A wish for a conversation, made or taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wish {
    on: bool,
    at: Stamp,
}

impl Consent {
    /// Records what the person chose. Nothing chosen, or a last day out of reach, is no permission.
    pub fn grant(grant: Grant) -> Result<Self, GrantFault> {
        let today = grant.granted.day();
        if grant.scope.is_empty() {
            return Err(GrantFault::Nothing);
        }
        if grant.until < today {
            return Err(GrantFault::UntilPast);
        }
        if grant.until > latest_until(today) {
            return Err(GrantFault::UntilTooFar);
        }
        if grant.wording.is_empty() {
            return Err(GrantFault::NoWording);
        }
        let Grant { id, worker, scope, from, granted, until, wording, without_asking, salt } = grant;
        let (state, prev_hash) = (ConsentState::Active, [0; 32]);
        let without_asking = without_asking.then_some(granted);
        let withdrawal = Vec::new();
        Ok(Self {
            id,
            rev: 1,
            worker,
            scope,
            from,
            granted,
            until,
            wording,
            without_asking,
            salt,
            state,
            prev_hash,
            withdrawal,
            shown: Vec::new(),
            may_end: None,
            wish: None,
            new_from: None,
            ending: None,
        })
    }

    /// Whether it holds on `today`; its last day still counts.
    #[must_use]
    pub fn holds(&self, today: Day) -> bool {
        self.state == ConsentState::Active && today <= self.until
    }

    /// Whether Today asks "keep sharing?": from two weeks before the last day, until the person has said that it may
    /// end. One that was given for less than a month is never asked about: it was meant to be short.
    #[must_use]
    pub fn asks_to_keep(&self, today: Day) -> bool {
        let asked = is_asked_about(self.granted.day(), self.until) && self.may_end.is_none();
        self.holds(today) && asked && today.days_until(self.until) <= ASK_DAYS
    }

    /// The person says that it may simply end: they are not asked again.
    pub fn let_end(&mut self, at: Stamp) {
        self.may_end = Some(at);
    }

    /// Makes the wish for a conversation, or takes it back, at any time while the permission holds. Saying the same
    /// again changes nothing.
    pub fn wish_to_talk(&mut self, on: bool, at: Stamp) {
        if self.asked_to_talk().is_some() != on {
            self.wish = Some(Wish { on, at });
        }
    }

    /// When the person asked for a conversation; none if they did not, or do not wish it any more.
    #[must_use]
    pub fn asked_to_talk(&self) -> Option<Stamp> {
        match self.wish {
            Some(wish) => wish.on.then_some(wish.at),
            None => self.scope.conversation.then_some(self.granted),
        }
    }

    /// Keeps the sentences that were on the screen, one a line, for the receipt.
    #[must_use]
    pub fn with_shown(self, shown: Vec<String>) -> Self {
        Self { shown, ..self }
    }

    /// Counts as new what was new under `earlier`, whose place it takes: changing what somebody sees does not take
    /// away what they were shown meanwhile.
    #[must_use]
    pub fn going_on_from(self, earlier: &Self) -> Self {
        Self { new_from: Some(earlier.new_from()), ..self }
    }

    /// Takes the permission back, also one that ended by itself and that the server may still hold. `signed_hash` is the
    /// hash of the record signed for the revision before, so that revisions form a chain. Taking back twice changes
    /// nothing.
    pub fn withdraw(&mut self, at: Stamp, signed_hash: [u8; 32]) {
        if matches!(self.state, ConsentState::Withdrawn { .. }) {
            return;
        }
        self.state = ConsentState::Withdrawn { at };
        self.follow(signed_hash);
    }

    /// Marks a permission whose last day has passed by the **server's** clock, or that the server says does not count.
    /// This phone's own clock is no reason: it may be wrong, and then a worker would read on under a permission that
    /// looks ended here. `why` counts where nothing was noted before. `signed_hash` as in [`Self::withdraw`].
    pub fn end(&mut self, why: Ending, signed_hash: [u8; 32]) {
        if self.state == ConsentState::Active {
            (self.state, self.ending) = (ConsentState::Ended, Some(why));
        }
        if self.state == ConsentState::Ended {
            self.follow(signed_hash);
        }
    }

    /// Notes that the server does not count it, and why, if that is known. A later word takes the place of an earlier
    /// one as long as this phone has not signed the end itself.
    pub fn close(&mut self, why: Option<Ending>) {
        if self.state == ConsentState::Active {
            (self.state, self.ending) = (ConsentState::Ended, why);
        } else if self.withdrawal.is_empty() {
            self.ending = why.or(self.ending);
        }
    }

    /// It ended otherwise than the person had agreed to, if they had: they are told.
    pub fn end_otherwise(&mut self) {
        self.may_end = None;
    }

    /// The next revision, unless the one that ends it was signed already.
    fn follow(&mut self, signed_hash: [u8; 32]) {
        if self.withdrawal.is_empty() {
            self.rev = self.rev.saturating_add(1);
            self.prev_hash = signed_hash;
        }
    }

    /// Keeps the signed record that ends it on the server: it may have to be sent again.
    pub fn keep_withdrawal(&mut self, record: Vec<u8>) {
        self.withdrawal = record;
    }

    /// Whether its last day has passed on that day.
    #[must_use]
    pub fn is_past(&self, today: Day) -> bool {
        today > self.until
    }

    /// Turns "send new check-ins without asking" on, from that moment, or off. The scope does not
    /// change, and a question that is already open stays open.
    pub fn set_without_asking(&mut self, from: Option<Stamp>) {
        self.without_asking = from;
    }

    /// Whether a check-in finished then was there already when the permission was granted, and chosen with it. Where
    /// it goes on from an earlier one, what came meanwhile has its own answer.
    #[must_use]
    pub fn chosen_with(&self, finished: Stamp) -> bool {
        self.from == From::EarlierToo && finished.at <= self.new_from().at
    }

    /// Whether a check-in finished then goes without a question, once the person has seen it: the switch was on by
    /// that time.
    #[must_use]
    pub fn goes_unasked(&self, finished: Stamp) -> bool {
        self.without_asking.is_some_and(|since| since.at <= finished.at)
    }

    /// What the signed record says instead of the scope; see [`scope_hash`].
    #[must_use]
    pub fn scope_hash(&self) -> [u8; 32] {
        scope_hash(&self.salt, &self.scope, self.from)
    }

    /// Its name.
    #[must_use]
    pub const fn id(&self) -> ConsentId {
        self.id
    }

    /// Its revision, from 1.
    #[must_use]
    pub const fn rev(&self) -> u32 {
        self.rev
    }

    /// With whom.
    #[must_use]
    pub const fn worker(&self) -> WorkerId {
        self.worker
    }

    /// What.
    #[must_use]
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// From when.
    #[must_use]
    pub const fn from(&self) -> From {
        self.from
    }

    /// When it was granted.
    #[must_use]
    pub const fn granted(&self) -> Stamp {
        self.granted
    }

    /// The last day it holds.
    #[must_use]
    pub const fn until(&self) -> Day {
        self.until
    }

    /// The version of the wording that was on screen.
    #[must_use]
    pub fn wording(&self) -> &str {
        &self.wording
    }

    /// Whether the words on the screen said that how somebody helped is seen too: older ones said only who was there.
    #[must_use]
    pub fn tells_help(&self) -> bool {
        let version = self.wording.rsplit('-').next().and_then(|version| version.parse::<u16>().ok());
        version.is_some_and(|version| version >= TELLS_HELP)
    }

    /// The sentences that were on the screen, one a line; none in permissions from before they were kept.
    #[must_use]
    pub fn shown(&self) -> &[String] {
        &self.shown
    }

    /// When the person said that it may simply end.
    #[must_use]
    pub const fn may_end(&self) -> Option<Stamp> {
        self.may_end
    }

    /// Since when a check-in counts as new.
    #[must_use]
    pub fn new_from(&self) -> Stamp {
        self.new_from.unwrap_or(self.granted)
    }

    /// Whether new check-ins are sent without asking each time.
    #[must_use]
    pub const fn without_asking(&self) -> bool {
        self.without_asking.is_some()
    }

    /// The salt of [`Self::scope_hash`].
    #[must_use]
    pub const fn salt(&self) -> &[u8; 16] {
        &self.salt
    }

    /// How it stands.
    #[must_use]
    pub const fn state(&self) -> ConsentState {
        self.state
    }

    /// Why it ended, where that is known and nobody took it back on this phone.
    #[must_use]
    pub const fn ending(&self) -> Option<Ending> {
        self.ending
    }

    /// The signed record that ends it on the server; empty until there is one.
    #[must_use]
    pub fn withdrawal(&self) -> &[u8] {
        &self.withdrawal
    }

    /// The hash of the signed record before this revision; zeros for the first.
    #[must_use]
    pub const fn prev_hash(&self) -> &[u8; 32] {
        &self.prev_hash
    }
}

/// Whether Today will ask about a permission that is given on that day and holds until then: one for less than a month
/// was meant to be short.
#[must_use]
pub fn is_asked_about(given: Day, until: Day) -> bool {
    until >= given.add_months(1)
}

stored_choice!(From { OnlyNew = 0, EarlierToo = 1 });
stored_choice!(Ending { LastDay = 0, Replaced = 1, Elsewhere = 2, Refused = 3 });
stored_enum!(ConsentState { 0 = Active {}, 1 = Withdrawn { at: at }, 2 = Ended {} });
stored_struct!(Consent {
    id,
    rev,
    worker,
    scope,
    from,
    granted,
    until,
    wording,
    without_asking,
    salt,
    state,
    prev_hash;
    since withdrawal, shown, may_end, wish, new_from, ending
});
stored_struct!(Wish { on, at });
