//! Opening what people share: from the server's list and the sealed bytes to what the pages show.
//!
//! Pure: the caller fetches. Every envelope goes through the checks of `domain::seal::envelope`; what fails one is
//! counted and never shown. What was seen of permissions goes into the keyring; nothing else here outlives the session.
use domain::api::{ConsentReply, HeldConsentState, PersonSharesReply, ShareReply};
use domain::consent::ItemKind;
use domain::id::{ConsentId, ItemId, OrgId, PersonId, WorkerId};
use domain::seal::envelope::{Known, open_share};
use domain::seal::keyring::PinnedPerson;
use domain::seal::keys::WorkerKeys;
use domain::share::{LastDays, OpenedHeads, Outdated, SeenConsents, SharedItem, SharedPage, Standing};
use domain::signed::{ConsentFacts, ConsentStatus, derive_record_hash, verify_consent};
use domain::sync::held::server_day;
use domain::time::{Day, Moment};
use std::collections::BTreeMap;

/// For so long, in milliseconds, a server remembers permissions that have ended: 13 months.
const REMEMBERED_MS: i64 = 13 * 30 * 86_400_000;
/// In so many looks the server must list something and then say that it is not there, before it counts as kept back:
/// once is what a permission does that is taken back in between.
const REFUSED_LOOKS: u32 = 2;

/// Whose mailbox it is.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    /// The worker.
    pub(super) me: WorkerId,
    /// The organisation.
    pub(super) org: OrgId,
    /// The account keys.
    pub(super) keys: &'a WorkerKeys,
}

/// One envelope after its checks.
#[derive(Debug)]
struct Checked {
    consent: ConsentId,
    rev: u32,
    received: Moment,
    told: bool,
    /// `None` if a check failed.
    item: Option<SharedItem>,
}

/// What one person shares, as opened in this session.
#[derive(Debug, Default)]
pub(super) struct Mailbox {
    consents: Vec<ConsentFacts>,
    /// Those that wait for their phone.
    waiting: Vec<ConsentId>,
    /// Every permission that was ever given and could be checked: when, and how it stands.
    given: Vec<(Moment, HeldConsentState)>,
    opened: BTreeMap<ItemId, Checked>,
    last_seq: u64,
    unread_consents: usize,
    /// How many things the server lists under a permission that holds.
    listed: usize,
    /// The highest number among all that the server lists.
    listed_seq: u64,
    /// What the server lists under a permission that holds, and in which revision.
    revs: BTreeMap<ItemId, u32>,
    /// What it lists and does not hand out: the revision, and at how many looks.
    refused: BTreeMap<ItemId, (u32, u32)>,
    /// What the person's phone said it sent.
    heads: OpenedHeads,
    /// Permissions that hold no more.
    over: Vec<ConsentFacts>,
    /// What was seen, in this session and before.
    seen: SeenConsents,
    /// The server offers a permission that is older than what was seen.
    outdated: bool,
}

impl Mailbox {
    /// Takes in what the keyring remembers of this person.
    pub(super) fn remind(&mut self, seen: &SeenConsents) {
        self.seen.join(seen);
    }

    /// What the keyring is to remember.
    pub(super) fn seen(&self) -> &SeenConsents {
        &self.seen
    }

    /// What the person wants to be called, as their newest permission says it; `None` while none is open.
    pub(super) fn called(&self) -> Option<Option<String>> {
        let about = |known: &Checked| match &known.item {
            Some(SharedItem::About(about)) => Some((known.received, about.name.clone())),
            _ => None,
        };
        self.opened.values().filter_map(about).max_by_key(|(received, _)| *received).map(|(_, name)| name)
    }

    /// Whether the server's newest list names no permission of theirs.
    pub(super) fn was_given_nothing(&self) -> bool {
        self.given.is_empty() && self.unread_consents == 0 && !self.outdated
    }

    /// Takes the server's newest list: drops what is gone from it, what has ended by `days` and what is older than what
    /// was seen, and answers which envelopes to fetch, in the order in which they were sent.
    pub(super) fn take(
        &mut self,
        reader: &Reader<'_>,
        from: &PinnedPerson,
        list: &PersonSharesReply,
        days: LastDays,
    ) -> Vec<ShareReply> {
        let verified: Vec<_> =
            list.consents.iter().map(|listed| Some((verify(reader, from, listed)?, listed))).collect();
        self.unread_consents = verified.iter().filter(|known| known.is_none()).count();
        (self.outdated, self.given, self.consents, self.over, self.waiting) = Default::default();
        for (facts, listed) in verified.into_iter().flatten() {
            let hash = derive_record_hash(&listed.bytes.0);
            if let Err(why) = self.seen.check(&facts, &hash) {
                self.outdated = true;
                // That it was taken back is the person's own word; how an older one stands today, nobody knows.
                let taken_back = (why == Outdated::TakenBack).then_some((facts.starts, HeldConsentState::Withdrawn));
                self.given.extend(taken_back);
                continue;
            }
            self.seen.note(&facts, hash);
            let standing = standing_of(&facts, listed, days);
            self.given.push((facts.starts, standing));
            if standing == HeldConsentState::Waiting {
                self.waiting.push(facts.consent);
            }
            match standing {
                HeldConsentState::Active | HeldConsentState::Waiting => self.consents.push(facts),
                HeldConsentState::Withdrawn | HeldConsentState::Ended => self.over.push(facts),
            }
        }
        self.listed_seq = list.shares.iter().map(|share| share.seq).max().unwrap_or_default();
        let covered = |share: &&ShareReply| self.consents.iter().any(|facts| facts.consent == share.consent_id);
        let live: Vec<&ShareReply> = list.shares.iter().filter(covered).collect();
        self.revs = live.iter().map(|share| (share.item_id, share.rev)).collect();
        self.refused.retain(|id, (rev, _)| self.revs.get(id) == Some(rev));
        self.heads.keep(|id| self.consents.iter().any(|facts| facts.consent == id));
        // What waits for its phone is not handed out. A wish for a conversation stays meanwhile as it was opened: whoever
        // made it waits for an answer.
        let is_live = |id: &ItemId| live.iter().any(|share| share.item_id == *id);
        let stays = |known: &Checked| {
            matches!(known.item, Some(SharedItem::Conversation { .. })) && self.waiting.contains(&known.consent)
        };
        self.opened.retain(|id, known| is_live(id) || stays(known));
        let staying = self.opened.keys().filter(|id| !is_live(id)).count();
        self.listed = live.len() + staying;
        if self.opened.len() == staying {
            // All is opened anew, as at a sign-in, once the permission holds again: a computer's clock was put right.
            self.last_seq = 0;
        }
        for share in &live {
            if let Some(known) = self.opened.get_mut(&share.item_id) {
                known.told |= share.opened_at.is_some();
            }
        }
        let mut wanted: Vec<ShareReply> = live
            .into_iter()
            .filter(|share| self.opened.get(&share.item_id).is_none_or(|known| known.rev < share.rev))
            .cloned()
            .collect();
        wanted.sort_by_key(|share| share.seq);
        // What comes late, behind things that were opened, is opened in its turn all the same, as at a sign-in.
        let first = wanted.first().map_or(u64::MAX, |share| share.seq);
        self.last_seq = self.last_seq.min(first.saturating_sub(1));
        wanted
    }

    /// The server says that something it has just listed is not there.
    pub(super) fn note_refused(&mut self, share: &ShareReply) {
        self.refused.entry(share.item_id).or_insert((share.rev, 0)).1 += 1;
    }

    /// Opens one fetched envelope. A newer revision that fails a check hides the older one as well.
    pub(super) fn open(&mut self, reader: &Reader<'_>, from: &PinnedPerson, share: &ShareReply, bytes: &[u8]) {
        let last_rev = self.opened.get(&share.item_id).map(|known| known.rev);
        let item = self.consents.iter().find(|facts| facts.consent == share.consent_id).and_then(|consent| {
            let known = Known { me: reader.me, org: reader.org, consent, last_seq: self.last_seq, last_rev };
            let opened = open_share(bytes, reader.keys, from, &known).ok()?;
            let as_listed = (opened.header.item, opened.header.item_rev, opened.header.seq)
                == (share.item_id, share.rev, share.seq);
            // What it says it covers must be what the person signed.
            let as_signed = match &opened.item {
                SharedItem::About(about) => about.matches(&consent.scope_hash),
                _ => true,
            };
            (as_listed && as_signed).then_some((opened.header.seq, opened.item))
        });
        self.refused.remove(&share.item_id);
        if let Some((seq, item)) = &item {
            self.last_seq = *seq;
            self.seen.note_opened(share.consent_id, *seq);
            if let SharedItem::Head(head) = item {
                self.heads.note(share.consent_id, *seq, head.clone());
            }
        }
        let item = item.map(|(_, item)| item);
        let told = share.opened_at.is_some();
        let (consent, rev, received) = (share.consent_id, share.rev, Moment(share.received_at));
        self.opened.insert(share.item_id, Checked { consent, rev, received, told, item });
    }

    /// What may be said to have been opened: everything shown that the server has not been told of.
    pub(super) fn untold(&self) -> Vec<(ItemId, u32)> {
        let shown = self.opened.iter().filter(|(_, known)| known.item.is_some() && !known.told);
        shown.map(|(id, known)| (*id, known.rev)).collect()
    }

    /// The server was told.
    pub(super) fn told(&mut self, items: &[(ItemId, u32)]) {
        for (id, rev) in items {
            if let Some(known) = self.opened.get_mut(id).filter(|known| known.rev == *rev) {
                known.told = true;
            }
        }
    }

    /// The picture for the pages. `today` is the server's day.
    pub(super) fn view(&self, from: &PinnedPerson, today: Moment) -> PersonShares {
        // A server forgets past permissions after a while: of somebody met before that, nobody knows what there was.
        let remembered = today.0.saturating_sub(from.met.0) < REMEMBERED_MS;
        let nothing_kept_back = !self.given.is_empty() || self.seen.is_empty();
        let all_known = self.unread_consents == 0 && nothing_kept_back && (remembered || !self.given.is_empty());
        let shown = || self.opened.values().filter_map(|known| known.item.as_ref().map(|item| (known, item)));
        let mut in_turn: Vec<_> = shown().collect();
        in_turn.sort_by_key(|(known, _)| known.received);
        let items: Vec<SharedItem> = in_turn.into_iter().map(|(_, item)| item.clone()).collect();
        let mut news: Vec<ItemKind> = shown()
            .filter(|(known, item)| {
                !known.told && brings_something(item) && !matches!(item, SharedItem::NoConversation {})
            })
            .map(|(_, item)| item.kind())
            .collect();
        news.sort_by_key(|kind| *kind as u8);
        news.dedup_by_key(|kind| *kind as u8);
        let page = SharedPage::from_items(&items);
        PersonShares {
            person: from.person,
            // A permission says what the person wants to be called now, which may be nothing any more.
            name: page.about.as_ref().map_or_else(|| from.name.clone(), |about| about.name.clone()),
            met: from.met,
            newest: shown().filter(|(_, item)| brings_something(item)).map(|(known, _)| known.received).max(),
            standing: Standing::of(self.given.iter().copied(), all_known),
            until: self.consents.iter().map(|facts| facts.ends).max(),
            unchecked: self.opened.values().filter(|known| known.item.is_none()).count() + self.unread_consents,
            unfetched: self.listed.saturating_sub(self.opened.len()),
            gap: self.gap(),
            news,
            page,
        }
    }

    fn gap(&self) -> Option<Gap> {
        if self.outdated {
            return Some(Gap::OlderPermission);
        }
        // What waits for its phone is missing for that reason, and the page says so.
        if !self.waiting.is_empty() {
            return None;
        }
        if self.seen.lacks_newest(self.consents.iter().map(|facts| facts.consent), self.listed_seq) {
            return Some(Gap::OlderShares);
        }
        let kept_back = |id: &ItemId| self.refused.get(id).is_some_and(|(_, looks)| *looks >= REFUSED_LOOKS);
        let handed_out = |id: ItemId| self.revs.get(&id).copied().filter(|_| !kept_back(&id));
        let missing = self.revs.keys().any(kept_back) || self.heads.missing(handed_out, &self.over) > 0;
        missing.then_some(Gap::Missing)
    }
}

/// Whether it is something to read, and not only what a permission says or counts.
fn brings_something(item: &SharedItem) -> bool {
    !matches!(item.kind(), ItemKind::About | ItemKind::Head)
}

/// A permission counts only as the person signed it: for me, for my key, and as the server lists it.
fn verify(reader: &Reader<'_>, from: &PinnedPerson, listed: &ConsentReply) -> Option<ConsentFacts> {
    let facts = verify_consent(&listed.bytes.0, &from.keys.sig).ok()?;
    let mine = facts.org == reader.org && facts.to == reader.me && facts.kid == reader.keys.public().derive_key_id();
    let as_listed = facts.consent == listed.consent_id && facts.rev == listed.rev && facts.person == from.person;
    (mine && as_listed).then_some(facts)
}

/// A withdrawal is the person's own word; that the last day has passed is the server's, or that of the computer's clock.
/// A phone signs off what has lasted until then, so that it can never count again: what arrived after the last day took
/// nothing back.
fn standing_of(facts: &ConsentFacts, listed: &ConsentReply, days: LastDays) -> HeldConsentState {
    let lasted = server_day(Moment(listed.received_at)) > facts.ends;
    match facts.status {
        ConsentStatus::Withdrawn if lasted => HeldConsentState::Ended,
        ConsentStatus::Withdrawn => HeldConsentState::Withdrawn,
        ConsentStatus::Active if listed.state == HeldConsentState::Ended || days.has_passed(facts.ends) => {
            HeldConsentState::Ended
        }
        ConsentStatus::Active if listed.state == HeldConsentState::Waiting => HeldConsentState::Waiting,
        ConsentStatus::Active => HeldConsentState::Active,
    }
}

/// What the server's list lacks, by what this page saw before and by what the person's phone said it sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A permission is older than one that was seen: what goes with it is not shown.
    OlderPermission,
    /// Something newer was opened under a permission that holds, and is not there: what is there is shown.
    OlderShares,
    /// Something was sent under a permission that holds, and has not come: what is there is shown.
    Missing,
}

/// One person as the pages show them.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonShares {
    /// Who.
    pub person: PersonId,
    /// The name they told, if they told one.
    pub name: Option<String>,
    /// When they were introduced.
    pub met: Moment,
    /// How they stand with me.
    pub standing: Standing,
    /// When the newest thing under a permission reached the server; none if nothing has come.
    pub newest: Option<Moment>,
    /// The last day of the permission.
    pub until: Option<Day>,
    /// How many things could not be checked and are not shown.
    pub unchecked: usize,
    /// How many things are there and have yet to be fetched.
    pub unfetched: usize,
    /// What the server's list lacks.
    pub gap: Option<Gap>,
    /// The kinds of things not yet looked at, each once.
    pub news: Vec<ItemKind>,
    /// What they share.
    pub page: SharedPage,
}

/// Why there is nothing of somebody's to show, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    /// Something is there, and on its way to this page.
    Fetching,
    /// So many things could not be checked, and so nobody knows what there is.
    Unchecked(usize),
    /// The server's list lacks something, and so nobody knows what there is.
    Gap,
    /// What the permissions say.
    Standing(Standing),
}

impl PersonShares {
    /// Somebody whom the server's list does not name: everybody who was met stands in it.
    pub(super) fn not_there(from: &PinnedPerson, at: Moment) -> Self {
        Self { standing: Standing::NotThere, ..Mailbox::default().view(from, at) }
    }

    /// For somebody of whom nothing can be shown.
    pub fn why_blank(&self) -> Blank {
        match self.standing {
            _ if self.gap == Some(Gap::Missing) => Blank::Gap,
            _ if self.unfetched > 0 => Blank::Fetching,
            Standing::Shares | Standing::Unknown if self.unchecked > 0 => Blank::Unchecked(self.unchecked),
            Standing::NothingChosen | Standing::Shares | Standing::Unknown if self.gap.is_some() => Blank::Gap,
            standing => Blank::Standing(standing),
        }
    }
}

#[cfg(test)]
#[path = "inbox_tests.rs"]
mod tests;
