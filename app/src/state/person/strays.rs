//! Permissions that the server counts and this phone does not know: shown, and taken back. A copy from before anybody was
//! met knows no organisation either; then the server is asked once whether it holds any.
use super::super::fault::Fault;
use super::notebook::Notebook;
use super::post::Post;
use crate::platform::clock;
use crate::platform::random::SystemEntropy;
use crate::sync::{ApiError, Signer, backup, messages};
use domain::id::{ConsentId, OrgId};
use domain::records::{Change, OrgPin, Record, Records, Returned};
use domain::seal::keys::PersonKeys;
use domain::signed::ConsentFacts;
use domain::sync::{held, queue};
use domain::time::Moment;
use leptos::prelude::*;

/// The permissions that the server holds under these keys and this phone does not know.
pub struct Strays {
    /// Those that hold today.
    pub found: RwSignal<Vec<ConsentFacts>>,
    notebook: &'static Notebook,
    post: &'static Post,
}

impl Strays {
    pub(super) fn new(notebook: &'static Notebook, post: &'static Post) -> Self {
        Self { found: RwSignal::new(Vec::new()), notebook, post }
    }

    /// Shows those that hold today by the server's clock, and are not being taken back.
    pub(super) fn note(&'static self) {
        let found = self.notebook.records.with_untracked(|records| {
            let at = clock::now().at.0.saturating_add(records.cursors.clock_offset_ms);
            held::orphans(records, held::server_day(Moment(at)))
        });
        if self.found.with_untracked(|known| *known != found) {
            self.found.set(found);
        }
    }

    /// Asks a server that this phone knows nothing of, after a copy was brought here from before anybody was met. Once it
    /// has answered it is not asked again; what it holds is kept with the organisation it is for.
    pub(super) async fn ask_for_own(&'static self) {
        if !self.notebook.records.with_untracked(|records| records.returned.ask) {
            return;
        }
        let Ok(reply) = backup::organisation().await else { return };
        let Some(keys) = self.notebook.records.with_untracked(|records| queue::keys_for(records, reply.org_id)) else {
            return;
        };
        let Some(found) = self.own_permissions(&keys, reply.org_id).await else { return };
        // What cannot be kept now is asked once more.
        let kept = self.notebook.change_quietly(move |records| Ok((found_of(records, &keys, &found), ()))).await;
        if kept.is_ok() {
            self.note();
            self.post.sync_soon();
        }
    }

    /// The signed records the server holds of these keys; `None` if it did not answer.
    async fn own_permissions(&'static self, keys: &PersonKeys, org: OrgId) -> Option<Vec<(ConsentId, Vec<u8>)>> {
        let mut signer = Signer { keys, offset_ms: 0 };
        let mut page = messages::inbox(&signer, 0).await;
        if let Err(ApiError::Clock(server)) = page {
            signer.offset_ms = server - clock::now().at.0;
            page = messages::inbox(&signer, 0).await;
        }
        let page = match page {
            Ok(page) => page,
            // Nobody there knows these keys.
            Err(ApiError::Refused(_)) => return Some(Vec::new()),
            Err(_) => return None,
        };
        let mut found = Vec::new();
        for consent in self.notebook.records.with_untracked(|records| held::unknown(records, &page.permissions)) {
            let record = messages::held_consent(&signer, consent).await.ok()?.record.0;
            if held::orphan(keys, &record).is_some_and(|facts| facts.org == org) {
                found.push((consent, record));
            }
        }
        Some(found)
    }

    /// Takes one back. It waits for signal like any other.
    pub async fn take_back(&'static self, consent: ConsentId) -> Result<(), Fault> {
        let now = clock::now();
        self.notebook
            .change(move |records| {
                let taken = held::take_back_orphan(records, consent, now, &mut SystemEntropy);
                // A second tap, or another tab: there is nothing more to do.
                Ok((taken.unwrap_or_default(), ()))
            })
            .await?;
        self.note();
        self.post.sync_now().await;
        Ok(())
    }
}

/// What the answer changes: the question is put, and the organisation is known if it holds anything.
fn found_of(records: &Records, keys: &PersonKeys, found: &[(ConsentId, Vec<u8>)]) -> Vec<Change> {
    let asked = Change::Put(Record::Returned(Returned { ask: false, ..records.returned.clone() }));
    let mut after = records.clone();
    let mut changes = vec![asked];
    if !found.is_empty() && records.org.is_none() {
        // Its name and its line come with its packs.
        let pin = OrgPin { org_id: keys.org(), name: String::new(), safeguarding: String::new(), complaints: None };
        changes.push(Change::Put(Record::Org(pin)));
    }
    for (consent, record) in found {
        let kept = held::keep_orphan(&after, keys, *consent, record);
        kept.iter().for_each(|change| after.apply(change));
        changes.extend(kept);
    }
    changes
}
