//! The worker's session: keys, keyring and what was opened, in memory only. A reload asks for the password again.
//!
//! Signals to read, verbs to call. Signing out, and 15 minutes without a touch, empty everything.
mod accounts;
mod away;
mod covering;
mod draft;
mod half_written;
pub mod helping;
mod inbox;
mod introduction;
mod keeping;
mod letting_go;
mod listed;
pub mod own_account;
pub mod password;
pub mod people;
mod presence;
pub mod renewal;
mod staying;
mod writing;

pub use self::accounts::Accounts;
use self::half_written::PutBy;
use self::helping::{CutShort, HelpWhom, Helping};
use self::inbox::Mailbox;
pub use self::inbox::{Blank, Gap, PersonShares};
pub use self::listed::{Acceptance, Introduction};
use self::password::HalfSignedIn;
pub use self::presence::Presence;
use self::presence::{BothClocks, SessionEnd};
pub use self::writing::{DraftStanding, Writings};
use crate::platform::{events, look, same_browser, stretch};
use crate::sync::api::ApiError;
use crate::sync::api_team::Desk;
use domain::api::{MeReply, ProblemCode, WrittenReply};
use domain::id::{OrgId, PersonId, WorkerId};
use domain::identity::PublicKeys;
use domain::instrument::Instrument;
use domain::introduction::Locator;
use domain::role::Role;
use domain::seal::account::unwrap_keys;
use domain::seal::check_words::derive_check_words;
use domain::seal::keyring::{Keyring, Office};
use domain::seal::keyring_growth::KeptSize;
use domain::seal::keys::WorkerKeys;
use domain::stretch::NoMemory;
use domain::time::{Day, Moment};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How often an open page asks what is shared.
const POLL_MS: u32 = 30_000;

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The account.
    pub worker: WorkerId,
    /// Name, also the name to sign in with.
    pub name: String,
    /// The kind of their role.
    pub role: Role,
    /// What it is called; empty where it is called by its kind.
    pub called: String,
    /// Team, may be empty.
    pub team: String,
    /// The organisation.
    pub org: OrgId,
    /// What the server says of the organisation today; what people see comes from [`Keyring::office`].
    pub office: Office,
    /// When a recovery code of this account was last used.
    pub recovered: Option<Moment>,
    /// When the recovery code that works now was printed; none if there is none.
    pub recovery_made: Option<Moment>,
    /// The last day away, if they said one.
    pub away: Option<Day>,
}

/// Why something did not happen, for a sentence on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkerFault {
    /// No answer came.
    #[error("no answer from the server")]
    Network,
    /// Wrong name or password.
    #[error("the name or the password is wrong")]
    Refused,
    /// The one-time code is wrong, was used before, or is too old.
    #[error("the one-time code is wrong")]
    Code,
    /// Nobody unlocked a passkey, or the browser made none. Nothing was sent.
    #[error("no passkey was used")]
    NoPasskey,
    /// The server did not take the passkey, and what it asked is used up.
    #[error("the passkey is refused")]
    Passkey,
    /// It is the last second factor of the account.
    #[error("the last second factor")]
    LastFactor,
    /// No account has this name and this recovery code.
    #[error("the name or the recovery code is wrong")]
    Recovery,
    /// The set-up link is used up or too old.
    #[error("the link does not work")]
    Link,
    /// The session has ended.
    #[error("signed out")]
    SignedOut,
    /// Somebody else has signed in in this browser; nothing of this worker's was read or written.
    #[error("another worker's session")]
    OtherWorker,
    /// Too many tries.
    #[error("too many tries")]
    Busy,
    /// The keyring was changed on another computer twice in a row.
    #[error("the keyring moved")]
    Keyring,
    /// The server names another address for people's phones than the one pinned at set-up.
    #[error("another address for people's phones")]
    OtherAddress,
    /// This reply arrived before, in other words than these.
    #[error("the reply arrived in other words")]
    Arrived,
    /// The account's keys cannot be opened.
    #[error("the keys cannot be opened")]
    Keys,
    /// The computer has too little memory just now to stretch a password or a code. Nothing was judged.
    #[error(transparent)]
    NoMemory(#[from] NoMemory),
    /// A team lead's doing, by somebody who is none, or about an account that is not there any more.
    #[error("no team lead, or no such account")]
    NotLead,
    /// The name is somebody's who has set up, or it was set up or begun anew meanwhile.
    #[error("the account is another one by now")]
    Taken,
    /// A name, role or team that the server does not take.
    #[error("a name, role or team that is not taken")]
    Unfit,
    /// A last day away that is past, or more than a year on.
    #[error("a day that cannot be kept")]
    Day,
    /// What somebody shared is deleted at the server, and the keyring could not be changed.
    #[error("deleted, and the keyring is as it was")]
    OwnList,
    /// Anything else.
    #[error("the server could not do it")]
    Server,
}

impl WorkerFault {
    /// Whether what was asked may have been done all the same: only its answer is missing.
    pub fn leaves_open(self) -> bool {
        matches!(self, Self::Network | Self::Server)
    }
}

impl From<ApiError> for WorkerFault {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::NoAnswer => Self::Network,
            ApiError::Refused(ProblemCode::SignInRefused) => Self::Refused,
            ApiError::Refused(ProblemCode::CodeRefused) => Self::Code,
            ApiError::Refused(ProblemCode::SignInNeeded | ProblemCode::SecondFactorNeeded) => Self::SignedOut,
            ApiError::Refused(ProblemCode::OtherWorker) => Self::OtherWorker,
            ApiError::Refused(ProblemCode::TooMany) => Self::Busy,
            ApiError::Refused(ProblemCode::KeyringMoved) => Self::Keyring,
            _ => Self::Server,
        }
    }
}

/// Why nobody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Farewell {
    /// The page was just opened.
    Opened,
    /// "Sign out" was tapped.
    Asked,
    /// Nobody touched the page for 15 minutes.
    Idle,
    /// The server ended the session.
    Ended,
    /// Somebody else signed in in this browser.
    Other,
}

/// Secrets and opened things. Dropped as a whole at sign-out; the keys wipe themselves.
struct Session {
    profile: Profile,
    keys: WorkerKeys,
    keyring: Keyring,
    revision: u64,
    /// How large the keyring is at the server.
    kept: KeptSize,
    mailboxes: BTreeMap<PersonId, Mailbox>,
    /// Whom the server listed at the last look and the keyring does not know.
    strangers: BTreeSet<PersonId>,
}

/// The session's signals. Copied freely; one for the whole app.
#[derive(Clone, Copy)]
pub struct WorkerState {
    /// Who is signed in.
    pub me: RwSignal<Option<Profile>>,
    /// Everyone introduced, newest shared thing first.
    pub people: RwSignal<Vec<PersonShares>>,
    /// My introductions, newest first.
    pub introductions: RwSignal<Vec<Introduction>>,
    /// The team's accounts, for a lead.
    pub accounts: RwSignal<Accounts>,
    /// The six words of my own key, once they are worked out or could not be.
    pub check_words: RwSignal<Option<Result<[String; 6], NoMemory>>>,
    /// When the server last answered, by its clock.
    pub looked: RwSignal<Option<Moment>>,
    /// Whether the last look failed.
    pub away: RwSignal<bool>,
    /// Whether the server has not answered for so long that what the page shows is covered.
    pub covered: RwSignal<bool>,
    /// Whether this computer's clock and the server's are more than a day apart.
    pub apart: RwSignal<bool>,
    /// How many people the server lists whom the keyring does not know, at two looks in a row.
    pub strangers: RwSignal<usize>,
    /// Whether everything of somebody was just deleted on request.
    pub let_go: RwSignal<bool>,
    /// Whether somebody is at the page, and whether the session is about to end.
    pub presence: RwSignal<Presence>,
    /// What is half written, and how far the server keeps it.
    pub drafts: RwSignal<Writings>,
    /// Whether something was half written when the session ended.
    pub begun: RwSignal<bool>,
    /// The check-in that is being written down with somebody.
    pub helping: RwSignal<Helping>,
    /// With whom the next one is, where that was chosen before its page opened.
    pub help_for: StoredValue<Option<HelpWhom>>,
    /// One that was cut short when the session ended or the page was left.
    pub cut_short: RwSignal<Option<CutShort>>,
    /// The organisation's questionnaires, once they were asked for.
    pub packs: RwSignal<Vec<Instrument>>,
    /// What I wrote down and nobody's phone has taken yet, oldest first.
    pub undelivered: RwSignal<Vec<WrittenReply>>,
    /// Why nobody is signed in.
    pub farewell: RwSignal<Farewell>,
    /// Where to go after signing in.
    pub wanted: StoredValue<String>,
    /// A password that was proved, until the second factor is.
    half: StoredValue<Option<HalfSignedIn>, LocalStorage>,
    session: StoredValue<Option<Session>, LocalStorage>,
    touched: StoredValue<BothClocks>,
    answered: StoredValue<BothClocks>,
    /// When the session ends in any case, once the server has said it.
    end: StoredValue<Option<SessionEnd>>,
    /// Sealed words of a session that ended before the server had them.
    put_by: StoredValue<Vec<PutBy>>,
    asking: StoredValue<bool>,
}

/// The session's signals, from anywhere below the app's root.
pub fn use_worker() -> WorkerState {
    expect_context()
}

impl WorkerState {
    /// Makes the session, signed out, and starts the clockwork: a look every 30 s and at each return to the page,
    /// and the end after 15 idle minutes.
    pub fn provide() -> Self {
        let state = Self {
            me: RwSignal::new(None),
            people: RwSignal::new(Vec::new()),
            introductions: RwSignal::new(Vec::new()),
            accounts: RwSignal::new(Accounts::default()),
            check_words: RwSignal::new(None),
            looked: RwSignal::new(None),
            away: RwSignal::new(false),
            covered: RwSignal::new(false),
            apart: RwSignal::new(false),
            strangers: RwSignal::new(0),
            let_go: RwSignal::new(false),
            presence: RwSignal::new(Presence::Here),
            drafts: RwSignal::new(Writings::default()),
            begun: RwSignal::new(false),
            helping: RwSignal::new(Helping::Idle),
            help_for: StoredValue::new(None),
            cut_short: RwSignal::new(None),
            packs: RwSignal::new(Vec::new()),
            undelivered: RwSignal::new(Vec::new()),
            farewell: RwSignal::new(Farewell::Opened),
            wanted: StoredValue::new("/".into()),
            half: StoredValue::new_local(None),
            session: StoredValue::new_local(None),
            touched: StoredValue::new(BothClocks::now()),
            answered: StoredValue::new(BothClocks::now()),
            end: StoredValue::new(None),
            put_by: StoredValue::new(Vec::new()),
            asking: StoredValue::new(false),
        };
        provide_context(state);
        events::every(POLL_MS, move || state.look_soon());
        events::on_connection_change(move || state.look_soon());
        state.stay_while_somebody_is_here();
        same_browser::on_signed_in(move |worker| state.give_way(&worker));
        state
    }

    /// Ends the session here and at the server.
    pub async fn sign_out(self) {
        self.leave(Farewell::Asked).await;
    }

    /// Forgets everything, then ends the session at the server.
    async fn leave(self, why: Farewell) {
        let desk = self.desk();
        self.forget(why);
        if let Ok(desk) = desk {
            self.hand_in_put_by(desk).await;
            // The server's session ends by itself if this does not reach it, and is not ours to end if it is another's.
            let _ = desk.sign_out().await;
        }
    }

    /// Closes the page when another tab of this browser says that somebody else has signed in: the cookie is theirs now.
    fn give_way(self, to: &str) {
        if self.me.with_untracked(|me| me.as_ref().is_some_and(|me| me.worker.to_string() != to)) {
            self.forget(Farewell::Other);
        }
    }

    /// The requests of the worker who is signed in here.
    fn desk(self) -> Result<Desk, WorkerFault> {
        self.with_session(|session| Desk::of(session.profile.worker)).ok_or(WorkerFault::SignedOut)
    }

    /// Asks the server now, unless a look is under way.
    pub fn look_soon(self) {
        if self.me.with_untracked(Option::is_none) || self.asking.get_value() {
            return;
        }
        self.asking.set_value(true);
        leptos::task::spawn_local(async move {
            let outcome = self.look().await;
            self.asking.set_value(false);
            self.away.set(outcome.is_err());
            self.note_end(&outcome);
            if outcome.is_ok() {
                self.keep_drafts();
                self.send_help();
            }
        });
    }

    async fn look(self) -> Result<(), WorkerFault> {
        // Claims first: they pin the people whose shares the inbox lists. One that cannot be pinned keeps nobody's back.
        let introductions = self.look_at_introductions().await;
        let inbox = self.look_at_inbox().await;
        introductions.and(inbox)
    }

    /// Works out the six words of the own key, which takes a moment.
    pub async fn work_out_check_words(self) {
        if self.check_words.with_untracked(|words| matches!(words, Some(Ok(_)))) {
            return;
        }
        self.check_words.set(None);
        let Some(public) = self.with_session(|session| session.keys.public()) else { return };
        let words = stretch::finish(derive_check_words(&public)).await;
        self.check_words.set(Some(words.map(|words| words.map(str::to_owned))));
    }

    /// Opens the account after the password proof: profile, keys, keyring.
    async fn enter(self, desk: Desk, export_key: &[u8]) -> Result<(), WorkerFault> {
        let asked = BothClocks::now();
        let me = desk.me().await?;
        let keys = unwrap_keys(&me.wrapped_keys.0, me.worker_id, export_key).map_err(|_| WorkerFault::Keys)?;
        if keys.public() != (PublicKeys { sig: me.sig_pk.0, kem: me.kem_pk.0 }) {
            return Err(WorkerFault::Keys);
        }
        let (keyring, revision, kept) = keeping::fetch(desk, &keys, me.worker_id).await?;
        let profile = profile_of(me);
        self.session.set_value(Some(Session {
            profile: profile.clone(),
            keys,
            keyring,
            revision,
            kept,
            mailboxes: BTreeMap::new(),
            strangers: BTreeSet::new(),
        }));
        self.touched.set_value(BothClocks::now());
        self.note_answer(asked);
        self.me.set(Some(profile));
        self.take_drafts_up(desk.worker());
        // Pinned later if it cannot be kept now: no introduction is made without it.
        let _ = self.pin_office().await;
        self.look_soon();
        Ok(())
    }

    /// Ends the session if the server says that it has ended, or is somebody else's.
    fn note_end<T>(self, outcome: &Result<T, WorkerFault>) {
        let why = match outcome {
            Err(WorkerFault::SignedOut) => Farewell::Ended,
            Err(WorkerFault::OtherWorker) => Farewell::Other,
            _ => return,
        };
        if self.me.with_untracked(Option::is_some) {
            self.forget(why);
        }
    }

    /// The introduction with this locator.
    pub fn introduction(self, locator: Locator) -> Option<Introduction> {
        self.introductions.with(|all| all.iter().find(|made| made.locator == locator).cloned())
    }

    /// The person with this id.
    pub fn person(self, id: PersonId) -> Option<PersonShares> {
        self.people.with(|all| all.iter().find(|known| known.person == id).cloned())
    }

    fn with_session<T>(self, read: impl FnOnce(&Session) -> T) -> Option<T> {
        self.session.try_with_value(|session| session.as_ref().map(read)).flatten()
    }

    fn with_session_mut<T>(self, change: impl FnOnce(&mut Session) -> T) -> Option<T> {
        self.session.try_update_value(|session| session.as_mut().map(change)).flatten()
    }

    fn forget(self, why: Farewell) {
        self.drop_help();
        self.help_for.set_value(None);
        self.put_drafts_by();
        self.begun.set(self.drafts.with_untracked(|all| all.all_kept().is_some()));
        self.drafts.set(Writings::default());
        self.presence.set(Presence::Here);
        self.end.set_value(None);
        self.session.set_value(None);
        self.half.set_value(None);
        self.farewell.set(why);
        self.me.set(None);
        // Nothing is left to cover.
        look::cover(false);
        self.people.set(Vec::new());
        self.introductions.set(Vec::new());
        self.accounts.set(Accounts::default());
        self.check_words.set(None);
        self.looked.set(None);
        self.away.set(false);
        self.apart.set(false);
        self.strangers.set(0);
        self.let_go.set(false);
        self.covered.set(false);
        self.packs.set(Vec::new());
        self.undelivered.set(Vec::new());
    }
}

fn profile_of(me: MeReply) -> Profile {
    Profile {
        worker: me.worker_id,
        name: me.name,
        role: me.role,
        called: me.called,
        team: me.team,
        org: me.org_id,
        office: Office {
            person_url: me.person_url.trim_end_matches('/').to_owned(),
            organisation: me.org_name,
            safeguarding: me.safeguarding,
        },
        recovered: me.recovered_at.map(Moment),
        recovery_made: me.recovery_made_at.map(Moment),
        away: me.away,
    }
}
