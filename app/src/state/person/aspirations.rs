//! Aspirations: add, change, look back, put in order, take out. The words are the person's; nothing else ever edits them.
use super::super::fault::Fault;
use super::notebook::Notebook;
use super::undo::{Action, Undo};
use crate::platform::{clock, random};
use domain::aspiration::{
    Aspiration, AspirationFault, AspirationState, FOCUS_MAX, LookBack, Towards, in_order, places_after,
};
use domain::id::{AspirationId, StepId};
use domain::records::{Change, Record, Records, StoreName};
use domain::set::Set;
use domain::sync::backup::without_one;
use domain::time::Stamp;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// What can be done with aspirations.
pub struct Aspirations {
    pub(super) notebook: &'static Notebook,
    pub(super) undo: &'static Undo,
}

impl Aspirations {
    /// Adds an aspiration in the person's own words, last in the list; in focus while there is room there. `areas` are
    /// the ids of the key life areas it is part of.
    pub async fn add(
        &'static self,
        words: &str,
        why: &str,
        what_helps: &str,
        areas: Set<String>,
    ) -> Result<AspirationId, Fault> {
        let id = AspirationId::from_bytes(random::make_bytes());
        let now = clock::now();
        let (words, why, what_helps) = (words.to_owned(), why.to_owned(), what_helps.to_owned());
        self.notebook
            .change(move |records| {
                let order = records.aspirations.values().map(|one| one.order + 1).max().unwrap_or(0);
                let mut fresh = Aspiration::new(id, &words, now, order)?;
                fresh.why.clone_from(&why);
                fresh.what_helps.clone_from(&what_helps);
                fresh.areas.clone_from(&areas);
                fresh.in_focus = records.aspirations.values().filter(|one| one.in_focus).count() < FOCUS_MAX;
                Ok((vec![Change::Put(Record::Aspiration(fresh))], id))
            })
            .await
    }

    /// Changes one aspiration, taking the newest one as it is kept.
    pub async fn edit(
        &'static self,
        id: AspirationId,
        edit: impl Fn(&mut Aspiration) -> Result<(), Fault> + 'static,
    ) -> Result<(), Fault> {
        let now = clock::now();
        self.notebook
            .change(move |records| {
                let mut aspiration = records.aspirations.get(&id).ok_or(Fault::Gone)?.clone();
                edit(&mut aspiration)?;
                aspiration.edited = Some(now);
                Ok((vec![Change::Put(Record::Aspiration(aspiration))], ()))
            })
            .await
    }

    /// Notes how close it feels, 0 to 10, with the person's words about it; offers to take it back.
    pub async fn look_back(&'static self, id: AspirationId, rating: u8, note: &str) -> Result<(), Fault> {
        let look = LookBack { rating, note: note.to_owned(), at: clock::now() };
        let kept = look.clone();
        self.edit(id, move |aspiration| Ok(aspiration.look_back(rating, &look.note, look.at)?)).await?;
        self.undo.offer(Action::LookedBack, move |records| {
            edited(records, id, |aspiration| {
                if aspiration.looks_back.last() == Some(&kept) {
                    aspiration.looks_back.pop();
                }
                Ok(())
            })
        });
        Ok(())
    }

    /// Links it to a key life area, or takes the link away. Seen by nobody else.
    pub async fn set_area(&'static self, id: AspirationId, area: &str, on: bool) -> Result<(), Fault> {
        let area = area.to_owned();
        self.edit(id, move |aspiration| {
            aspiration.set_area(&area, on);
            Ok(())
        })
        .await
    }

    /// Keeps what the person found out, beside what they wrote before; of nothing written nothing is kept.
    pub async fn find_out(&'static self, id: AspirationId, words: &str) -> Result<(), Fault> {
        let (now, words) = (clock::now(), words.to_owned());
        self.edit(id, move |aspiration| {
            aspiration.find_out(&words, now);
            Ok(())
        })
        .await
    }

    /// Changes the words of what was found out; none take it out.
    pub async fn reword_found(&'static self, id: AspirationId, at: Stamp, words: &str) -> Result<(), Fault> {
        let words = words.to_owned();
        self.edit(id, move |aspiration| {
            aspiration.reword_found(at, &words);
            Ok(())
        })
        .await
    }

    /// Adds a small step.
    pub async fn add_step(&'static self, id: AspirationId, words: &str) -> Result<(), Fault> {
        let (step, words) = (StepId::from_bytes(random::make_bytes()), words.to_owned());
        self.edit(id, move |aspiration| Ok(aspiration.add_step(step, &words)?)).await
    }

    /// Ticks a step, or takes the tick away.
    pub async fn toggle_step(&'static self, id: AspirationId, step: StepId) -> Result<(), Fault> {
        let now = clock::now();
        self.edit(id, move |aspiration| Ok(aspiration.toggle_step(step, now)?)).await
    }

    /// Other words for a step.
    pub async fn reword_step(&'static self, id: AspirationId, step: StepId, words: &str) -> Result<(), Fault> {
        let words = words.to_owned();
        self.edit(id, move |aspiration| Ok(aspiration.reword_step(step, &words)?)).await
    }

    /// Moves a step one place.
    pub async fn move_step(&'static self, id: AspirationId, step: StepId, to: Towards) -> Result<(), Fault> {
        self.edit(id, move |aspiration| Ok(aspiration.move_step(step, to)?)).await
    }

    /// Takes a step out, and offers to put it back.
    pub async fn remove_step(&'static self, id: AspirationId, step: StepId) -> Result<(), Fault> {
        let removed = Rc::new(RefCell::new(None));
        let slot = removed.clone();
        self.edit(id, move |aspiration| {
            *slot.borrow_mut() = Some(aspiration.remove_step(step)?);
            Ok(())
        })
        .await?;
        if let Some((place, step)) = removed.take() {
            self.undo.offer(Action::StepRemoved, move |records| {
                edited(records, id, |aspiration| {
                    aspiration.put_step_back(place, step.clone());
                    Ok(())
                })
            });
        }
        Ok(())
    }

    /// Moves an aspiration to another state, and offers to take that back.
    pub async fn set_state(&'static self, id: AspirationId, to: AspirationState) -> Result<(), Fault> {
        let (now, before) = (clock::now(), self.aspiration(id)?);
        self.edit(id, move |aspiration| {
            aspiration.set_state(to, now);
            Ok(())
        })
        .await?;
        if before.state != to {
            self.undo.offer(Action::StateChanged(to), move |records| {
                let focus_full = others_in_focus(records, id) >= FOCUS_MAX;
                edited(records, id, |aspiration| {
                    if aspiration.history.last().is_some_and(|last| last.at == now) {
                        aspiration.history.pop();
                        aspiration.state = before.state;
                        aspiration.in_focus = before.in_focus && !focus_full;
                    }
                    Ok(())
                })
            });
        }
        Ok(())
    }

    /// Changes the words about one look back.
    pub async fn reword_look(&'static self, id: AspirationId, look: Stamp, note: &str) -> Result<(), Fault> {
        let note = note.to_owned();
        self.edit(id, move |aspiration| Ok(aspiration.reword_look(look, &note)?)).await
    }

    /// Puts an aspiration into focus or out of it. `Ok(false)` if three are in focus already.
    pub async fn set_focus(&'static self, id: AspirationId, in_focus: bool) -> Result<bool, Fault> {
        self.notebook
            .change(move |records| {
                if in_focus && others_in_focus(records, id) >= FOCUS_MAX {
                    return Ok((Vec::new(), false));
                }
                let changes = edited(records, id, |aspiration| {
                    aspiration.in_focus = in_focus;
                    Ok(())
                })?;
                Ok((changes, true))
            })
            .await
    }

    /// One steps out of focus and another takes its place; both stay as they are otherwise.
    pub async fn swap_focus(&'static self, out: AspirationId, into: AspirationId) -> Result<(), Fault> {
        self.notebook
            .change(move |records| {
                let set = |id, in_focus| {
                    edited(records, id, move |aspiration| {
                        aspiration.in_focus = in_focus;
                        Ok(())
                    })
                };
                let mut changes = set(out, false)?;
                changes.extend(set(into, true)?);
                Ok((changes, ()))
            })
            .await
    }

    /// `id` takes the place of `past` in the person's order.
    pub async fn move_past(&'static self, id: AspirationId, past: AspirationId) -> Result<(), Fault> {
        let now = clock::now();
        self.notebook
            .change(move |records| {
                let all = in_order(records.aspirations.values());
                let moved = places_after(&all, id, past).into_iter().filter_map(|(id, order)| {
                    let aspiration = Aspiration { order, edited: Some(now), ..records.aspirations.get(&id)?.clone() };
                    Some(Change::Put(Record::Aspiration(aspiration)))
                });
                Ok((moved.collect(), ()))
            })
            .await
    }

    /// Changes why it matters and what helps; these are never compared, so they just change.
    pub async fn reword_around(&'static self, id: AspirationId, why: &str, what_helps: &str) -> Result<(), Fault> {
        let (why, what_helps) = (why.to_owned(), what_helps.to_owned());
        self.edit(id, move |aspiration| {
            aspiration.why.clone_from(&why);
            aspiration.what_helps.clone_from(&what_helps);
            Ok(())
        })
        .await
    }

    /// Other words for the same aspiration; the earlier ones stay readable.
    pub async fn reword(&'static self, id: AspirationId, words: &str) -> Result<(), Fault> {
        let (now, words) = (clock::now(), words.to_owned());
        self.edit(id, move |aspiration| Ok(aspiration.reword(&words, now)?)).await
    }

    /// Closes an aspiration as it stands and starts the one it has become, in one commit.
    pub async fn become_another(&'static self, id: AspirationId, words: &str) -> Result<AspirationId, Fault> {
        let (now, words, fresh) = (clock::now(), words.to_owned(), AspirationId::from_bytes(random::make_bytes()));
        let before = self.aspiration(id)?;
        self.notebook
            .change(move |records| {
                let mut closed = records.aspirations.get(&id).ok_or(Fault::Gone)?.clone();
                let next = closed.become_another(fresh, &words, now)?;
                closed.edited = Some(now);
                Ok((vec![Change::Put(Record::Aspiration(closed)), Change::Put(Record::Aspiration(next))], ()))
            })
            .await?;
        self.undo.offer(Action::StateChanged(AspirationState::Changed), move |records| {
            // Only while the new one is as it was made: what was added to it since is not thrown away.
            let untouched =
                records.aspirations.get(&fresh).is_some_and(|it| it.steps.is_empty() && it.looks_back.is_empty());
            let mut changes = vec![Change::Put(Record::Aspiration(before.clone()))];
            if untouched {
                changes.push(Change::Delete(StoreName::Aspirations, *fresh.as_bytes()));
                changes.extend(without_one(&records.backup));
            }
            Ok(changes)
        });
        Ok(fresh)
    }

    /// Takes an aspiration out, and offers to put it back.
    pub async fn remove(&'static self, id: AspirationId) -> Result<(), Fault> {
        let removed = self.aspiration(id)?;
        self.notebook
            .change(move |records| {
                let mut changes = vec![Change::Delete(StoreName::Aspirations, *id.as_bytes())];
                // The copy with the organisation may follow without another question.
                changes.extend(records.aspirations.get(&id).and_then(|_| without_one(&records.backup)));
                Ok((changes, ()))
            })
            .await?;
        self.undo.offer(Action::AspirationRemoved, move |records| {
            let there = records.aspirations.contains_key(&id);
            let mut back = removed.clone();
            back.in_focus &= others_in_focus(records, id) < FOCUS_MAX;
            Ok((!there).then_some(Change::Put(Record::Aspiration(back))).into_iter().collect())
        });
        Ok(())
    }

    fn aspiration(&'static self, id: AspirationId) -> Result<Aspiration, Fault> {
        self.notebook.records.with_untracked(|records| records.aspirations.get(&id).cloned()).ok_or(Fault::Gone)
    }
}

/// One aspiration, changed.
fn edited(
    records: &Records,
    id: AspirationId,
    edit: impl Fn(&mut Aspiration) -> Result<(), AspirationFault>,
) -> Result<Vec<Change>, Fault> {
    let mut aspiration = records.aspirations.get(&id).ok_or(Fault::Gone)?.clone();
    edit(&mut aspiration)?;
    aspiration.edited = Some(clock::now());
    Ok(vec![Change::Put(Record::Aspiration(aspiration))])
}

fn others_in_focus(records: &Records, id: AspirationId) -> usize {
    records.aspirations.values().filter(|one| one.in_focus && one.id != id).count()
}
