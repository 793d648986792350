//! Words that are being written: they survive closing the phone, leaving the screen and a flat battery.
//!
//! A key press only notes them; a pause, leaving the field and hiding the app put them on the disk. Nothing is said
//! about it: "kept" is for what the person keeps.
use super::person::PersonState;
use super::person_undo::Action;
use crate::platform::clock;
use domain::records::{Change, Record, Records, Scrap, StoreName, scrap_key};
use domain::time::Stamp;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long a pause is.
const PAUSE: Duration = Duration::from_millis(600);

/// What has been typed and is not on the disk yet: place, words, and when the latest key was pressed.
pub(super) type Pending = Vec<(String, String, Stamp)>;

impl PersonState {
    /// The words that were being written at this place: `/aspirations/new#words`.
    pub fn scrap(self, place: &str) -> Option<String> {
        let pending =
            self.pending.with_value(|all| all.iter().find(|(it, ..)| it == place).map(|(_, words, _)| words.clone()));
        let kept = || {
            let key = scrap_key(place);
            self.records.with_untracked(|records| records.scraps.get(&key).map(|scrap| scrap.words.clone()))
        };
        pending.or_else(kept).filter(|words| !words.is_empty())
    }

    /// Notes the words at this place; a pause puts them on the disk. No words mean that there is nothing to keep.
    pub fn write_scrap(self, place: &str, words: &str) {
        let now = clock::now();
        self.pending.update_value(|all| {
            all.retain(|(it, ..)| it != place);
            all.push((place.to_owned(), words.to_owned(), now));
        });
        set_timeout(
            move || {
                let rested = self.pending.try_with_value(|all| all.iter().all(|(.., at)| *at <= now));
                if rested == Some(true) {
                    self.keep_scraps();
                }
            },
            PAUSE,
        );
    }

    /// Puts what has been typed on the disk now. What cannot be put there stays noted for the next time.
    pub fn keep_scraps(self) {
        if self.pending.with_value(|all| !all.is_empty()) {
            spawn_local(self.write_pending());
        }
    }

    async fn write_pending(self) {
        let pending = self.pending.get_value();
        let written = pending.clone();
        let kept = self.change_quietly(move |records| Ok((changes(&pending, records), ()))).await;
        if kept.is_ok() {
            self.pending.update_value(|all| all.retain(|one| !written.contains(one)));
        }
    }

    /// Takes what has been typed out of this page, as changes to be written.
    pub(super) fn take_scraps(self) -> Vec<Change> {
        let pending = self.pending.try_update_value(std::mem::take).unwrap_or_default();
        self.records.with_untracked(|records| changes(&pending, records))
    }

    /// The words at these places were kept as what they are: they are half-written no more.
    pub async fn forget_scraps(self, places: Vec<String>) {
        for place in &places {
            self.write_scrap(place, "");
        }
        self.write_pending().await;
    }

    /// Throws half-written words away, and offers to put them back.
    pub fn discard_scraps(self, places: &[String]) {
        let words = places.iter().filter_map(|place| Some((place.clone(), self.scrap(place)?)));
        let (thrown, at): (Vec<_>, _) = (words.collect(), clock::now());
        spawn_local(self.forget_scraps(places.to_vec()));
        self.offer_undo(Action::WordsDiscarded, move |_| {
            let back = thrown.iter().map(|(place, words)| {
                Change::Put(Record::Scrap(Scrap { place: place.clone(), words: words.clone(), at }))
            });
            Ok(back.collect())
        });
    }
}

fn changes(pending: &Pending, records: &Records) -> Vec<Change> {
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
    pending.iter().filter_map(change).collect()
}
