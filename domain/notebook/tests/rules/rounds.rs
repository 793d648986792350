//! One round at a time, and no reason lost: what happens meanwhile is taken in by the round under way.

use notebook::sync::rounds::{Reason, Reasons, Rounds, Woken};

const LOOK: Reasons = Reasons { assemble: true, fetch: true, at_once: false };

#[test]
fn one_act_is_one_round_and_its_things_are_put_together_once() {
    let mut rounds = Rounds::default();
    // The commit says that something changed, and the verb that the person asked.
    assert_eq!(rounds.wake(Reason::Changed), Woken { round: 1, begins: true });
    assert_eq!(rounds.wake(Reason::Asked), Woken { round: 1, begins: false });
    assert_eq!(rounds.take(), Some(Reasons { assemble: true, fetch: true, at_once: true }));
    assert!(!rounds.is_over(1));
    assert_eq!(rounds.take(), None);
    assert!(rounds.is_over(1) && !rounds.is_over(2));
}

#[test]
fn a_burst_of_acts_is_one_round_with_all_their_reasons_and_is_put_together_once() {
    let mut rounds = Rounds::default();
    // Taking back, deciding and sharing each commit something and ask; meanwhile the page is seen and looks by itself.
    let burst = [Reason::Changed, Reason::Asked].repeat(3).into_iter().chain([Reason::Online, Reason::Look]);
    let woken: Vec<Woken> = burst.map(|reason| rounds.wake(reason)).collect();
    assert_eq!(woken.iter().filter(|it| it.begins).count(), 1);
    assert!(woken.iter().all(|it| it.round == 1));
    assert_eq!(rounds.take(), Some(Reasons { assemble: true, fetch: true, at_once: true }));
    assert_eq!(rounds.take(), None);
    assert!(rounds.is_over(1));
}

#[test]
fn what_is_asked_while_a_round_is_under_way_goes_at_once_and_in_that_round() {
    let mut rounds = Rounds::default();
    rounds.wake(Reason::Look);
    assert_eq!(rounds.take(), Some(LOOK));
    // A failed message has made it wait meanwhile. The person takes something back.
    let woken = rounds.wake(Reason::Asked);
    assert_eq!(woken, Woken { round: 1, begins: false });
    assert!(!rounds.is_over(woken.round), "whoever waits for it waits for the sending too");
    assert_eq!(rounds.take(), Some(Reasons { assemble: false, fetch: true, at_once: true }));
    assert_eq!(rounds.take(), None);
    assert!(rounds.is_over(woken.round));
}

#[test]
fn many_reasons_at_once_are_one_and_a_change_alone_fetches_nothing() {
    let mut rounds = Rounds::default();
    rounds.wake(Reason::Look);
    rounds.take();
    for _ in 0..50 {
        assert!(!rounds.wake(Reason::Changed).begins);
    }
    assert_eq!(rounds.take(), Some(Reasons { assemble: true, fetch: false, at_once: false }));
    assert_eq!(rounds.take(), None);
    assert_eq!(rounds.wake(Reason::Changed), Woken { round: 2, begins: true });
    assert_eq!(rounds.take(), Some(Reasons { assemble: true, fetch: false, at_once: false }));
}

#[test]
fn a_round_that_could_not_be_carried_out_is_over_for_everybody_who_waits() {
    let mut rounds = Rounds::default();
    let asked = rounds.wake(Reason::Asked);
    rounds.end();
    assert!(rounds.is_over(asked.round));
    assert_eq!(rounds.wake(Reason::Online), Woken { round: 2, begins: true });
    assert_eq!(rounds.take(), Some(Reasons { at_once: true, ..LOOK }));
}
