//! The loader: what it lets in, and the one sentence for each thing it does not.

use crate::support::{data, day, licensed, practice, scored, structure};
use protocol::instrument::{PackStanding, Polarity, built_in, built_in_files, choose, hash_of, load};
use std::collections::BTreeSet;

const TODAY: &str = "2026-05-12";

/// Every file in `broken/`, and what is said about it.
const BROKEN: [(&str, &str); 30] = [
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

#[test]
fn the_built_in_packs_pass_the_one_loader() {
    assert_eq!(built_in().len(), built_in_files().len());
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
fn the_practice_check_in_has_ten_scored_statements_one_other_and_no_thresholds() {
    let instrument = practice();
    let counted = instrument.pack.items.iter().filter(|item| scored(&instrument, &item.id)).count();
    assert_eq!((counted, instrument.pack.items.len()), (10, 11));
    assert!(instrument.practice() && instrument.totals_allowed() && !instrument.answer_sheet());
    assert!(instrument.pack.groups.iter().all(|group| group.reliable_change.is_none() && group.boundary.is_none()));
    assert!(instrument.pack.copyright.contains("Not a validated questionnaire"));
}
