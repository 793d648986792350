//! Three years of a made-up life: the example writes them for stories and pictures, and `cargo xtask serve` for whoever
//! looks around.
//!
//! The same arguments make the same life. The bytes that lock it are counted, not drawn: it protects nothing.

use notebook::aspiration::{Aspiration, AspirationState};
use notebook::check_in::{CheckIn, Company, Draft};
use notebook::id::{AspirationId, CheckInId, NoteId, StepId};
use notebook::instrument::{Confirmation, HOW_ARE_THINGS, Instrument, KEY_AREAS, built_in};
use notebook::note::Note;
use notebook::records::{PackFile, Record, RootRecord};
use notebook::seal::copy::{Opener, make_copy, new_passphrase_key};
use notebook::seal::keys::Root;
use notebook::seal::recovery::recovery_words;
use notebook::time::{Day, Moment, Stamp};
use std::error::Error;

/// What an example can fail with is only ever told.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

const DAYS: i32 = 3 * 365;

/// Words, why, what helps, steps, looks back as (days ago, rating, note), the states since as (days ago, state), the key
/// life areas it is part of, and what was found out at the last of those states.
struct Life {
    words: &'static str,
    why: &'static str,
    helps: &'static str,
    steps: &'static [(&'static str, bool)],
    looks: &'static [(i32, u8, &'static str)],
    states: &'static [(i32, AspirationState)],
    focus: bool,
    areas: &'static [&'static str],
    found: &'static str,
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
        areas: &["days", "time"],
        found: "",
    },
    Life {
        words: "See my cousins in Leeds",
        why: "They make me laugh.",
        helps: "The coach goes from our street.",
        steps: &[("Ring Nadia", true), ("Look up the coach", false)],
        looks: &[(300, 1, ""), (150, 2, "We spoke on the phone."), (12, 4, "They asked me to come in spring.")],
        states: &[],
        focus: true,
        areas: &["family"],
        found: "",
    },
    Life {
        words: "Cook for my sister once a week",
        why: "",
        helps: "She is not fussy.",
        steps: &[("Learn one soup", true), ("Learn two more", false)],
        looks: &[(200, 3, ""), (60, 5, "Four Sundays in a row!")],
        states: &[],
        focus: true,
        areas: &["family", "home"],
        found: "",
    },
    Life {
        words: "Walk to the harbour and back",
        why: "The air does me good.",
        helps: "Mo’s dog waits at the gate.",
        steps: &[("As far as the bench", true), ("As far as the bridge", true), ("All the way", false)],
        looks: &[(90, 4, ""), (20, 4, "The same, and that is all right.")],
        states: &[],
        focus: false,
        areas: &["body"],
        found: "",
    },
    Life {
        words: "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch: send Gran a card from the station sign",
        why: "She never believed the name.",
        helps: "",
        steps: &[],
        looks: &[(45, 0, "")],
        states: &[],
        focus: false,
        areas: &["family"],
        found: "",
    },
    Life {
        words: "🌱🌱🌱",
        why: "",
        helps: "",
        steps: &[],
        looks: &[],
        states: &[],
        focus: false,
        areas: &[],
        found: "",
    },
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
        areas: &["body", "time"],
        found: "It came back a little at a time. Fridays were what did it, and somebody waiting for me.",
    },
    Life {
        words: "Sleep with the window open again",
        why: "",
        helps: "",
        steps: &[],
        looks: &[(800, 2, ""), (640, 9, "Most nights now.")],
        states: &[(630, Reached)],
        focus: false,
        areas: &["safe", "body"],
        found: "Quiet is easier for me than I had thought.",
    },
    Life {
        words: "Learn the guitar part of one song",
        why: "My brother left me his guitar.",
        helps: "",
        steps: &[("New strings", true), ("First chord", false)],
        looks: &[(610, 2, ""), (500, 3, "")],
        states: &[(480, Resting)],
        focus: false,
        areas: &["time"],
        found: "",
    },
    Life {
        words: "Have a plot at the allotment",
        why: "",
        helps: "",
        steps: &[],
        looks: &[(350, 1, "There is a long list.")],
        states: &[(340, Resting), (260, WorkingOnIt), (100, Resting)],
        focus: false,
        areas: &["days"],
        found: "",
    },
    Life {
        words: "Go back to the bakery",
        why: "I was good at it.",
        helps: "",
        steps: &[],
        looks: &[(980, 3, ""), (760, 2, "The nights are too long for me.")],
        states: &[(750, LetGo)],
        focus: false,
        areas: &["days", "money"],
        found: "I still like baking. It is the nights I do not miss.",
    },
    Life {
        words: "Find a sewing class",
        why: "I like making things that last.",
        helps: "",
        steps: &[("Ask at the library", true)],
        looks: &[(520, 1, ""), (410, 7, "There is one on Tuesdays.")],
        states: &[(401, Changed)],
        focus: false,
        areas: &["days"],
        found: "Asking at the library was the hard part.",
    },
];

/// Looks back that only whoever looks around gets: setbacks, and the words of those days. Stories count what they hold,
/// and print it. As (place among the lives, days ago, rating, note).
const SETBACKS: [(u8, i32, u8, &str); 9] = [
    (0, 260, 2, "I unpicked it all and nearly left."),
    (0, 100, 4, "Nothing sewn for weeks. Still here."),
    (1, 200, 1, "Nobody picked up."),
    (2, 120, 2, "A month of toast. She laughed."),
    (3, 89, 5, "As far as the bridge and back."),
    (3, 50, 2, "A bad winter. The gate was far enough."),
    (6, 610, 2, "Six weeks away from the water."),
    (8, 560, 1, "My fingers hurt."),
    (10, 900, 1, "They would have me on Saturdays. I did not go."),
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

/// The root of whoever lived this.
const ROOT: [u8; 16] = *b"three made-up ye";

/// The words that open a copy that is locked by them.
#[must_use]
pub(crate) fn words() -> String {
    recovery_words(&Root::from_bytes(ROOT)).join(" ")
}

/// The copy, its last day being `today`. A passphrase is for stories and pictures, where what adds up comes most often:
/// many points on one line are what a screen has to carry. Without one it is for looking around: the words of a root of
/// its own open it, "How are things" comes every three weeks, the life areas every three months, and the rest came twice.
pub(crate) fn write(today: Day, passphrase: Option<&str>) -> Outcome<Vec<u8>> {
    let mut records = Vec::new();
    let around = passphrase.is_none();
    let mut packs = built_in();
    packs.sort_by_key(|it| if around { it.pack.id != HOW_ARE_THINGS } else { it.pack.groups.is_empty() });
    // Nobody tries things out for years.
    packs.retain(|it| !it.practice());
    for (number, instrument) in (0_u8..).zip(packs) {
        let rhythm = rhythm(&instrument.pack.id, number, around);
        let confirmed = confirm(instrument, today, &mut records);
        check_ins(&confirmed, number, rhythm, (today, around), &mut records)?;
    }
    for (number, life) in (0_u8..).zip(&LIVES) {
        records.push(Record::Aspiration(aspiration(number, life, around, today)?));
    }
    for number in 0..40_u8 {
        let ago = DAYS - 5 - i32::from(number) * 27;
        let words = NOTES[usize::from(number) % NOTES.len()].to_owned();
        let at = evening(today, ago);
        let id = NoteId::from_bytes([number + 1; 16]);
        records.push(Record::Note(Note { id, words, at, check_in: None, edited: None }));
    }
    sealed(records, today, passphrase)
}

/// As many records over three years: every tenth a check-in with the four questions, the rest notes. How a phone bears
/// them is what it is for.
pub(crate) fn write_many(today: Day, passphrase: &str, count: u16) -> Outcome<Vec<u8>> {
    let mut records = Vec::new();
    let things =
        built_in().into_iter().find(|it| it.pack.id == HOW_ARE_THINGS).ok_or("the four questions are built in")?;
    check_ins(&things, 0, ((DAYS * 10 / i32::from(count.max(1))).max(1), 12), (today, true), &mut records)?;
    for number in 1..=count.saturating_sub(u16::try_from(records.len())?) {
        let ago = i32::from(number) * DAYS / i32::from(count.max(1));
        let mut id = [1; 16];
        id[..2].copy_from_slice(&number.to_be_bytes());
        let words = NOTES[usize::from(number) % NOTES.len()].to_owned();
        let (id, at) = (NoteId::from_bytes(id), evening(today, ago));
        records.push(Record::Note(Note { id, words, at, check_in: None, edited: None }));
    }
    sealed(records, today, Some(passphrase))
}

fn sealed(mut records: Vec<Record>, today: Day, passphrase: Option<&str>) -> Outcome<Vec<u8>> {
    let mut count = 0_u8;
    let mut counted = |out: &mut [u8]| {
        out.iter_mut().for_each(|byte| {
            count = count.wrapping_add(1);
            *byte = count;
        });
    };
    if let Some(passphrase) = passphrase {
        let key = new_passphrase_key(passphrase, &mut counted)?.here()?;
        return Ok(make_copy(&records, today, &Opener::Passphrase(&key), &mut counted)?);
    }
    records.push(Record::Identity(RootRecord { root: ROOT }));
    Ok(make_copy(&records, today, &Opener::Root(&Root::from_bytes(ROOT)), &mut counted)?)
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
        let bytes = include_bytes!("../../../packs/reqol-10.json").to_vec();
        records.push(Record::Pack(PackFile { bytes, confirmation: Some(confirmation) }));
    }
    instrument
}

/// Every how many days a questionnaire is answered, and how many days ago it was last.
fn rhythm(id: &str, kind: u8, around: bool) -> (i32, i32) {
    match (around, kind) {
        (false, 0) => (45, 8),
        (true, 0) => (21, 12),
        (true, _) if id != KEY_AREAS => (400, 600 + 4 * i32::from(kind)),
        _ => (91, 30 + 4 * i32::from(kind)),
    }
}

/// Wandering upwards, with bad weeks.
fn check_ins(
    instrument: &Instrument,
    kind: u8,
    (every, first): (i32, i32),
    (today, around): (Day, bool),
    records: &mut Vec<Record>,
) -> Outcome<()> {
    let count = (DAYS - first) / every;
    for n in 0..=count {
        let (ago, [hundreds, number]) =
            (first + (count - n) * every + n * 7 % 9 - 4, u16::try_from(n + 1)?.to_be_bytes());
        let mut id = [number; 16];
        (id[0], id[1]) = (100 + kind, id[1].wrapping_add(hundreds));
        let at = evening(today, ago);
        let mut draft = Draft::start(CheckInId::from_bytes(id), instrument, at);
        draft.company = Some(if n % 5 == 2 { Company::SomeoneBeside } else { Company::OnMyOwn });
        for (place, item) in (0_i32..).zip(&instrument.pack.items) {
            let boxes = i32::try_from(item.options.len())?;
            let (wave, bad) = ((n * 5 + place * 3) % 4 - 1, if n % 8 == 5 { 2 } else { 0 });
            let good = (boxes / 4 + n * boxes / 2 / (count + 1) + wave - bad).clamp(0, boxes - 1);
            let weight = |place: &i32| item.options.get(usize::try_from(*place).ok()?).map(|option| option.weight);
            // The worry of a day is the one that is better low.
            let upwards = weight(&0) <= weight(&(boxes - 1)) && item.id != "worry";
            let chosen = if upwards { good } else { boxes - 1 - good };
            if (n, place) == (3, 4) {
                draft.skip(instrument, &item.id)?;
            } else {
                draft.answer(instrument, &item.id, u8::try_from(chosen)?)?;
            }
            // Somebody who could use more help here, where they say how much they have.
            if instrument.followed_up(&item.id) && (n % 3 == 2 || (around && n == count)) {
                // Whoever looks around finds the ways on at the newest of them, where things stand as well as anywhere.
                let newest = around && n == count && item.id == "money";
                draft.answer_follow_up(instrument, &item.id, newest || good < boxes / 2)?;
            }
        }
        let mut done: CheckIn = draft.complete(instrument, at, at.day())?;
        done.unseen = false;
        done.note = (n % 6 == 1).then(|| "It was a long month, and a better one than I thought.".to_owned());
        records.push(Record::CheckIn(done));
    }
    Ok(())
}

fn aspiration(number: u8, life: &Life, around: bool, today: Day) -> Outcome<Aspiration> {
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
    let setbacks =
        SETBACKS.iter().filter(|(of, ..)| around && *of == number).map(|(_, ago, rating, note)| (ago, rating, note));
    let mut looks: Vec<_> = life.looks.iter().map(|(ago, rating, note)| (ago, rating, note)).chain(setbacks).collect();
    looks.sort_by_key(|(ago, ..)| -**ago);
    for (ago, rating, note) in looks {
        it.look_back(*rating, note, evening(today, *ago))?;
    }
    life.areas.iter().for_each(|area| it.set_area(area, true));
    for (ago, state) in life.states {
        it.set_state(*state, evening(today, *ago));
    }
    if let Some((ago, _)) = life.states.last().filter(|_| around) {
        it.find_out(life.found, evening(today, *ago));
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
