//! Check-ins: begin, answer, finish, change, take out. Each answer is on the disk before the verb ends.
use super::super::fault::Fault;
use super::notebook::Notebook;
use super::undo::{Action, Undo};
use crate::platform::{clock, events, random};
use domain::check_in::{CheckIn, Company, Draft, Responses};
use domain::helped::{Helped, Helper, TypedBy};
use domain::id::CheckInId;
use domain::instrument::Instrument;
use domain::records::{Change, Record, Records, StoreName};
use domain::sync::backup::without_one;
use domain::time::Day;
use domain::visible::is_blank;
use leptos::prelude::*;

/// What can be done with check-ins.
pub struct CheckIns {
    pub(super) notebook: &'static Notebook,
    pub(super) undo: &'static Undo,
    /// The check-in after which "when shall we ask again?" is still to be asked. Asked once: a result that is read later
    /// leads to no question.
    fresh: RwSignal<Option<CheckInId>>,
    /// The check-in whose first answer was kept before its screen was drawn.
    pub(super) just_kept: StoredValue<Option<CheckInId>>,
}

impl CheckIns {
    pub(super) fn new(notebook: &'static Notebook, undo: &'static Undo) -> Self {
        Self { notebook, undo, fresh: RwSignal::new(None), just_kept: StoredValue::new(None) }
    }

    /// Whether this result is opened as the end of its check-in: for the first time, or again before the question.
    pub fn note_fresh(&'static self, id: CheckInId) -> bool {
        let unseen = |records: &Records| records.check_ins.get(&id).is_some_and(|it| it.unseen);
        if self.notebook.records.with_untracked(unseen) {
            self.fresh.set(Some(id));
        }
        self.fresh.get_untracked() == Some(id)
    }

    /// The question is on the screen: answered or not, it is not asked again for that check-in.
    pub fn asked_again(&'static self) {
        self.fresh.set(None);
    }

    /// Begins a check-in, or goes on with the one that is under way with the same pack. With `sheet`, answers of that
    /// day are typed in from paper: each sheet is a check-in of its own. Otherwise `company` is who is with the person;
    /// without it that stays as it was said, and a new one is begun by nobody but the person.
    pub async fn start_draft(
        &'static self,
        instrument: &Instrument,
        company: Option<Company>,
        sheet: Option<Day>,
    ) -> Result<CheckInId, Fault> {
        let (id, now) = (CheckInId::from_bytes(random::make_bytes()), clock::now());
        let alone = company.or(Some(Company::OnMyOwn));
        let fresh = match sheet {
            Some(day) => Draft::from_paper(id, instrument, now, day),
            None => Draft { company: alone, ..Draft::start(id, instrument, now) },
        };
        self.notebook
            .change(move |records| {
                let same = |it: &&Draft| it.pack.hash == fresh.pack.hash && it.answered_on == fresh.answered_on;
                let Some(under_way) = records.under_way().find(same) else {
                    return Ok((vec![Change::Put(Record::Draft(fresh.clone()))], fresh.id));
                };
                let said = if sheet.is_some() { under_way.company } else { company.or(under_way.company).or(alone) };
                let put = Change::Put(Record::Draft(Draft { company: said, ..under_way.clone() }));
                let changes = if said == under_way.company { Vec::new() } else { vec![put] };
                Ok((changes, under_way.id))
            })
            .await
    }

    /// Says who helps with a check-in under way, as the person has it; what a helper wrote down says so itself.
    pub async fn say_who_helps(&'static self, id: CheckInId, helper: Option<Helper>) -> Result<(), Fault> {
        let said = helper.map(|helper| Helped {
            helper,
            called: String::new(),
            name: None,
            typed_by: TypedBy::Person,
            agreed: None,
        });
        let change = self.of_draft(id, move |draft, _| {
            if draft.written.is_none() {
                draft.helped.clone_from(&said);
            }
            Ok(())
        });
        self.notebook.change(change).await
    }

    /// Keeps an answer by its place, 0 for the first box, which the screen marks already.
    pub async fn answer(&'static self, id: CheckInId, item: &str, place: u8) -> Result<(), Fault> {
        let item = item.to_owned();
        let change = self.of_draft(id, move |draft, on| Ok(draft.answer(on, &item, place)?));
        self.notebook.change_marked(change).await
    }

    /// Keeps what was said to the question after a statement, which the screen marks already.
    pub async fn answer_follow_up(&'static self, id: CheckInId, item: &str, yes: bool) -> Result<(), Fault> {
        let item = item.to_owned();
        let change = self.of_draft(id, move |draft, on| Ok(draft.answer_follow_up(on, &item, yes)?));
        self.notebook.change_marked(change).await
    }

    /// Leaves a statement out and goes on to another, counted from 0, in one commit.
    pub async fn skip(&'static self, id: CheckInId, item: &str, next: u16) -> Result<(), Fault> {
        let item = item.to_owned();
        let change = self.of_draft(id, move |draft, on| {
            draft.skip(on, &item)?;
            go_on(draft, on, next);
            Ok(())
        });
        self.notebook.change(change).await
    }

    /// Leaves out every statement that was not reached yet.
    pub async fn skip_rest(&'static self, id: CheckInId) -> Result<(), Fault> {
        self.notebook.change(self.of_draft(id, |draft, on| Ok(draft.skip_rest(on)?))).await
    }

    /// Remembers that the person went on to that statement, counted from 0, once it is painted. Nobody is told when that
    /// could not be kept: every answer is, and the check-in then goes on one statement earlier.
    pub async fn go_on(&'static self, id: CheckInId, next: u16) {
        events::painted().await;
        let change = self.of_draft(id, move |draft, on| {
            go_on(draft, on, next);
            Ok(())
        });
        drop(self.notebook.change_quietly(change).await);
    }

    /// Whether every statement of a check-in that is under way was answered or left out.
    pub fn all_reached(&'static self, id: CheckInId) -> bool {
        let reached = |records: &Records| {
            let draft = records.drafts.get(&id)?;
            Some(draft.responses.open(&self.notebook.instrument_of(&draft.pack)?).next().is_none())
        };
        self.notebook.records.with_untracked(reached) == Some(true)
    }

    /// Finishes a check-in: it is put and its draft deleted in one commit. A second call finds it finished and agrees.
    pub async fn complete(&'static self, id: CheckInId) -> Result<CheckIn, Fault> {
        let now = clock::now();
        self.notebook
            .change(move |records| {
                if let Some(finished) = records.check_ins.get(&id) {
                    return Ok((Vec::new(), finished.clone()));
                }
                let draft = records.drafts.get(&id).ok_or(Fault::Gone)?.clone();
                let instrument = self.notebook.instrument_of(&draft.pack).ok_or(Fault::Gone)?;
                let check_in = draft.clone().complete(&instrument, now, draft.answered_on.unwrap_or(now.day()))?;
                let put = Change::Put(Record::CheckIn(check_in.clone()));
                Ok((vec![put, Change::Delete(StoreName::Drafts, *id.as_bytes())], check_in))
            })
            .await
    }

    /// Throws a draft away, and offers to put it back.
    pub async fn discard_draft(&'static self, id: CheckInId) -> Result<(), Fault> {
        let draft =
            self.notebook.records.with_untracked(|records| records.drafts.get(&id).cloned()).ok_or(Fault::Gone)?;
        self.notebook.change(move |_| Ok((vec![Change::Delete(StoreName::Drafts, *id.as_bytes())], ()))).await?;
        self.undo.offer(Action::DraftDiscarded, move |records| {
            let finished = records.check_ins.contains_key(&id) || records.drafts.contains_key(&id);
            let back = (!finished).then(|| Change::Put(Record::Draft(draft.clone())));
            Ok(back.into_iter().collect())
        });
        Ok(())
    }

    /// Changes the answers of a check-in on its own day; what they were before is kept with it.
    pub async fn amend(&'static self, id: CheckInId, responses: Responses) -> Result<(), Fault> {
        let now = clock::now();
        self.change_check_in(id, move |check_in| {
            let instrument = self.notebook.instrument_of(&check_in.pack).ok_or(Fault::Gone)?;
            Ok(check_in.amend(&instrument, responses.clone(), now)?)
        })
        .await
    }

    /// Puts the day of a sheet right that was typed in; the day before is kept with it.
    pub async fn correct_sheet_day(&'static self, id: CheckInId, day: Day) -> Result<(), Fault> {
        let now = clock::now();
        self.change_check_in(id, move |check_in| Ok(check_in.correct_day(day, now)?)).await
    }

    /// Takes a check-in out, and offers to put it back.
    pub async fn remove(&'static self, id: CheckInId) -> Result<(), Fault> {
        let removed =
            self.notebook.records.with_untracked(|records| records.check_ins.get(&id).cloned()).ok_or(Fault::Gone)?;
        self.notebook
            .change(move |records| {
                let mut changes = vec![Change::Delete(StoreName::CheckIns, *id.as_bytes())];
                // The copy with the organisation may follow without another question.
                changes.extend(records.check_ins.get(&id).and_then(|_| without_one(&records.backup)));
                Ok((changes, ()))
            })
            .await?;
        self.undo.offer(Action::CheckInRemoved, move |records| {
            let back = (!records.check_ins.contains_key(&id)).then(|| Change::Put(Record::CheckIn(removed.clone())));
            Ok(back.into_iter().collect())
        });
        Ok(())
    }

    /// Sets the person's own words about a check-in; empty words take them away.
    pub async fn set_note(&'static self, id: CheckInId, words: &str) -> Result<(), Fault> {
        let words = Some(words.trim().to_owned()).filter(|words| !is_blank(words));
        self.change_check_in(id, move |check_in| {
            check_in.note.clone_from(&words);
            Ok(())
        })
        .await
    }

    /// From the newest records to a change of that draft.
    fn of_draft(
        &'static self,
        id: CheckInId,
        edit: impl Fn(&mut Draft, &Instrument) -> Result<(), Fault> + 'static,
    ) -> impl Fn(&Records) -> Result<(Vec<Change>, ()), Fault> + 'static {
        move |records| {
            let mut draft = records.drafts.get(&id).ok_or(Fault::Gone)?.clone();
            let instrument = self.notebook.instrument_of(&draft.pack).ok_or(Fault::Gone)?;
            edit(&mut draft, &instrument)?;
            let changed = records.drafts.get(&id) != Some(&draft);
            Ok((changed.then_some(Change::Put(Record::Draft(draft))).into_iter().collect(), ()))
        }
    }

    async fn change_check_in(
        &'static self,
        id: CheckInId,
        edit: impl Fn(&mut CheckIn) -> Result<(), Fault> + 'static,
    ) -> Result<(), Fault> {
        let now = clock::now();
        self.notebook
            .change(move |records| {
                let mut check_in = records.check_ins.get(&id).ok_or(Fault::Gone)?.clone();
                edit(&mut check_in)?;
                check_in.edited = Some(now);
                Ok((vec![Change::Put(Record::CheckIn(check_in))], ()))
            })
            .await
    }
}

/// To that statement, or to the review when all have been reached.
fn go_on(draft: &mut Draft, on: &Instrument, next: u16) {
    let over = draft.responses.open(on).next().is_none();
    draft.go_to(on, if over { u16::MAX } else { next });
}
