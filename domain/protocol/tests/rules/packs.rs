//! The loader: what it lets in, and the one sentence for each thing it does not.

use crate::support::{adds_up, data, day, licensed, practice, scored, structure};
use protocol::instrument::{
    Confirmation, HOW_ARE_THINGS, Instrument, Item, PackStanding, Polarity, built_in, built_in_files, choose, hash_of,
    load,
};
use std::collections::BTreeSet;

const TODAY: &str = "2026-05-12";

/// Every file in `broken/`, and what is said about it.
const BROKEN: [(&str, &str); 35] = [
    ("not-json", "the file cannot be read as a pack: expected ident at line 1 column 2"),
    ("unknown-field", "the file cannot be read as a pack: unknown field `colour`"),
    ("format", "the format is \"waymark-pack/9\"; this version of Waymark reads \"waymark-pack/1\""),
    ("item-count", "the file declares 10 items and holds 11"),
    ("item-twice", "item 1 is there twice"),
    ("group-twice", "group mean is there twice"),
    ("no-copyright", "copyright is empty"),
    ("no-licence", "a licensed pack names its licence: holder, reference and expiry"),
    ("no-licence-holder", "the licence holder is empty"),
    ("no-licence-reference", "the licence reference is empty"),
    ("no-licence-expiry", "the file cannot be read as a pack: missing field `expires`"),
    ("expired-licence", "the licence ended on 2026-05-11"),
    ("stray-licence", "a pack that is not licensed names no licence"),
    ("polarity", "the weights of item 1 do not run the way its polarity says"),
    ("one-option", "item 11 has 1 options; 2 to 11 are possible"),
    ("no-such-item", "group total names item 12, which is not in the pack"),
    ("unscored-in-group", "item 11 is unscored but stands in a group"),
    ("scored-nowhere", "item 10 is scored but stands in no group"),
    ("range", "group total declares 0 to 44; its weights give 0 to 40"),
    ("threshold-outside", "the boundary of group total is outside its range"),
    ("threshold-without-source", "the source of the reliable_change of group total is empty"),
    ("practice-threshold", "a practice pack has no thresholds; group total has one"),
    ("no-text", "item 3 has no text"),
    ("no-option-text", "option 2 of item 3 has no text"),
    ("text-in-structure", "item 1 has text; a structure-only pack has none"),
    ("reqol-10-reversal", "this pack has 10 scored (5 reversed), 1 unscored"),
    ("reqol-10-options", "1 unscored and an item without 5 options"),
    ("reqol-10-sensitive", "1 unscored and not one sensitive item that is reversed"),
    ("turned-round", "title holds a mark that cannot be seen or that turns text round; type it anew"),
    ("hidden-mark", "item 2 holds a mark that cannot be seen"),
    ("byte-order-mark", "the file is not plain UTF-8; save it as \"UTF-8\", without \"BOM\" or \"signature\""),
    ("long-text", "item 3 has a text of more than 500 letters"),
    ("missing-rule", "group mean allows an impossible number of missing answers"),
    ("areas-added-up", "key-areas adds nothing up: each life area stands by itself"),
    ("follow-up-item", "the follow-up names item a9, which is not in the pack"),
];

#[test]
fn every_broken_pack_is_refused_with_its_own_sentence() {
    for (file, sentence) in BROKEN {
        let fault = load(&data(&format!("broken/{file}.json")), Some(day(TODAY))).expect_err(file).to_string();
        assert!(fault.contains(sentence), "{file}: {fault}");
    }
    let sentences: BTreeSet<&str> = BROKEN.iter().map(|(_, sentence)| *sentence).collect();
    assert_eq!(sentences.len(), BROKEN.len(), "no two broken packs share a sentence");
}

#[test]
fn no_broken_pack_lies_about_untested() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/packs/broken");
    let files: BTreeSet<String> =
        std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files, BROKEN.iter().map(|(file, _)| format!("{file}.json")).collect());
}

#[test]
fn a_changed_byte_is_seen_by_comparing_the_hash() {
    let good = data("licensed.json");
    let mut changed = good.clone();
    let last = changed.len() - 1;
    changed[last] = b' '; // the line break at the end: still the same pack to a reader
    assert_eq!(load(&changed, None).unwrap().pack, licensed().pack);
    assert_ne!(hash_of(&changed), hash_of(&good));
    assert_eq!(licensed().hash, hash_of(&good));
}

#[test]
fn a_licence_holds_on_its_last_day_and_not_on_the_next() {
    let (last, next) = (day("2030-12-31"), day("2031-01-01"));
    assert!(load(&data("licensed.json"), Some(last)).is_ok());
    assert_eq!(load(&data("licensed.json"), Some(next)).unwrap_err().to_string(), "the licence ended on 2030-12-31");
    assert!(!licensed().expired(last) && licensed().expired(next));
}

#[test]
fn without_a_date_an_old_pack_stays_readable() {
    assert!(load(&data("broken/expired-licence.json"), None).is_ok());
}

#[test]
fn after_the_licence_ends_a_new_check_in_falls_back_to_the_answer_sheet() {
    let mut with_words = licensed();
    with_words.pack.id = "reqol-10".to_owned();
    let both = [structure(), with_words.clone()];
    assert_eq!(choose(&both, "reqol-10", day("2030-12-31")), Some(&with_words));
    assert!(choose(&both, "reqol-10", day("2031-01-01")).unwrap().answer_sheet());
    assert_eq!(choose(&both, "practice", day(TODAY)), None);
}

/// `licensed.json` under the id `reqol-10`, with every `before` put as `after`.
fn sheet(changes: &[(&str, &str)]) -> Instrument {
    let mut text = String::from_utf8(data("licensed.json")).unwrap().replacen("made-up-10", "reqol-10", 1);
    for (before, after) in changes {
        assert!(text.contains(before), "{before}");
        text = text.replacen(before, after, 1);
    }
    load(text.as_bytes(), None).unwrap()
}

#[test]
fn a_sheet_built_otherwise_than_the_built_in_one_holds_only_once_somebody_compared_it() {
    let today = day(TODAY);
    let holds = |sheet: &Instrument| {
        let both = [structure(), sheet.clone()];
        !choose(&both, "reqol-10", today).unwrap().answer_sheet() && sheet.totals_allowed()
    };
    assert!(holds(&sheet(&[])));
    let boundary = |value: &str| sheet(&[("\"value\": 25", &format!("\"value\": {value}"))]);
    assert!(holds(&boundary("24")), "two published sources disagree by one point");
    let [mut moved, mut turned] = [sheet(&[]), sheet(&[])];
    moved.pack.items[5].sensitive = false;
    moved.pack.items[8].sensitive = true;
    turned.pack.items.swap(0, 1);
    let others = [boundary("1"), boundary("39"), sheet(&[("\"value\": 5", "\"value\": 1")]), moved, turned];
    for mut other in others {
        // It is a sound pack all the same: a licensed sheet decides, not this program.
        load(serde_json::to_string(&other.pack).unwrap().as_bytes(), None).unwrap();
        assert!(!holds(&other) && other.waits_for_confirmation());
        other.confirmation = Some(Confirmation { by: "Jo".to_owned(), on: today, demo: false });
        assert!(holds(&other), "after `pack confirm`");
    }
}

#[test]
fn exactly_one_statement_is_a_choice_of_its_own_and_it_is_a_reversed_one() {
    for marks in [&[][..], &[5, 8], &[1], &[10]] {
        let mut pack = sheet(&[]).pack;
        pack.items.iter_mut().enumerate().for_each(|(place, item)| item.sensitive = marks.contains(&place));
        let fault = load(serde_json::to_string(&pack).unwrap().as_bytes(), None).unwrap_err().to_string();
        assert!(fault.ends_with("and not one sensitive item that is reversed"), "{fault}");
    }
}

#[test]
fn a_pack_is_bounded_in_bytes_items_and_letters() {
    let text = String::from_utf8(data("licensed.json")).unwrap();
    let with_blanks = |bytes: usize| format!("{text}{}", " ".repeat(bytes - text.len()));
    assert!(load(with_blanks(65_536).as_bytes(), None).is_ok());
    let fault = load(with_blanks(65_537).as_bytes(), None).unwrap_err().to_string();
    assert_eq!(fault, "the file has 65537 bytes; a pack has at most 65536 (64 KiB)");
    let of_items = |count: u16| {
        let mut pack = adds_up().pack;
        let one = pack.items[0].clone();
        pack.items = (0..count).map(|n| Item { id: format!("{n:03}"), ..one.clone() }).collect();
        pack.items.iter_mut().for_each(|item| item.options.truncate(2));
        (pack.item_count, pack.follow_up) = (count, None);
        pack.groups.truncate(1);
        let weights = |find: fn(u8, u8) -> u8| {
            pack.items[0].options.iter().map(|it| it.weight).reduce(find).map(u16::from).unwrap() * count
        };
        (pack.groups[0].min, pack.groups[0].max) = (weights(u8::min), weights(u8::max));
        pack.groups[0].items = pack.items.iter().map(|it| it.id.clone()).collect();
        load(serde_json::to_string(&pack).unwrap().as_bytes(), None)
    };
    assert_eq!(of_items(200).unwrap().pack.items.len(), 200);
    assert_eq!(of_items(201).unwrap_err().to_string(), "the file holds 201 items; a pack has at most 200");
    let titled = |letters: usize| text.replacen("A made-up questionnaire", &"é".repeat(letters), 1);
    assert!(load(titled(500).as_bytes(), None).is_ok());
    assert_eq!(
        load(titled(501).as_bytes(), None).unwrap_err().to_string(),
        "title has a text of more than 500 letters"
    );
}

#[test]
fn every_mark_that_turns_text_round_or_cannot_be_seen_is_refused_and_a_joiner_is_not() {
    let text = String::from_utf8(data("licensed.json")).unwrap();
    let with = |mark: char| load(text.replacen("Words nobody", &format!("Words{mark} nobody"), 1).as_bytes(), None);
    for mark in "\u{61c}\u{200b}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{feff}".chars() {
        let fault = with(mark).unwrap_err().to_string();
        assert!(fault.starts_with("the stem holds a mark that cannot be seen"), "{mark:?}: {fault}");
    }
    assert!(with('\u{200c}').is_ok() && with('\u{200d}').is_ok());
}

#[test]
fn the_built_in_packs_pass_the_one_loader() {
    let read: Vec<_> = built_in_files().iter().map(|file| load(file, None).unwrap()).collect();
    assert_eq!(built_in(), read, "what the build made of the files and what the loader reads in them");
}

#[test]
fn how_are_things_is_four_plain_questions_of_eleven_stops_and_nothing_is_added_up() {
    let first = &built_in()[0];
    assert_eq!(first.pack.id, HOW_ARE_THINGS);
    let ids: Vec<&str> = first.pack.items.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["life", "worthwhile", "yesterday", "worry"]);
    assert_eq!((first.pack.standing, first.pack.groups.len()), (PackStanding::Own, 0));
    for item in &first.pack.items {
        let words: Vec<&str> = item.options.iter().filter_map(|it| it.text.as_deref()).collect();
        assert_eq!(words.len(), 11);
        assert!(words[0].starts_with("0, ") && words[10].starts_with("10, "), "both ends are said in words");
        assert!((1..10).all(|n| words[n] == n.to_string()), "no word stands between the ends");
        // The worry question is not turned round either.
        assert!((0..11).all(|n| usize::from(item.options[n].weight) == n) && item.polarity == Polarity::Unscored);
        assert!(first.stem(item).is_some_and(|stem| stem.starts_with("Thinking about")));
    }
}

#[test]
fn a_scale_from_0_to_10_has_words_at_its_ends_and_a_ladder_of_seven_has_none() {
    let first = &built_in()[0].pack;
    assert_eq!(first.items[3].ends(), Some(["not worried at all", "very worried"]));
    let mut other = first.items[0].clone();
    other.options[4].text = Some("so so".to_owned());
    assert_eq!(other.ends(), None, "a word in the middle would be lost");
    other.options.truncate(7);
    assert_eq!(other.ends(), None);
    assert!(licensed().pack.items.iter().all(|it| it.ends().is_none()));
}

#[test]
fn a_statement_may_be_led_in_by_words_of_its_own_and_a_structure_has_none() {
    let text = String::from_utf8(data("licensed.json")).unwrap();
    let own = load(text.replacen("\"text\":", "\"stem\": \"Yesterday\", \"text\":", 1).as_bytes(), None).unwrap();
    let [first, second] = [0, 1].map(|place| own.stem(&own.pack.items[place]));
    assert_eq!((first, second), (Some("Yesterday"), own.pack.stem.as_deref()));
    let mut bare = structure().pack;
    bare.items[2].stem = Some("Words".to_owned());
    let fault = load(serde_json::to_string(&bare).unwrap().as_bytes(), None).unwrap_err().to_string();
    assert_eq!(fault, "the stem of item 3 has text; a structure-only pack has none");
}

#[test]
fn the_structure_of_the_national_four_loads_and_is_not_built_in() {
    let bytes = include_bytes!("../../../packs/ons4.json");
    let four = load(bytes, None).unwrap();
    assert!(four.answer_sheet() && four.pack.stem.is_none() && four.pack.groups.is_empty());
    assert_eq!((four.pack.items.len(), four.pack.items.iter().all(|it| it.options.len() == 11)), (4, true));
    assert!(built_in().iter().all(|it| it.hash != four.hash));
}

#[test]
fn the_reqol_10_structure_holds_no_word_of_it_and_no_option_text() {
    let pack = structure().pack;
    assert_eq!(pack.standing, PackStanding::StructureOnly);
    assert_eq!(pack.stem, None);
    assert!(pack.items.iter().all(|item| item.text.is_none() && item.options.iter().all(|it| it.text.is_none())));
    let reversed: Vec<&str> =
        pack.items.iter().filter(|item| item.polarity == Polarity::Negative).map(|item| item.id.as_str()).collect();
    assert_eq!(reversed, ["1", "3", "6", "9"]);
    let sensitive: Vec<&str> = pack.items.iter().filter(|it| it.sensitive).map(|item| item.id.as_str()).collect();
    assert_eq!(sensitive, ["6"]);
}

#[test]
fn what_is_there_to_try_things_out_adds_nothing_up_and_has_no_thresholds() {
    let instrument = practice();
    assert_eq!((instrument.pack.groups.len(), instrument.pack.items.len()), (0, 11));
    assert!(instrument.practice() && instrument.totals_allowed() && !instrument.answer_sheet());
    assert!(instrument.pack.copyright.contains("Not a validated questionnaire"));
}

#[test]
fn a_made_up_sum_counts_ten_statements_of_eleven() {
    let instrument = adds_up();
    let counted = instrument.pack.items.iter().filter(|item| scored(&instrument, &item.id)).count();
    assert_eq!((counted, instrument.pack.items.len()), (10, 11));
}
