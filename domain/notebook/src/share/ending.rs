//! What has to be said of permissions by itself: which end soon, which have just ended, which one is still to be taken
//! back. Every answer is what this phone knows, as in [`super::seen`].

use super::seen::{PermissionStanding, permission};
use crate::consent::Consent;
use crate::id::WorkerId;
use crate::records::{OutboxKind, Records};
use crate::time::{Day, Moment};

/// For so many days it is said that a permission has ended.
const ENDED_DAYS: i32 = 14;

/// Permissions whose last day is near, one of each person at most.
#[must_use]
pub fn ending(records: &Records, today: Day) -> Vec<&Consent> {
    let soon = |worker: &WorkerId| records.consent_with(*worker, today).filter(|it| it.asks_to_keep(today));
    records.contacts.keys().filter_map(soon).collect()
}

/// Permissions whose last day was some days ago or that the server ended before it, and how they stand, where none came
/// after them and nobody said that this is well.
#[must_use]
pub fn just_ended(records: &Records, today: Day) -> Vec<(&Consent, PermissionStanding)> {
    let over = |worker: &WorkerId| {
        let of_theirs = records.consents.values().filter(|it| it.worker() == *worker);
        let last = of_theirs.max_by_key(|it| it.granted().at)?;
        let standing = permission(records, last, today);
        let told = match standing {
            PermissionStanding::Past(day) | PermissionStanding::Ended(day) => {
                (0..=ENDED_DAYS).contains(&day.days_until(today))
            }
            PermissionStanding::Closed | PermissionStanding::OnRequest(_) => true,
            _ => false,
        };
        (told && last.may_end().is_none()).then_some((last, standing))
    };
    records.contacts.keys().filter_map(over).collect()
}

/// The latest permission of a worker, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Latest {
    /// It was taken back and is gone from the server, and the worker's page has looked at some time.
    Gone {
        /// When the server deleted it.
        gone: Moment,
        /// When the page last looked.
        looked: Moment,
    },
    /// How it stands.
    Stands(PermissionStanding),
}

/// How the latest permission of a worker stands; nothing where there was none.
#[must_use]
pub fn latest(records: &Records, worker: WorkerId, today: Day) -> Option<Latest> {
    let last = records.consents.values().filter(|it| it.worker() == worker).max_by_key(|it| it.granted().at)?;
    Some(match (permission(records, last, today), records.cursors.looked.get(&worker).copied()) {
        (PermissionStanding::TakenBack(gone), Some(looked)) => Latest::Gone { gone, looked },
        (standing, _) => Latest::Stands(standing),
    })
}

/// Whether anything for this worker has not reached the server yet.
#[must_use]
pub fn waits_for_signal(records: &Records, worker: WorkerId) -> bool {
    records.outbox.values().any(|entry| entry.worker == worker)
}

/// The latest permission of a worker that the server may still hold although it does not count here any more.
#[must_use]
pub fn to_take_back(records: &Records, worker: WorkerId) -> Option<&Consent> {
    let theirs = records.consents.values().filter(|it| it.worker() == worker && records.can_take_back(it));
    theirs.max_by_key(|it| (it.granted().at, it.id()))
}

/// Whether the taking back of a permission that this phone did not know waits for signal.
#[must_use]
pub fn stray_goes_back(records: &Records) -> bool {
    records.outbox.values().any(|entry| match entry.kind {
        OutboxKind::Withdrawal { consent, .. } => records.cursors.orphans.contains_key(&consent),
        _ => false,
    })
}

/// Who may see what stands under this id, of those it went to; one of them, if there are several. It is taken back from
/// them before it is taken out.
#[must_use]
pub fn holder(records: &Records, source: [u8; 16], today: Day) -> Option<WorkerId> {
    let may_see = |it: &Consent| {
        matches!(
            permission(records, it, today),
            PermissionStanding::Holds
                | PermissionStanding::GoingBack
                | PermissionStanding::Past(_)
                | PermissionStanding::Replaced(None)
        )
    };
    let holds = |sent: &&crate::records::SentItem| {
        sent.source == source && records.consents.get(&sent.consent).is_some_and(may_see)
    };
    records.sent.values().find(holds).map(|it| it.worker)
}
