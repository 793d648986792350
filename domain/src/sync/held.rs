//! What the server holds, against what this phone knows. Asked at each sync, because either may have lost something: a
//! server whose database was put back, a phone that was.

use crate::consent::ConsentState;
use crate::entropy::Entropy;
use crate::records::{Change, Records};
use crate::sync::queue::end;
use crate::time::{Day, Moment, Stamp};

/// The server's day at that moment.
#[must_use]
pub fn server_day(at: Moment) -> Day {
    Stamp { at, offset_min: 0 }.day()
}

/// Ends what is over by the server's clock, which read at least `server` just now, and what was ended here and has not
/// been confirmed: each with the signed record that ends it there too.
#[must_use]
pub fn ends(records: &Records, server: Moment, now: Stamp, entropy: &mut (impl Entropy + ?Sized)) -> Vec<Change> {
    let today = server_day(server);
    let mut after = records.clone();
    let mut changes = Vec::new();
    for consent in records.consents.values() {
        let over = consent.state() != ConsentState::Active || consent.is_past(today);
        if !over || records.cursors.deleted.contains_key(&consent.id()) {
            continue;
        }
        let ended = end(&after, consent.clone(), false, now, entropy).unwrap_or_default();
        ended.iter().for_each(|change| after.apply(change));
        changes.extend(ended);
    }
    changes
}
