//! Half-written words are lost by no order in which keys, pauses, answers and pages come.
use super::{DraftStanding, DraftStep, NotKept, Writings};
use domain::id::{PersonId, ReplyId};
use domain::seal::draft::HalfReply;

const ROBIN: PersonId = PersonId::from_bytes([1; 16]);
const OTHER: ReplyId = ReplyId::from_bytes([9; 16]);

fn half(reply: ReplyId, words: &str) -> HalfReply {
    HalfReply { reply, words: words.to_owned() }
}

/// A page that has asked, and the server has nothing.
fn asked() -> Writings {
    let mut all = Writings::default();
    all.open(ROBIN);
    assert_eq!(all.next(ROBIN), Some(DraftStep::Read));
    all.note_read(ROBIN, None);
    assert_eq!((all.next(ROBIN), all.standing(ROBIN)), (None, DraftStanding::Empty));
    all
}

/// What is kept next.
fn keep(all: &mut Writings) -> HalfReply {
    match all.next(ROBIN) {
        Some(DraftStep::Keep(half)) => half,
        other => panic!("{other:?}"),
    }
}

#[test]
fn words_are_kept_at_a_pause_and_only_the_last_pause_counts() {
    let mut all = asked();
    let first = all.write(ROBIN, "Go".into());
    let second = all.write(ROBIN, "Good".into());
    assert!(!all.is_pause(ROBIN, first) && all.is_pause(ROBIN, second));
    assert_eq!((all.standing(ROBIN), all.all_kept()), (DraftStanding::NotYet, Some(false)));
    let sent = keep(&mut all);
    assert_eq!((sent.words.as_str(), all.next(ROBIN)), ("Good", None), "one at a time");
    all.write(ROBIN, "Good to".into());
    all.note_kept(ROBIN, Some(sent.clone()));
    assert_eq!(all.standing(ROBIN), DraftStanding::NotYet, "more was typed meanwhile");
    let again = keep(&mut all);
    assert_eq!(again, half(sent.reply, "Good to"), "the same reply all the time");
    all.note_kept(ROBIN, Some(again));
    assert_eq!((all.standing(ROBIN), all.all_kept(), all.next(ROBIN)), (DraftStanding::Kept, Some(true), None));
    assert!(all.not_kept().is_empty() && all.waiting().is_empty());
}

#[test]
fn an_answer_that_is_lost_is_said_and_tried_again() {
    let mut all = asked();
    all.write(ROBIN, "Good".into());
    let sent = keep(&mut all);
    all.note_not_kept(ROBIN, NotKept::Unreached);
    assert_eq!((all.standing(ROBIN), all.is_at_risk()), (DraftStanding::Unreached, true));
    assert_eq!((all.waiting(), all.not_kept()), (vec![ROBIN], vec![(ROBIN, sent.clone())]));
    assert_eq!(keep(&mut all), sent);
    all.note_kept(ROBIN, Some(sent));
    assert_eq!((all.standing(ROBIN), all.is_at_risk()), (DraftStanding::Kept, false));
}

#[test]
fn nothing_is_written_over_what_was_not_read_and_words_of_two_places_are_joined() {
    let mut all = Writings::default();
    all.write(ROBIN, "typed before the answer".into());
    assert_eq!(all.next(ROBIN), Some(DraftStep::Read), "also where the page was not opened first");
    all.note_not_kept(ROBIN, NotKept::Unreached);
    assert_eq!(all.waiting(), [ROBIN], "it is asked again with the next look");
    assert_eq!(all.next(ROBIN), Some(DraftStep::Read));
    all.note_read(ROBIN, Some(half(OTHER, "kept yesterday \n")));
    assert_eq!(all.words(ROBIN), "kept yesterday\n\ntyped before the answer");
    assert_eq!(keep(&mut all).reply, OTHER);
}

#[test]
fn what_was_kept_comes_back_and_is_the_same_reply() {
    let mut all = Writings::default();
    all.open(ROBIN);
    assert_eq!(all.next(ROBIN), Some(DraftStep::Read));
    all.note_read(ROBIN, Some(half(OTHER, "Good to see")));
    assert_eq!((all.words(ROBIN), all.standing(ROBIN)), ("Good to see", DraftStanding::Kept));
    assert_eq!(all.next(ROBIN), None);
    all.write(ROBIN, "Good to see you".into());
    let kept = keep(&mut all);
    assert_eq!(kept, half(OTHER, "Good to see you"));
    all.note_kept(ROBIN, Some(kept));
    // On another computer it went on, and was then sent.
    all.open(ROBIN);
    assert_eq!(all.next(ROBIN), Some(DraftStep::Read));
    all.note_read(ROBIN, Some(half(OTHER, "Good to see you soon")));
    assert_eq!((all.words(ROBIN), all.standing(ROBIN)), ("Good to see you soon", DraftStanding::Kept));
    all.open(ROBIN);
    assert_eq!(all.next(ROBIN), Some(DraftStep::Read));
    all.note_read(ROBIN, None);
    assert_eq!((all.words(ROBIN), all.all_kept()), ("", None));
}

#[test]
fn an_emptied_field_lets_go_of_what_was_kept() {
    let mut all = asked();
    all.write(ROBIN, "Good".into());
    let sent = keep(&mut all);
    all.note_kept(ROBIN, Some(sent));
    all.write(ROBIN, "  ".into());
    assert_eq!((all.standing(ROBIN), all.next(ROBIN)), (DraftStanding::Empty, Some(DraftStep::LetGo)));
    all.note_kept(ROBIN, None);
    assert_eq!((all.next(ROBIN), all.all_kept()), (None, None));
}

#[test]
fn what_was_sent_does_not_come_back_by_a_copy_that_was_on_its_way() {
    let mut all = asked();
    let turn = all.write(ROBIN, "Good".into());
    let under_way = keep(&mut all);
    assert_eq!(all.reply_mut(ROBIN).id(), under_way.reply, "it is sent under the id it was kept under");
    all.note_sent(ROBIN, "Good");
    all.note_kept(ROBIN, Some(under_way));
    assert_eq!((all.next(ROBIN), all.words(ROBIN), all.standing(ROBIN)), (None, "", DraftStanding::Sent));
    assert!(!all.is_pause(ROBIN, turn), "and no pause that began before keeps it again");
}

#[test]
fn what_is_typed_while_a_reply_is_on_its_way_stays_and_is_one_more() {
    let mut all = asked();
    let turn = all.write(ROBIN, "Good".into());
    let first = all.reply_mut(ROBIN).id();
    let turn = all.write(ROBIN, "Good to see you ".into()).max(turn);
    all.note_sent(ROBIN, "Good");
    assert_eq!((all.words(ROBIN), all.standing(ROBIN)), ("Good to see you ", DraftStanding::Arrived));
    assert!(all.is_pause(ROBIN, turn), "the pause that is still to come keeps it");
    assert_ne!(keep(&mut all).reply, first);
    all.note_sent(ROBIN, "Good to see you");
    assert_eq!((all.words(ROBIN), all.standing(ROBIN)), ("", DraftStanding::Sent), "but for blanks at its ends");
}

#[test]
fn words_changed_after_a_reply_that_did_arrive_are_another_reply() {
    let mut all = asked();
    all.write(ROBIN, "Good".into());
    let first = keep(&mut all);
    all.note_kept(ROBIN, Some(first.clone()));
    // Sent, the answer lost; changed; and the server says that it has that reply.
    all.write(ROBIN, "Good!".into());
    keep(&mut all);
    all.note_not_kept(ROBIN, NotKept::Arrived);
    assert_eq!((all.words(ROBIN), all.standing(ROBIN)), ("Good!", DraftStanding::Arrived));
    let next = keep(&mut all);
    assert_ne!(next.reply, first.reply);
    all.note_kept(ROBIN, Some(next));
    assert_eq!(
        (all.standing(ROBIN), all.all_kept()),
        (DraftStanding::Arrived, Some(true)),
        "it is said until they go on"
    );
    all.write(ROBIN, "Good! And".into());
    let last = keep(&mut all);
    all.note_kept(ROBIN, Some(last));
    assert_eq!(all.standing(ROBIN), DraftStanding::Kept);
}

#[test]
fn what_was_put_by_is_taken_up_where_it_was_and_is_kept_then() {
    let mut all = asked();
    all.write(ROBIN, "Good to see you".into());
    let [(to, put_by)] = &all.not_kept()[..] else { panic!("one") };
    let mut later = Writings::default();
    later.take_up(*to, put_by.clone());
    assert_eq!(later.next(ROBIN), Some(DraftStep::Read));
    // The server has it as it was at the pause before.
    later.note_read(ROBIN, Some(half(put_by.reply, "Good to see")));
    assert_eq!(later.words(ROBIN), "Good to see you");
    assert_eq!(keep(&mut later), *put_by);
}

#[test]
fn where_nothing_is_shared_that_is_said_and_nothing_is_lost_on_the_page() {
    let mut all = asked();
    all.write(ROBIN, "Hello".into());
    keep(&mut all);
    all.note_not_kept(ROBIN, NotKept::NotShared);
    assert_eq!(
        (all.standing(ROBIN), all.words(ROBIN), all.all_kept()),
        (DraftStanding::NotShared, "Hello", Some(false))
    );
}
