//! Words that are being written: they survive closing the phone, leaving the screen and a flat battery.
//!
//! A key press only notes them; a pause, leaving the field and hiding the app put them on the disk. Nothing is said
//! about it: "kept" is for what the person keeps.
use super::notebook::Notebook;
use super::undo::{Action, Undo};
use crate::platform::clock;
use domain::records::{Change, Record, Records, Scrap, StoreName, scrap_key};
use domain::time::Stamp;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long a pause is.
const PAUSE: Duration = Duration::from_millis(600);

/// What has been typed and is not on the disk yet: place, words, and when the latest key was pressed.
type Typed = Vec<(String, String, Stamp)>;

/// The words that are being written.
pub struct Unfinished {
    /// Words that were typed and are not on the disk yet.
    typed: StoredValue<Typed>,
    notebook: &'static Notebook,
    undo: &'static Undo,
}

impl Unfinished {
    pub(super) fn new(notebook: &'static Notebook, undo: &'static Undo) -> Self {
        Self { typed: StoredValue::new(Vec::new()), notebook, undo }
    }

    /// The words that were being written at this place: `/aspirations/new#words`.
    pub fn words(&'static self, place: &str) -> Option<String> {
        let typed =
            self.typed.with_value(|all| all.iter().find(|(it, ..)| it == place).map(|(_, words, _)| words.clone()));
        let kept = || {
            let key = scrap_key(place);
            self.notebook.records.with_untracked(|records| records.scraps.get(&key).map(|scrap| scrap.words.clone()))
        };
        typed.or_else(kept).filter(|words| !words.is_empty())
    }

    /// Notes the words at this place; a pause puts them on the disk. No words mean that there is nothing to keep.
    pub fn write(&'static self, place: &str, words: &str) {
        let now = clock::now();
        self.typed.update_value(|all| {
            all.retain(|(it, ..)| it != place);
            all.push((place.to_owned(), words.to_owned(), now));
        });
        set_timeout(
            move || {
                let rested = self.typed.try_with_value(|all| all.iter().all(|(.., at)| *at <= now));
                if rested == Some(true) {
                    self.keep();
                }
            },
            PAUSE,
        );
    }

    /// Puts what has been typed on the disk now. What cannot be put there stays noted for the next time.
    pub fn keep(&'static self) {
        if self.typed.with_value(|all| !all.is_empty()) {
            spawn_local(self.write_typed());
        }
    }

    async fn write_typed(&'static self) {
        let typed = self.typed.get_value();
        let written = typed.clone();
        let kept = self.notebook.change_quietly(move |records| Ok((changes(&typed, records), ()))).await;
        if kept.is_ok() {
            self.typed.update_value(|all| all.retain(|one| !written.contains(one)));
        }
    }

    /// Takes what has been typed out of this page, as changes to be written.
    pub(super) fn take(&'static self) -> Vec<Change> {
        let typed = self.typed.try_update_value(std::mem::take).unwrap_or_default();
        self.notebook.records.with_untracked(|records| changes(&typed, records))
    }

    /// The words at these places were kept as what they are: they are half-written no more.
    pub async fn forget(&'static self, places: Vec<String>) {
        for place in &places {
            self.write(place, "");
        }
        self.write_typed().await;
    }

    /// Throws half-written words away, and offers to put them back.
    pub fn discard(&'static self, places: &[String]) {
        let words = places.iter().filter_map(|place| Some((place.clone(), self.words(place)?)));
        let (thrown, at): (Vec<_>, _) = (words.collect(), clock::now());
        spawn_local(self.forget(places.to_vec()));
        self.undo.offer(Action::WordsDiscarded, move |_| {
            let back = thrown.iter().map(|(place, words)| {
                Change::Put(Record::Scrap(Scrap { place: place.clone(), words: words.clone(), at }))
            });
            Ok(back.collect())
        });
    }
}

fn changes(typed: &Typed, records: &Records) -> Vec<Change> {
    let change = |(place, words, at): &(String, String, Stamp)| {
        let key = scrap_key(place);
        let before = records.scraps.get(&key).map(|scrap| scrap.words.as_str()).unwrap_or_default();
        let scrap = Scrap { place: place.clone(), words: words.clone(), at: *at };
        match (words.as_str(), before) {
            (now, before) if now == before => None,
            ("", _) => Some(Change::Delete(StoreName::Scraps, key)),
            _ => Some(Change::Put(Record::Scrap(scrap))),
        }
    };
    typed.iter().filter_map(change).collect()
}
