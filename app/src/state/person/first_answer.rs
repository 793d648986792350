//! A check-in that was begun on the page's own first screens, before the program was there: that the person has begun,
//! the check-in and what is marked of its first question are on the disk in one commit, before anything is drawn.
use super::super::fault::Fault;
use super::check_ins::CheckIns;
use super::people::fresh_root;
use super::preferences::{begun, note_opened};
use crate::platform::clock;
use crate::platform::held::HeldCheckIn;
use domain::check_in::{Company, Draft};
use domain::id::CheckInId;
use domain::instrument::{HOW_ARE_THINGS, Instrument};
use domain::records::{Change, Record};
use leptos::prelude::*;

impl CheckIns {
    /// Keeps it; answers its name. Where a check-in of the same questions is under way already, that one goes on as it is,
    /// and its name is the answer.
    pub async fn keep_held(&'static self, held: HeldCheckIn) -> Result<CheckInId, Fault> {
        let (now, root) = (clock::now(), fresh_root());
        let ours = |all: &[Instrument]| all.iter().find(|it| it.pack.id == HOW_ARE_THINGS).cloned();
        let asked = self.notebook.instruments().with_untracked(|all| ours(all)).ok_or(Fault::Gone)?;
        let kept = self
            .notebook
            .change(move |records| {
                let mut changes = begun(records, now, &root);
                if let Some(under_way) = records.under_way().find(|draft| draft.pack.hash == asked.hash) {
                    return Ok((changes, under_way.id));
                }
                let mut draft = Draft { company: Some(Company::OnMyOwn), ..Draft::start(held.id, &asked, now) };
                if let (Some(place), Some(item)) = (held.place, asked.pack.items.first()) {
                    draft.answer(&asked, &item.id, place)?;
                }
                changes.push(Change::Put(Record::Draft(draft)));
                Ok((changes, held.id))
            })
            .await?;
        note_opened();
        self.just_kept.set_value(held.place.map(|_| held.id).filter(|id| *id == kept));
        Ok(kept)
    }

    /// Whether the first answer of this check-in was kept before its screen was drawn: true once.
    pub fn take_just_kept(&'static self, id: CheckInId) -> bool {
        let kept = self.just_kept.get_value() == Some(id);
        if kept {
            self.just_kept.set_value(None);
        }
        kept
    }
}
