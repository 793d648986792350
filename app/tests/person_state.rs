//! The person's verbs over a store in memory, in the browser: what is answered is kept, whatever else happens.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, and its helpers do too")]

use app::platform::held::HeldCheckIn;
use app::platform::part::Away;
use app::state::{ClaimFault, Fault, Loads, PersonState, Ready, Saved, Tried};
use app::store::{MemoryMirror, MemoryRows, Store, StoreError};
use domain::check_in::{Company, Draft};
use domain::helped::{CameBy, WrittenDown};
use domain::id::{CheckInId, GuestPlace};
use domain::instrument::{HOW_ARE_THINGS, Instrument};
use domain::lock::LockKind;
use domain::records::{Change, Record, Records};
use domain::seal::claim_words::WordsFault;
use domain::stretch::Cost;
use domain::sync::written::Deciding;
use domain::time::{Moment, Stamp};
use leptos::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// No part is to be had here.
const LOADS: Loads = Loads { round: || Box::pin(async { Err(Away) }), packs: || Box::pin(async { Err(Away) }) };

/// A phone whose tabs share rows and mirror.
#[derive(Clone, Default)]
struct Phone {
    rows: MemoryRows,
    mirror: MemoryMirror,
}

impl Phone {
    async fn tab(&self) -> PersonState {
        // As the app's own start does, so that what goes on beside a verb has somebody to run it.
        leptos::mount::mount_to_body(|| ());
        let owner = Owner::new();
        owner.set();
        // Signals live as long as their owner; a test's page is never closed.
        std::mem::forget(owner);
        let person = PersonState::over(Store::new(self.rows.clone(), self.mirror.clone()), LOADS);
        person.lock.open().await;
        assert_eq!(person.notebook.ready.get_untracked(), Ready::Open);
        person
    }
}

fn practice(person: PersonState) -> Instrument {
    person.notebook.instruments().get_untracked().iter().find(|one| one.practice()).unwrap().clone()
}

async fn begin(person: PersonState) -> CheckInId {
    person.check_ins.start_draft(&practice(person), None, None).await.unwrap()
}

#[wasm_bindgen_test]
async fn a_check_in_answered_before_a_kill_is_finished_after_it() {
    let phone = Phone::default();
    let person = phone.tab().await;
    person.preferences.finish_first_opening().await.unwrap();
    let id = begin(person).await;
    let items: Vec<String> = practice(person).pack.items.iter().map(|item| item.id.clone()).collect();
    for item in &items[..5] {
        person.check_ins.answer(id, item, 2).await.unwrap();
    }

    let person = phone.tab().await;
    assert!(person.notebook.records.with_untracked(|records| records.settings.welcomed.is_some()));
    assert_eq!(begin(person).await, id, "the draft under way is gone on with");
    person.check_ins.answer(id, &items[5], 4).await.unwrap();
    person.check_ins.skip_rest(id).await.unwrap();
    let check_in = person.check_ins.complete(id).await.unwrap();
    assert_eq!(check_in.responses.answered(), 6);
    assert_eq!(person.check_ins.complete(id).await.unwrap(), check_in, "a second tap agrees");

    let person = phone.tab().await;
    person.notebook.records.with_untracked(|records| {
        assert_eq!((records.drafts.len(), records.check_ins.len()), (0, 1));
    });
}

#[wasm_bindgen_test]
async fn a_check_in_begun_on_the_page_itself_is_kept_with_its_answer_and_with_the_beginning() {
    let phone = Phone::default();
    let person = phone.tab().await;
    let held = HeldCheckIn { id: CheckInId::from_bytes([7; 16]), place: Some(3) };
    assert_eq!(person.check_ins.keep_held(held).await, Ok(held.id));
    assert!(person.check_ins.take_just_kept(held.id) && !person.check_ins.take_just_kept(held.id));

    // Another page of the same phone knew nothing of it.
    let other = HeldCheckIn { id: CheckInId::from_bytes([8; 16]), place: Some(9) };
    assert_eq!(phone.tab().await.check_ins.keep_held(other).await, Ok(held.id), "the one under way goes on");

    phone.tab().await.notebook.records.with_untracked(|records| {
        assert!(records.settings.welcomed.is_some() && records.identity.is_some());
        let draft = &records.drafts[&held.id];
        assert_eq!((draft.pack.id.as_str(), draft.company), (HOW_ARE_THINGS, Some(Company::OnMyOwn)));
        assert_eq!((draft.responses.place("life"), draft.responses.answered()), (Some(3), 1));
        assert_eq!(records.drafts.len(), 1);
    });
}

#[wasm_bindgen_test]
async fn two_tabs_answering_the_same_draft_lose_no_answer() {
    let phone = Phone::default();
    let one = phone.tab().await;
    let id = begin(one).await;
    let other = phone.tab().await;
    let items: Vec<String> = practice(one).pack.items.iter().map(|item| item.id.clone()).collect();
    for (place, pair) in items.chunks(2).enumerate() {
        one.check_ins.answer(id, &pair[0], u8::try_from(place % 5).unwrap()).await.unwrap();
        if let Some(second) = pair.get(1) {
            other.check_ins.answer(id, second, 1).await.unwrap();
        }
    }
    let answered =
        phone.tab().await.notebook.records.with_untracked(|records| records.drafts[&id].responses.answered());
    assert_eq!(answered, items.len());
}

#[wasm_bindgen_test]
async fn who_is_there_is_said_at_the_start_and_stays_with_that_check_in() {
    let phone = Phone::default();
    let person = phone.tab().await;
    let instrument = practice(person);
    let company = |id| person.notebook.records.with_untracked(|records| records.drafts[&id].company);
    let id = begin(person).await;
    assert_eq!(company(id), Some(Company::OnMyOwn));
    let beside = Some(Company::SomeoneBeside);
    assert_eq!(person.check_ins.start_draft(&instrument, beside, None).await, Ok(id));
    assert_eq!(company(id), beside);
    assert_eq!(person.check_ins.start_draft(&instrument, None, None).await, Ok(id));
    assert_eq!(company(id), beside, "it goes on as it was said");
}

#[wasm_bindgen_test]
async fn a_draft_finished_in_one_tab_is_gone_in_the_other() {
    let phone = Phone::default();
    let one = phone.tab().await;
    let id = begin(one).await;
    let other = phone.tab().await;
    one.check_ins.skip_rest(id).await.unwrap();
    let finished = one.check_ins.complete(id).await.unwrap();
    let item = practice(other).pack.items[0].id.clone();
    assert_eq!(other.check_ins.answer(id, &item, 0).await, Err(Fault::Gone));
    assert_eq!(other.check_ins.complete(id).await, Ok(finished));
}

#[wasm_bindgen_test]
async fn a_full_phone_says_so_and_shows_only_what_is_kept() {
    let phone = Phone::default();
    let person = phone.tab().await;
    let id = begin(person).await;
    let item = practice(person).pack.items[0].id.clone();
    phone.rows.refuse_next_write(StoreError::Full);
    assert_eq!(person.check_ins.answer(id, &item, 3).await, Err(Fault::Store(StoreError::Full)));
    assert_eq!(person.notebook.saved.get_untracked(), Saved::NotSaved(StoreError::Full));
    assert_eq!(person.notebook.records.with_untracked(|records| records.drafts[&id].responses.place(&item)), None);
    person.check_ins.answer(id, &item, 3).await.unwrap();
    assert_eq!(person.notebook.saved.get_untracked(), Saved::Saved);
}

#[wasm_bindgen_test]
async fn a_database_that_vanishes_under_an_open_app_is_filled_again_from_the_picture() {
    let phone = Phone::default();
    let person = phone.tab().await;
    person.preferences.finish_first_opening().await.unwrap();
    let id = begin(person).await;
    let items: Vec<String> = practice(person).pack.items.iter().map(|item| item.id.clone()).collect();
    person.check_ins.answer(id, &items[0], 2).await.unwrap();

    phone.rows.lose_everything();
    person.check_ins.answer(id, &items[1], 3).await.unwrap();
    assert!(person.notebook.loss.with_untracked(Option::is_none));

    let person = phone.tab().await;
    assert!(person.notebook.loss.with_untracked(Option::is_none));
    assert!(person.notebook.records.with_untracked(|records| records.settings.welcomed.is_some()));
    assert_eq!(person.notebook.records.with_untracked(|records| records.drafts[&id].responses.answered()), 2);
}

#[wasm_bindgen_test]
async fn three_aspirations_are_in_focus_and_not_a_fourth() {
    let person = Phone::default().tab().await;
    let mut ids = Vec::new();
    for words in ["walk by the canal", "see my sister", "cook on Sundays", "sleep by eleven"] {
        ids.push(person.aspirations.add(words, "", "", domain::set::Set::new()).await.unwrap());
    }
    assert_eq!(person.aspirations.set_focus(ids[3], true).await, Ok(false));
    person.aspirations.set_focus(ids[0], false).await.unwrap();
    assert_eq!(person.aspirations.set_focus(ids[3], true).await, Ok(true));
}

#[wasm_bindgen_test]
async fn a_page_that_is_put_away_has_no_key_before_anything_is_waited_for() {
    let phone = Phone::default();
    let person = phone.tab().await;
    person.preferences.finish_first_opening().await.unwrap();
    // The smaller cost, so that a build without optimisation is done soon.
    person.lock.set(LockKind::Pin, "271828".into(), Cost::Small).await.unwrap();
    person.unfinished.write("/aspirations/new#words", "half a wish");
    assert!(person.lock.holds_key());

    person.lock.put_away();
    // Nothing was awaited: a page that was frozen here holds nothing.
    assert!(!person.lock.holds_key());
    assert_eq!(person.notebook.ready.get_untracked(), Ready::Locked);
    assert!(person.notebook.records.with_untracked(|records| *records == Records::default()));
    assert_eq!(person.unfinished.words("/aspirations/new#words"), None);

    assert_eq!(person.lock.unlock("271828".into()).await.unwrap(), Tried::Open);
    assert_eq!(
        person.unfinished.words("/aspirations/new#words").as_deref(),
        Some("half a wish"),
        "sealed before the key went"
    );
}

/// A practice check-in that a helper came to the end of, as it lies on a phone to which it has come.
async fn arrive(person: PersonState) -> CheckInId {
    let instrument = practice(person);
    let (place, at) = (GuestPlace::from_bytes([5; 16]), Stamp { at: Moment(1_778_572_800_000), offset_min: 60 });
    let mut draft = Draft::start(CheckInId::from_bytes([1; 16]), &instrument, at);
    draft.company = Some(Company::OverThePhone);
    for item in &instrument.pack.items {
        draft.answer(&instrument, &item.id, 1).unwrap();
    }
    let came = CameBy::ClaimWords { place, opened_before: None };
    let draft = WrittenDown { draft, at, finished: true }.arrived(came, 3);
    let id = draft.id;
    person.notebook.commit(vec![Change::Put(Record::Draft(draft))]).await.unwrap();
    id
}

#[wasm_bindgen_test]
async fn what_a_helper_wrote_down_is_kept_once_the_person_says_so() {
    let person = Phone::default().tab().await;
    let id = arrive(person).await;
    assert!(person.notebook.records.with_untracked(|records| records.check_ins.is_empty()));
    person.written.decide(id, Deciding::Keep).await.unwrap();
    person.notebook.records.with_untracked(|records| {
        assert!(records.drafts.is_empty());
        assert!(records.check_ins[&id].unseen, "its result comes next");
    });
    assert_eq!(person.written.decide(id, Deciding::Keep).await, Err(Fault::Gone));
}

#[wasm_bindgen_test]
async fn what_a_helper_wrote_down_can_be_put_back_after_it_was_thrown_away() {
    let person = Phone::default().tab().await;
    let id = arrive(person).await;
    person.written.decide(id, Deciding::ThrowAway).await.unwrap();
    assert!(person.notebook.records.with_untracked(|records| records.drafts.is_empty()));
    person.undo.take_back().await.unwrap();
    assert!(person.notebook.records.with_untracked(|records| records.drafts[&id].waits()));
}

#[wasm_bindgen_test]
async fn a_slip_in_claim_words_is_found_before_anybody_is_asked() {
    let person = Phone::default().tab().await;
    let slip = person.written.claim("abandon abandon".to_owned()).await;
    assert_eq!(slip, Err(ClaimFault::Slip(WordsFault::Count(2))));
}
