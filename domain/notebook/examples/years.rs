//! Writes a safe copy with three years of a made-up life in it, for pictures and for stories that want a full phone:
//! `cargo run -p waymark-notebook --example years -- FILE PASSPHRASE YYYY-MM-DD`, the day being today.
//!
//! The same arguments make the same life. The bytes that lock it are counted, not drawn: it protects nothing.

use notebook::aspiration::{Aspiration, AspirationState};
use notebook::check_in::{CheckIn, Company, Draft};
use notebook::id::{AspirationId, CheckInId, NoteId, StepId};
use notebook::instrument::{Confirmation, Instrument, built_in};
use notebook::note::Note;
use notebook::records::{PackFile, Record};
use notebook::seal::copy::{Opener, make_copy, new_passphrase_key};
use notebook::time::{Day, Moment, Stamp};
use std::error::Error;

type Outcome<T> = Result<T, Box<dyn Error>>;

const DAYS: i32 = 3 * 365;

/// Words, why, what helps, steps, looks back as (days ago, rating, note), and the states since as (days ago, state).
struct Life {
    words: &'static str,
    why: &'static str,
    helps: &'static str,
    steps: &'static [(&'static str, bool)],
    looks: &'static [(i32, u8, &'static str)],
    states: &'static [(i32, AspirationState)],
    focus: bool,
}

use AspirationState::{Changed, LetGo, Reached, Resting, WorkingOnIt};

const LIVES: [Life; 12] = [
    Life {
        words: "Finish my sewing course and make something I would wear to my sister’s wedding",
        why: "I like making things that last.",
        helps: "My sister, and quiet Tuesday evenings.",
        steps: &[("Find my old machine", true), ("Buy thread in three greens", true), ("Cut the pattern", false)],
        looks: &[
            (400, 2, "I only just signed up."),
            (310, 3, ""),
            (220, 4, "The zip went in at the third try."),
            (130, 4, ""),
            (70, 5, "Half the dress is there."),
            (9, 6, "I wore the sleeves around the house 🧵"),
        ],
        states: &[],
        focus: true,
    },
    Life {
        words: "See my cousins in Leeds",
        why: "They make me laugh.",
        helps: "The coach goes from our street.",
        steps: &[("Ring Nadia", true), ("Look up the coach", false)],
        looks: &[(300, 1, ""), (150, 2, "We spoke on the phone."), (12, 4, "They asked me to come in spring.")],
        states: &[],
        focus: true,
    },
    Life {
        words: "Cook for my sister once a week",
        why: "",
        helps: "She is not fussy.",
        steps: &[("Learn one soup", true), ("Learn two more", false)],
        looks: &[(200, 3, ""), (60, 5, "Four Sundays in a row!")],
        states: &[],
        focus: true,
    },
    Life {
        words: "Walk to the harbour and back",
        why: "The air does me good.",
        helps: "Mo’s dog waits at the gate.",
        steps: &[("As far as the bench", true), ("As far as the bridge", true), ("All the way", false)],
        looks: &[(90, 4, ""), (20, 4, "The same, and that is all right.")],
        states: &[],
        focus: false,
    },
    Life {
        words: "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch: send Gran a card from the station sign",
        why: "She never believed the name.",
        helps: "",
        steps: &[],
        looks: &[(45, 0, "")],
        states: &[],
        focus: false,
    },
    Life { words: "🌱🌱🌱", why: "", helps: "", steps: &[], looks: &[], states: &[], focus: false },
    Life {
        words: "Swim ten lengths without stopping",
        why: "I used to.",
        helps: "The warm pool on Fridays.",
        steps: &[("Two lengths", true), ("Five lengths", true), ("Ten lengths", true)],
        looks: &[
            (900, 1, ""),
            (700, 4, "Five!"),
            (520, 8, ""),
            (430, 10, "Ten lengths. I sat on the edge and grinned."),
        ],
        states: &[(429, Reached)],
        focus: false,
    },
    Life {
        words: "Sleep with the window open again",
        why: "",
        helps: "",
        steps: &[],
        looks: &[(800, 2, ""), (640, 9, "Most nights now.")],
        states: &[(630, Reached)],
        focus: false,
    },
    Life {
        words: "Learn the guitar part of one song",
        why: "My brother left me his guitar.",
        helps: "",
        steps: &[("New strings", true), ("First chord", false)],
        looks: &[(610, 2, ""), (500, 3, "")],
        states: &[(480, Resting)],
        focus: false,
    },
    Life {
        words: "Have a plot at the allotment",
        why: "",
        helps: "",
        steps: &[],
        looks: &[(350, 1, "There is a long list.")],
        states: &[(340, Resting), (260, WorkingOnIt), (100, Resting)],
        focus: false,
    },
    Life {
        words: "Go back to the bakery",
        why: "I was good at it.",
        helps: "",
        steps: &[],
        looks: &[(980, 3, ""), (760, 2, "The nights are too long for me.")],
        states: &[(750, LetGo)],
        focus: false,
    },
    Life {
        words: "Find a sewing class",
        why: "I like making things that last.",
        helps: "",
        steps: &[("Ask at the library", true)],
        looks: &[(520, 1, ""), (410, 7, "There is one on Tuesdays.")],
        states: &[(401, Changed)],
        focus: false,
    },
];

const NOTES: [&str; 8] = [
    "Slept well. The rain on the roof helped.",
    "A quiet week. I said no to something and nobody minded.",
    "Bad day, then Mo brought chips.",
    "Walked as far as the bridge 🌉",
    "I want to remember this: the kettle, the radio, the light on the wall.",
    "Nothing much. That is fine too.",
    "Talked with Amira about the mornings. Getting up first and thinking later works better than the other way round, \
     at least on days when the bus is late and there is nothing to be done about it anyway.",
    "Donaudampfschifffahrtsgesellschaftskapitänsmütze. My neighbour taught me that word.",
];

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [file, passphrase, today] = args.as_slice() else {
        return Err("say where, with which passphrase, and which day it is".into());
    };
    let today = Day::parse(today)?;
    let mut records = Vec::new();
    // What adds up most often: many points on one line are what a screen has to carry. Nobody tries things out for years.
    let mut packs = built_in();
    packs.sort_by_key(|it| it.pack.groups.is_empty());
    packs.retain(|it| !it.practice());
    for (number, instrument) in (0_u8..).zip(packs) {
        let confirmed = confirm(instrument, today, &mut records);
        check_ins(&confirmed, number, today, &mut records)?;
    }
    for (number, life) in (0_u8..).zip(&LIVES) {
        records.push(Record::Aspiration(aspiration(number, life, today)?));
    }
    for number in 0..40_u8 {
        let ago = DAYS - 5 - i32::from(number) * 27;
        let words = NOTES[usize::from(number) % NOTES.len()].to_owned();
        let at = evening(today, ago);
        records.push(Record::Note(Note {
            id: NoteId::from_bytes([number + 1; 16]),
            words,
            at,
            check_in: None,
            edited: None,
        }));
    }
    let mut count = 0_u8;
    let mut counted = |out: &mut [u8]| {
        out.iter_mut().for_each(|byte| {
            count = count.wrapping_add(1);
            *byte = count;
        });
    };
    let key = new_passphrase_key(passphrase, &mut counted)?.here()?;
    std::fs::write(file, make_copy(&records, today, &Opener::Passphrase(&key), &mut counted)?)?;
    Ok(())
}

/// Six in the evening, so many days ago, by a clock that keeps no summer time.
fn evening(today: Day, ago: i32) -> Stamp {
    let days = Day::from_ymd(1970, 1, 1).map_or(0, |start| start.days_until(today.add_days(-ago)));
    Stamp { at: Moment(i64::from(days) * 86_400_000 + 18 * 3_600_000), offset_min: 0 }
}

/// The order of a sheet-only structure counts as compared with a sheet, as a demonstration.
fn confirm(mut instrument: Instrument, today: Day, records: &mut Vec<Record>) -> Instrument {
    if instrument.pack.id == "reqol-10" {
        let confirmation = Confirmation { by: "A demonstration".to_owned(), on: today, demo: true };
        instrument.confirmation = Some(confirmation.clone());
        let bytes = include_bytes!("../../packs/reqol-10.json").to_vec();
        records.push(Record::Pack(PackFile { bytes, confirmation: Some(confirmation) }));
    }
    instrument
}

/// About one a month of the first kind and one every three months of the others, wandering upwards with bad weeks.
fn check_ins(instrument: &Instrument, kind: u8, today: Day, records: &mut Vec<Record>) -> Outcome<()> {
    let (every, first) = if kind == 0 { (45, 8) } else { (91, 30 + 4 * i32::from(kind)) };
    let count = (DAYS - first) / every;
    for n in 0..=count {
        let (ago, number) = (first + (count - n) * every + n * 7 % 9 - 4, u8::try_from(n)?);
        let mut id = [number + 1; 16];
        id[0] = 100 + kind;
        let at = evening(today, ago);
        let mut draft = Draft::start(CheckInId::from_bytes(id), instrument, at);
        draft.company = Some(if n % 5 == 2 { Company::SomeoneBeside } else { Company::OnMyOwn });
        for (place, item) in (0_i32..).zip(&instrument.pack.items) {
            let boxes = i32::try_from(item.options.len())?;
            let (wave, bad) = ((n * 5 + place * 3) % 4 - 1, if n % 8 == 5 { 2 } else { 0 });
            let good = (boxes / 4 + n * boxes / 2 / (count + 1) + wave - bad).clamp(0, boxes - 1);
            let weight = |place: &i32| item.options.get(usize::try_from(*place).ok()?).map(|option| option.weight);
            let upwards = weight(&0) <= weight(&(boxes - 1));
            let chosen = if upwards { good } else { boxes - 1 - good };
            if (n, place) == (3, 4) {
                draft.skip(instrument, &item.id)?;
            } else {
                draft.answer(instrument, &item.id, u8::try_from(chosen)?)?;
            }
        }
        let mut done: CheckIn = draft.complete(instrument, at, at.day())?;
        done.unseen = false;
        done.note = (n % 6 == 1).then(|| "It was a long month, and a better one than I thought.".to_owned());
        records.push(Record::CheckIn(done));
    }
    Ok(())
}

fn aspiration(number: u8, life: &Life, today: Day) -> Outcome<Aspiration> {
    let id = |n: u8| AspirationId::from_bytes([n + 1; 16]);
    let start = life.looks.first().map_or(30, |(ago, ..)| *ago);
    let mut it = Aspiration::new(id(number), life.words, evening(today, start), u32::from(number))?;
    (it.why, it.what_helps, it.in_focus) = (life.why.to_owned(), life.helps.to_owned(), life.focus);
    for (n, (words, done)) in (0_u8..).zip(life.steps) {
        let step = StepId::from_bytes([number * 8 + n + 1; 16]);
        it.add_step(step, words)?;
        if *done {
            it.toggle_step(step, evening(today, start - 3))?;
        }
    }
    for (ago, rating, note) in life.looks {
        it.look_back(*rating, note, evening(today, *ago))?;
    }
    for (ago, state) in life.states {
        it.set_state(*state, evening(today, *ago));
    }
    // The first grew out of the last, and has been called something shorter.
    if number == 0 {
        it.words = "Finish my sewing course".to_owned();
        it.reword(life.words, evening(today, 200))?;
    }
    if it.state == Changed {
        it.became = Some(id(0));
    }
    Ok(it)
}
