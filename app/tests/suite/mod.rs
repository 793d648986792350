//! What must hold wherever rows are kept: the same sentences over memory and over the browser's database.
use app::store::{About, MemoryMirror, NewLock, Rows, Store, StoreError, Why};
use domain::id::NoteId;
use domain::lock::LockKind;
use domain::note::Note;
use domain::records::{Change, Record, StoreName};
use domain::seal::Secret;
use domain::stretch::Cost;
use domain::time::{Day, Moment, Stamp};

/// A phone: each `tab` opens the same rows.
pub(crate) trait Phone {
    /// The rows, as one more tab sees them.
    fn rows(&self) -> Box<dyn Rows>;
    /// What stands beside the database.
    fn mirror(&self) -> MemoryMirror;

    /// One more tab.
    fn tab(&self) -> Store {
        Store::over(self.rows(), self.mirror())
    }
}

/// A note that says `words`.
pub(crate) fn note(number: u8, words: &str) -> Change {
    let at = Stamp { at: Moment(1_790_000_000_000), offset_min: 60 };
    Change::Put(Record::Note(Note {
        id: NoteId::from_bytes([number; 16]),
        words: words.into(),
        at,
        check_in: None,
        edited: None,
    }))
}

/// The words of all notes, in the order of their numbers.
pub(crate) async fn words(phone: &impl Phone) -> Vec<String> {
    words_in(&phone.tab()).await
}

async fn words_in(store: &Store) -> Vec<String> {
    store.open().await.unwrap().records.notes.into_iter().map(|(_, note)| note.words).collect()
}

pub(crate) async fn a_new_phone_holds_nothing_and_suspects_nothing(phone: &impl Phone) {
    let opened = phone.tab().open().await.unwrap();
    assert_eq!((opened.records, opened.unreadable, opened.loss), (Default::default(), 0, None));
}

pub(crate) async fn nothing_is_committed_before_the_store_is_open(phone: &impl Phone) {
    assert_eq!(phone.tab().commit(&[note(1, "early")]).await, Err(StoreError::NotOpen));
}

pub(crate) async fn what_was_committed_is_there_after_the_tab_was_closed(phone: &impl Phone) {
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(1, "a walk"), note(2, "rain")]).await.unwrap();
    tab.commit(&[note(2, "rain, then sun"), note(3, "soup")]).await.unwrap();
    tab.commit(&[Change::Delete(StoreName::Notes, [1; 16])]).await.unwrap();
    assert_eq!(words(phone).await, ["rain, then sun", "soup"]);
    assert_eq!((tab.head().count, tab.head().last_seq), (2, 3));
    assert_eq!(phone.tab().open().await.unwrap().loss, None);
}

pub(crate) async fn the_last_change_to_a_record_wins_within_one_commit(phone: &impl Phone) {
    let tab = phone.tab();
    tab.open().await.unwrap();
    let gone = Change::Delete(StoreName::Notes, [1; 16]);
    tab.commit(&[
        note(1, "first"),
        gone.clone(),
        note(1, "last"),
        note(2, "short"),
        Change::Delete(StoreName::Notes, [2; 16]),
    ])
    .await
    .unwrap();
    assert_eq!(words(phone).await, ["last"]);
    assert_eq!(tab.head().count, 1);
}

pub(crate) async fn a_tab_with_an_old_picture_cannot_write_over_a_newer_one(phone: &impl Phone) {
    let (one, other) = (phone.tab(), phone.tab());
    one.open().await.unwrap();
    other.open().await.unwrap();
    one.commit(&[note(1, "from the first tab")]).await.unwrap();
    assert_eq!(other.commit(&[note(1, "from the second")]).await, Err(StoreError::ChangedElsewhere));
    assert_eq!(words(phone).await, ["from the first tab"]);
    other.open().await.unwrap();
    other.commit(&[note(2, "from the second")]).await.unwrap();
    assert_eq!(words(phone).await, ["from the first tab", "from the second"]);
}

pub(crate) async fn two_tabs_that_start_together_share_one_key(phone: &impl Phone) {
    let (one, other) = (phone.tab(), phone.tab());
    let (first, second) = futures_util::future::join(one.open(), other.open()).await;
    first.unwrap();
    second.unwrap();
    one.commit(&[note(1, "sealed by one")]).await.unwrap();
    assert_eq!(words_in(&other).await, ["sealed by one"]);
}

pub(crate) async fn what_lies_in_the_rows_shows_no_word_no_id_and_no_date(phone: &impl Phone) {
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(7, "canary")]).await.unwrap();
    let row = phone.rows().read().await.unwrap().rows.remove(0);
    let lying = [row.key.as_slice(), &row.bytes].concat();
    for planted in [b"canary".as_slice(), b"07070707", &[7; 16], b"1790000000000"] {
        assert!(!lying.windows(planted.len()).any(|window| window == planted), "{planted:?}");
    }
}

pub(crate) async fn a_row_that_was_moved_does_not_open_and_stays_where_it_is(phone: &impl Phone) {
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(1, "one"), note(2, "two")]).await.unwrap();
    let rows = phone.rows();
    let contents = rows.read().await.unwrap();
    let head = contents.head.unwrap();
    let (mut moved, kept) = (contents.rows[0].clone(), &contents.rows[1]);
    moved.key = kept.key;
    let next = app::store::Head { last_seq: head.last_seq + 1, ..head };
    let batch = app::store::Batch { expected: head, next, puts: vec![moved], deletes: Vec::new() };
    rows.write(batch).await.unwrap();
    let opened = phone.tab().open().await.unwrap();
    assert_eq!((opened.records.notes.len(), opened.unreadable), (1, 1));
    assert_eq!(phone.rows().read().await.unwrap().rows.len(), 2);
}

pub(crate) async fn a_repeated_batch_is_kept_once(phone: &impl Phone) {
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(1, "once")]).await.unwrap();
    let contents = phone.rows().read().await.unwrap();
    let next = contents.head.unwrap();
    let batch = app::store::Batch { expected: Default::default(), next, puts: Vec::new(), deletes: Vec::new() };
    // The confirmation got lost, and the writer tries again.
    phone.rows().write(batch).await.unwrap();
    assert_eq!(phone.rows().read().await.unwrap(), contents);
}

fn lock(secret: u8) -> NewLock {
    // Stretching is tested in `domain`; here any 32 bytes will do.
    let under = Secret::from_bytes([secret; 32]);
    NewLock { kind: LockKind::Pin, cost: Cost::Full, salt: [9; 16], again: under.clone(), under }
}

pub(crate) async fn a_lock_opens_with_its_own_key_only_and_loses_nothing(phone: &impl Phone) {
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(1, "a walk"), note(2, "rain")]).await.unwrap();
    tab.set_lock(Some(lock(1))).await.unwrap();
    tab.commit(&[note(3, "after the lock")]).await.unwrap();
    let other = phone.tab();
    assert_eq!(other.open().await.unwrap_err(), StoreError::Locked);
    assert_eq!(other.commit(&[note(4, "locked out")]).await, Err(StoreError::NotOpen));
    let row = other.lock().await.unwrap().unwrap();
    assert!(!other.unlock(row.clone(), Secret::from_bytes([2; 32])).await.unwrap());
    assert_eq!(other.open().await.unwrap_err(), StoreError::Locked);
    assert!(other.unlock(row, Secret::from_bytes([1; 32])).await.unwrap());
    assert_eq!(words_in(&other).await, ["a walk", "rain", "after the lock"]);
    assert_eq!(other.open().await.unwrap().loss, None);
    other.forget();
    assert_eq!(other.open().await.unwrap_err(), StoreError::Locked);
}

pub(crate) async fn the_key_from_before_a_lock_opens_nothing_after_it(phone: &impl Phone) {
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(1, "a walk")]).await.unwrap();
    let stale = phone.tab();
    stale.open().await.unwrap();
    let before = phone.rows().read().await.unwrap();
    tab.set_lock(Some(lock(1))).await.unwrap();
    let after = phone.rows().read().await.unwrap();
    assert_eq!(after.rows.len(), 1);
    assert!(after.rows.iter().all(|row| before.rows.iter().all(|old| old.key != row.key && old.bytes != row.bytes)));
    // A tab that still holds the old key neither writes under it nor reads with it.
    assert_eq!(stale.commit(&[note(2, "under the old key")]).await, Err(StoreError::ChangedElsewhere));
    assert_eq!(stale.open().await.unwrap_err(), StoreError::Locked);
}

pub(crate) async fn a_lock_taken_off_leaves_everything_open_under_another_key(phone: &impl Phone) {
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(1, "a walk")]).await.unwrap();
    tab.set_lock(Some(lock(1))).await.unwrap();
    let locked = phone.rows().read().await.unwrap();
    tab.set_lock(None).await.unwrap();
    assert_ne!(phone.rows().read().await.unwrap().rows, locked.rows);
    assert_eq!(words(phone).await, ["a walk"]);
    assert_eq!(phone.tab().lock().await.unwrap(), None);
}

fn about(why: Why) -> About {
    About::now(why, Day::parse("2026-05-12").unwrap())
}

/// A phone whose two notes lie under a lock, given another one from a copy without it.
async fn set_aside(phone: &impl Phone) {
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(1, "a walk"), note(2, "rain")]).await.unwrap();
    tab.set_lock(Some(lock(1))).await.unwrap();
    let Change::Put(copy) = note(3, "from the copy") else { unreachable!() };
    phone.tab().start_over(&[copy], about(Why::Copy)).await.unwrap();
}

pub(crate) async fn starting_over_puts_other_records_in_the_place_of_a_locked_notebook(phone: &impl Phone) {
    set_aside(phone).await;
    assert_eq!(words(phone).await, ["from the copy"]);
    assert_eq!(phone.tab().open().await.unwrap().loss, None);
}

pub(crate) async fn what_was_locked_stands_aside_sealed_and_opens_with_its_own_key(phone: &impl Phone) {
    set_aside(phone).await;
    let tab = phone.tab();
    let aside = tab.aside().await.unwrap().unwrap();
    assert_eq!((aside.about, aside.lock.map(|row| row.kind)), (about(Why::Copy), Some(LockKind::Pin)));
    assert_eq!(tab.open_aside(Some(Secret::from_bytes([2; 32]))).await.unwrap(), None, "another PIN");
    assert_eq!(tab.open_aside(None).await.unwrap(), None, "no PIN");
    let (records, unreadable) = tab.open_aside(Some(Secret::from_bytes([1; 32]))).await.unwrap().unwrap();
    assert_eq!((records.len(), unreadable), (2, 0));
    assert!([note(1, "a walk"), note(2, "rain")].iter().all(|one| {
        let Change::Put(record) = one else { unreachable!() };
        records.contains(record)
    }));
    tab.drop_aside().await.unwrap();
    assert_eq!(phone.tab().aside().await.unwrap(), None);
    assert_eq!(words(phone).await, ["from the copy"]);
}

pub(crate) async fn a_second_set_is_refused_and_nothing_is_changed(phone: &impl Phone) {
    set_aside(phone).await;
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.set_lock(Some(lock(3))).await.unwrap();
    assert_eq!(phone.tab().start_over(&[], about(Why::Deleted)).await, Err(StoreError::AsideTaken));
    assert_eq!(words_in(&tab).await, ["from the copy"]);
    assert!(tab.open_aside(Some(Secret::from_bytes([1; 32]))).await.unwrap().is_some());
}

pub(crate) async fn days_that_were_seen_are_noted_and_erasing_takes_what_stands_aside_along(phone: &impl Phone) {
    set_aside(phone).await;
    let tab = phone.tab();
    tab.open().await.unwrap();
    let seen = about(Why::Copy).seen_on(Day::parse("2026-05-20").unwrap()).unwrap();
    tab.note_aside(seen).await.unwrap();
    assert_eq!(phone.tab().aside().await.unwrap().unwrap().about, seen);
    tab.erase().await.unwrap();
    assert_eq!(phone.tab().aside().await.unwrap(), None);
}

pub(crate) async fn erasing_leaves_a_new_phone(phone: &impl Phone) {
    let tab = phone.tab();
    tab.open().await.unwrap();
    tab.commit(&[note(1, "a walk")]).await.unwrap();
    tab.erase().await.unwrap();
    a_new_phone_holds_nothing_and_suspects_nothing(phone).await;
}

/// Every sentence of the suite as a test of its own, over the phones that `$phone` makes.
#[macro_export]
macro_rules! suite {
    ($attribute:meta, $phone:expr) => {
        suite!(@ $attribute, $phone,
            a_new_phone_holds_nothing_and_suspects_nothing,
            nothing_is_committed_before_the_store_is_open,
            what_was_committed_is_there_after_the_tab_was_closed,
            the_last_change_to_a_record_wins_within_one_commit,
            a_tab_with_an_old_picture_cannot_write_over_a_newer_one,
            two_tabs_that_start_together_share_one_key,
            what_lies_in_the_rows_shows_no_word_no_id_and_no_date,
            a_row_that_was_moved_does_not_open_and_stays_where_it_is,
            a_repeated_batch_is_kept_once,
            a_lock_opens_with_its_own_key_only_and_loses_nothing,
            the_key_from_before_a_lock_opens_nothing_after_it,
            a_lock_taken_off_leaves_everything_open_under_another_key,
            starting_over_puts_other_records_in_the_place_of_a_locked_notebook,
            what_was_locked_stands_aside_sealed_and_opens_with_its_own_key,
            a_second_set_is_refused_and_nothing_is_changed,
            days_that_were_seen_are_noted_and_erasing_takes_what_stands_aside_along,
            erasing_leaves_a_new_phone
        );
    };
    (@ $attribute:meta, $phone:expr, $($sentence:ident),+) => {
        $(#[$attribute]
        async fn $sentence() {
            $crate::suite::$sentence(&$phone).await;
        })+
    };
}
