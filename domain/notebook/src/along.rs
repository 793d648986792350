//! Everything on a person's way in its order, and finding words in it again. What is looked for is kept nowhere.

use crate::aspiration::{Aspiration, AspirationState};
use crate::id::{AspirationId, CheckInId, NoteId};
use crate::instrument::Instrument;
use crate::journey::{instrument_of, put_in_order};
use crate::records::Records;
use crate::time::{Day, Moment, Stamp};
use std::cmp::Reverse;

/// One thing on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// A check-in, with its note.
    CheckIn(CheckInId),
    /// A note.
    Note(NoteId),
    /// An aspiration was written down.
    Begun(AspirationId),
    /// An aspiration came to rest, or to its end.
    Stands(AspirationId, AspirationState),
    /// A look back at an aspiration, by its moment.
    LookedBack(AspirationId, Stamp),
    /// What was found out on the way of an aspiration, by its moment.
    FoundOut(AspirationId, Stamp),
}

/// Something on the way, with its moment and its day as the calendar said there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnTheWay {
    /// By which it is put in order.
    pub at: Moment,
    /// The day it is said to be of.
    pub day: Day,
    /// What it is.
    pub what: Along,
}

/// Everything there is, newest first. Whenever anything was kept, something is in it.
#[must_use]
pub fn along(records: &Records) -> Vec<OnTheWay> {
    let mut all = Vec::new();
    for it in records.check_ins.values() {
        all.push(OnTheWay { at: it.order().0, day: it.answered_on, what: Along::CheckIn(it.id) });
    }
    let mut put = |stamp: Stamp, what| all.push(OnTheWay { at: stamp.at, day: stamp.day(), what });
    for it in records.notes.values() {
        put(it.at, Along::Note(it.id));
    }
    for it in records.aspirations.values() {
        put(it.created, Along::Begun(it.id));
        for look in &it.looks_back {
            put(look.at, Along::LookedBack(it.id, look.at));
        }
        for found in &it.found_out {
            put(found.at, Along::FoundOut(it.id, found.at));
        }
        for change in it.history.iter().filter(|change| change.to != AspirationState::WorkingOnIt) {
            put(change.at, Along::Stands(it.id, change.to));
        }
    }
    put_in_order(&mut all, |one| Reverse(one.at));
    all
}

impl OnTheWay {
    /// The person's own words of it, as they were typed; of an aspiration everything they wrote about it.
    #[must_use]
    pub fn own_words(&self, records: &Records) -> Option<String> {
        let aspiration = |id: &AspirationId| records.aspirations.get(id);
        match &self.what {
            Along::CheckIn(id) => records.check_ins.get(id)?.note.clone(),
            Along::Note(id) => Some(records.notes.get(id)?.words.clone()),
            Along::Begun(id) => aspiration(id).map(about),
            Along::Stands(..) => None,
            Along::LookedBack(id, at) => {
                aspiration(id)?.looks_back.iter().find(|look| look.at == *at).map(|look| look.note.clone())
            }
            Along::FoundOut(id, at) => {
                aspiration(id)?.found_out.iter().find(|found| found.at == *at).map(|found| found.words.clone())
            }
        }
    }
}

/// What has all these words in it, newest first: in what the person wrote, or in what a check-in is called. Capitals
/// and accents count for nothing, and a part of a word is enough. Without words nothing is found.
#[must_use]
pub fn find(records: &Records, instruments: &[Instrument], words: &str) -> Vec<OnTheWay> {
    let wanted = plain(words);
    if wanted.trim().is_empty() {
        return Vec::new();
    }
    let mut all = along(records);
    all.retain(|one| {
        let mut text = one.own_words(records).unwrap_or_default();
        if let Along::CheckIn(id) = one.what {
            let title = records.check_ins.get(&id).and_then(|it| instrument_of(it, instruments));
            text = format!("{} {text}", title.map_or("", |it| it.pack.title.as_str()));
        }
        let text = plain(&text);
        wanted.split_whitespace().all(|word| text.contains(word))
    });
    all
}

fn about(it: &Aspiration) -> String {
    let parts = [&it.words, &it.why, &it.what_helps].into_iter();
    let steps = it.steps.iter().map(|step| &step.words);
    let earlier = it.earlier.iter().map(|earlier| &earlier.words);
    parts.chain(steps).chain(earlier).fold(String::new(), |all, part| all + part + "\n")
}

/// Small letters without their accents, as far as the Latin alphabets of these islands and of Europe go.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        let letter = match letter {
            // Accents that are written behind their letter, and marks nobody sees.
            '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => continue,
            'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
            'ď' | 'đ' | 'ð' | 'ḋ' => 'd',
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
            'ḟ' => 'f',
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
            'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
            'ṁ' => 'm',
            'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
            'ŕ' | 'ř' => 'r',
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṡ' => 's',
            'ţ' | 'ť' | 'ț' | 'ṫ' => 't',
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
            'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' => 'w',
            'ý' | 'ÿ' | 'ŷ' | 'ỳ' => 'y',
            'ź' | 'ż' | 'ž' => 'z',
            '\u{2018}' | '\u{2019}' => '\'',
            other => other,
        };
        match letter {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            letter => out.push(letter),
        }
    }
    out
}
