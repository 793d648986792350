//! Notes: keep one, change its words, take it out.
use super::super::fault::Fault;
use super::notebook::Notebook;
use super::undo::{Action, Undo};
use crate::platform::{clock, random};
use domain::id::{CheckInId, NoteId};
use domain::note::Note;
use domain::records::{Change, Record, StoreName};
use domain::sync::backup::without_one;
use leptos::prelude::*;

/// What can be done with notes.
pub struct Notes {
    pub(super) notebook: &'static Notebook,
    pub(super) undo: &'static Undo,
}

impl Notes {
    /// Keeps a note.
    pub async fn save(&'static self, words: &str, check_in: Option<CheckInId>) -> Result<NoteId, Fault> {
        let id = NoteId::from_bytes(random::make_bytes());
        let note = Note { id, words: words.to_owned(), at: clock::now(), check_in, edited: None };
        self.notebook.change(move |_| Ok((vec![Change::Put(Record::Note(note.clone()))], id))).await
    }

    /// Other words for a note. Its day stays.
    pub async fn reword(&'static self, id: NoteId, words: &str) -> Result<(), Fault> {
        let (now, words) = (clock::now(), words.to_owned());
        self.notebook
            .change(move |records| {
                let mut note = records.notes.get(&id).ok_or(Fault::Gone)?.clone();
                note.words.clone_from(&words);
                note.edited = Some(now);
                Ok((vec![Change::Put(Record::Note(note))], ()))
            })
            .await
    }

    /// Throws a note away, and offers to put it back.
    pub async fn remove(&'static self, id: NoteId) -> Result<(), Fault> {
        let note =
            self.notebook.records.with_untracked(|records| records.notes.get(&id).cloned()).ok_or(Fault::Gone)?;
        self.notebook
            .change(move |records| {
                let mut changes = vec![Change::Delete(StoreName::Notes, *id.as_bytes())];
                // The copy with the organisation may follow without another question.
                changes.extend(records.notes.get(&id).and_then(|_| without_one(&records.backup)));
                Ok((changes, ()))
            })
            .await?;
        self.undo.offer(Action::NoteRemoved, move |records| {
            let back = (!records.notes.contains_key(&id)).then(|| Change::Put(Record::Note(note.clone())));
            Ok(back.into_iter().collect())
        });
        Ok(())
    }
}
