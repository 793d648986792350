//! A head: a sealed list of everything that one worker has been sent under one permission, sent behind all that it
//! counts. A server can keep the newest back unseen; whatever it keeps back under a head that came is missed.
//!
//! Under a permission that holds nothing is ever taken away: an item is only followed by a later revision of itself. So
//! an older head stays true while a round is under way, and nothing counts once its permission does not.

use litemap::LiteMap;
use std::cmp::Reverse;

use crate::consent::{Consent, ItemKind};
use crate::id::{ConsentId, ItemId};
use crate::records::{OutboxKind, Records, SentItem};
use crate::signed::{ConsentFacts, ConsentStatus};
use crate::stored::stored_struct;
use crate::sync::held::server_day;
use crate::time::Moment;

/// Most items that one head counts, the newest of them: more would not fit into one envelope.
const COUNTED: usize = 2_500;

/// Everything that one worker has been sent under one permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedHead {
    /// When the newest of it was queued, by the phone's clock.
    pub newest: Moment,
    /// The items, each with its revision then, from 1.
    pub counts: LiteMap<ItemId, u32>,
}

stored_struct!(SharedHead { newest, counts });

impl SharedHead {
    /// What the server has, and what is queued to reach it before a head that is queued now. `None` where nothing has.
    pub(super) fn of(consent: &Consent, records: &Records) -> Option<Self> {
        let queued = |sent: &SentItem| {
            let of_it = |kind: OutboxKind| matches!(kind, OutboxKind::Share { consent, item, .. } if (consent, item) == (sent.consent, sent.item));
            records.outbox.values().any(|entry| entry.worker == sent.worker && of_it(entry.kind))
        };
        let counts = |sent: &&SentItem| {
            let theirs = sent.worker == consent.worker() && sent.consent == consent.id();
            theirs && sent.kind != ItemKind::Head && (sent.delivered.is_some() || queued(sent))
        };
        let mut sent: Vec<&SentItem> = records.sent.values().filter(counts).collect();
        sent.sort_by_key(|sent| (Reverse(sent.queued.at), sent.item));
        sent.truncate(COUNTED);
        let newest = sent.first()?.queued.at;
        Some(Self { newest, counts: sent.into_iter().map(|sent| (sent.item, sent.rev)).collect() })
    }
}

/// The newest head of each permission that a worker's app has opened.
#[derive(Debug, Default)]
pub struct OpenedHeads(LiteMap<ConsentId, (u64, SharedHead)>);

impl OpenedHeads {
    /// A head was opened, under this sequence number.
    pub fn note(&mut self, consent: ConsentId, seq: u64, head: SharedHead) {
        if self.0.get(&consent).is_none_or(|(before, _)| *before < seq) {
            self.0.insert(consent, (seq, head));
        }
    }

    /// Forgets those of permissions that do not hold any more: what was under them is rightly gone.
    pub fn keep(&mut self, holds: impl Fn(ConsentId) -> bool) {
        self.0.retain(|consent, _| holds(*consent));
    }

    /// How many things are counted and not there. `listed` says which revision of an item is; `over` are this person's
    /// permissions that hold no more.
    #[must_use]
    pub fn missing(&self, listed: impl Fn(ItemId) -> Option<u32>, over: &[ConsentFacts]) -> usize {
        let heads = self.0.values().filter(|(_, head)| !over.iter().any(|it| may_have_taken(it, head.newest)));
        let lacks = |(item, rev): &(&ItemId, &u32)| listed(**item).is_none_or(|there| there < **rev);
        heads.map(|(_, head)| head.counts.iter().filter(lacks).count()).sum()
    }
}

/// Whether something may have gone along with this permission after that moment: another phone with the same words may
/// have sent it again under that one.
fn may_have_taken(over: &ConsentFacts, newest: Moment) -> bool {
    match over.status {
        ConsentStatus::Withdrawn => over.starts > newest,
        ConsentStatus::Active => over.ends >= server_day(newest),
    }
}
