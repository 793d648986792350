//! The store over rows in memory: the suite, and what only memory can stage, such as a database that
//! vanishes.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, and its helpers do too")]
mod suite;

use app::store::{LossSuspected, MemoryMirror, MemoryRows, Mirror, Rows, StoreError};
use suite::{Phone, note, words};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[derive(Default)]
struct InMemory {
    rows: MemoryRows,
    mirror: MemoryMirror,
}

impl Phone for InMemory {
    fn rows(&self) -> Box<dyn Rows> {
        Box::new(self.rows.clone())
    }

    fn mirror(&self) -> MemoryMirror {
        self.mirror.clone()
    }
}

mod the_suite {
    use super::*;
    suite!(wasm_bindgen_test, InMemory::default());
}

#[wasm_bindgen_test]
async fn a_write_that_fails_changes_nothing() {
    let phone = InMemory::default();
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(1, "kept")]).await.unwrap();
    let head = tab.head();
    phone.rows.refuse_next_write(StoreError::Full);
    assert_eq!(tab.commit(&[note(1, "lost"), note(2, "lost")]).await, Err(StoreError::Full));
    assert_eq!((words(&phone).await, tab.head()), (vec!["kept".to_owned()], head));
    tab.commit(&[note(2, "after room was made")]).await.unwrap();
    assert_eq!(words(&phone).await, ["kept", "after room was made"]);
}

#[wasm_bindgen_test]
async fn a_vanished_database_is_reported_until_the_person_goes_on() {
    let phone = InMemory::default();
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(1, "one"), note(2, "two")]).await.unwrap();
    let remembered = phone.mirror.read().await;
    phone.rows.lose_everything();

    let after = phone.tab();
    assert_eq!(after.open().await.unwrap().loss, Some(LossSuspected { expected: 2, found: 0 }));
    after.commit(&[note(3, "new")]).await.unwrap();
    assert_eq!(phone.mirror.read().await, remembered, "the memory of what is missing was overwritten");
    assert!(phone.tab().open().await.unwrap().loss.is_some());

    after.accept_loss().await.unwrap();
    assert_eq!(phone.tab().open().await.unwrap().loss, None);
    assert_eq!(words(&phone).await, ["new"]);
}

#[wasm_bindgen_test]
async fn a_single_missing_record_is_noticed() {
    let phone = InMemory::default();
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(1, "one"), note(2, "two")]).await.unwrap();
    phone.rows.lose_one_row();
    let after = phone.tab();
    assert_eq!(after.open().await.unwrap().loss, Some(LossSuspected { expected: 2, found: 1 }));
    // Writing on does not make the account fit.
    after.commit(&[note(3, "three")]).await.unwrap();
    assert!(phone.tab().open().await.unwrap().loss.is_some());
    after.accept_loss().await.unwrap();
    assert_eq!(phone.tab().open().await.unwrap().loss, None);
}

#[wasm_bindgen_test]
async fn a_damaged_record_is_set_aside_and_the_others_open() {
    let phone = InMemory::default();
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(1, "one"), note(2, "two")]).await.unwrap();
    phone.rows.damage_one_row();
    let opened = phone.tab().open().await.unwrap();
    assert_eq!((opened.records.notes.len(), opened.unreadable, opened.loss), (1, 1, None));
}

#[wasm_bindgen_test]
async fn a_mirror_that_was_left_behind_catches_up_at_the_next_start() {
    let phone = InMemory::default();
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(1, "one")]).await.unwrap();
    let behind = tab.head();
    tab.commit(&[note(2, "two")]).await.unwrap();
    phone.mirror.write(behind);
    assert_eq!(phone.tab().open().await.unwrap().loss, None);
    assert_eq!(phone.mirror.read().await, Some(tab.head()));
}
