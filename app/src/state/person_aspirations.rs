//! Verbs about aspirations. The words are the person's; nothing else ever edits them.
use super::fault::Fault;
use super::person::PersonState;
use crate::platform::{clock, random};
use domain::aspiration::{Aspiration, AspirationState, FOCUS_MAX};
use domain::id::{AspirationId, StepId};
use domain::records::{Change, Record, StoreName};
use domain::sync::backup::without_one;

impl PersonState {
    /// Adds an aspiration in the person's own words, last in the list; in focus while there is room there.
    pub async fn add_aspiration(self, words: &str, why: &str, what_helps: &str) -> Result<AspirationId, Fault> {
        let id = AspirationId::from_bytes(random::make_bytes());
        let now = clock::now();
        let (words, why, what_helps) = (words.to_owned(), why.to_owned(), what_helps.to_owned());
        self.change(move |records| {
            let order = records.aspirations.values().map(|one| one.order + 1).max().unwrap_or(0);
            let mut fresh = Aspiration::new(id, &words, now, order)?;
            fresh.why.clone_from(&why);
            fresh.what_helps.clone_from(&what_helps);
            fresh.in_focus = records.aspirations.values().filter(|one| one.in_focus).count() < FOCUS_MAX;
            Ok((vec![Change::Put(Record::Aspiration(fresh))], id))
        })
        .await
    }

    /// Keeps a whole aspiration as a page has edited it.
    pub async fn put_aspiration(self, aspiration: Aspiration) -> Result<(), Fault> {
        self.change(move |_| Ok((vec![Change::Put(Record::Aspiration(aspiration.clone()))], ()))).await
    }

    /// Changes one aspiration, taking the newest one as it is kept.
    pub async fn edit_aspiration(
        self,
        id: AspirationId,
        edit: impl Fn(&mut Aspiration) -> Result<(), Fault> + 'static,
    ) -> Result<(), Fault> {
        self.change(move |records| {
            let mut aspiration = records.aspirations.get(&id).ok_or(Fault::Gone)?.clone();
            edit(&mut aspiration)?;
            Ok((vec![Change::Put(Record::Aspiration(aspiration))], ()))
        })
        .await
    }

    /// Notes how close it feels, 0 to 10, with the person's words about it.
    pub async fn look_back(self, id: AspirationId, rating: u8, note: &str) -> Result<(), Fault> {
        let (now, note) = (clock::now(), note.to_owned());
        self.edit_aspiration(id, move |aspiration| Ok(aspiration.look_back(rating, &note, now)?)).await
    }

    /// Adds a small step.
    pub async fn add_step(self, id: AspirationId, words: &str) -> Result<(), Fault> {
        let (step, words) = (StepId::from_bytes(random::make_bytes()), words.to_owned());
        self.edit_aspiration(id, move |aspiration| Ok(aspiration.add_step(step, &words)?)).await
    }

    /// Ticks a step, or takes the tick away.
    pub async fn toggle_step(self, id: AspirationId, step: StepId) -> Result<(), Fault> {
        let now = clock::now();
        self.edit_aspiration(id, move |aspiration| Ok(aspiration.toggle_step(step, now)?)).await
    }

    /// Takes a step out.
    pub async fn delete_step(self, id: AspirationId, step: StepId) -> Result<(), Fault> {
        self.edit_aspiration(id, move |aspiration| {
            aspiration.steps.retain(|one| one.id != step);
            Ok(())
        })
        .await
    }

    /// Moves an aspiration to another state.
    pub async fn set_aspiration_state(self, id: AspirationId, to: AspirationState) -> Result<(), Fault> {
        let now = clock::now();
        self.edit_aspiration(id, move |aspiration| {
            aspiration.set_state(to, now);
            Ok(())
        })
        .await
    }

    /// Puts an aspiration into focus or out of it. `Ok(false)` if three are in focus already.
    pub async fn set_focus(self, id: AspirationId, in_focus: bool) -> Result<bool, Fault> {
        self.change(move |records| {
            let others = records.aspirations.values().filter(|one| one.in_focus && one.id != id).count();
            if in_focus && others >= FOCUS_MAX {
                return Ok((Vec::new(), false));
            }
            let mut aspiration = records.aspirations.get(&id).ok_or(Fault::Gone)?.clone();
            aspiration.in_focus = in_focus;
            Ok((vec![Change::Put(Record::Aspiration(aspiration))], true))
        })
        .await
    }

    /// Throws an aspiration away, after the person has said so.
    pub async fn delete_aspiration(self, id: AspirationId) -> Result<(), Fault> {
        self.change(move |records| {
            let mut changes = vec![Change::Delete(StoreName::Aspirations, *id.as_bytes())];
            // The copy with the organisation may follow without another question.
            changes.extend(records.aspirations.get(&id).and_then(|_| without_one(&records.backup)));
            Ok((changes, ()))
        })
        .await
    }
}
