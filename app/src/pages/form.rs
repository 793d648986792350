//! What every form does, the person's and the team's: run one verb, say so, keep why it did nothing; and a secret that is
//! typed twice.
use crate::components::Busy;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;

/// The verbs of a screen: whether one is under way, and why the latest did nothing.
pub(crate) struct OneVerb<F: Send + Sync + 'static> {
    pub(crate) busy: Busy,
    pub(crate) fault: RwSignal<Option<F>>,
}

// By hand: a signal is copied whatever it holds.
impl<F: Send + Sync + 'static> Clone for OneVerb<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Send + Sync + 'static> Copy for OneVerb<F> {}

/// What follows when the work is done.
type Then = Box<dyn FnOnce()>;

/// Work under way, of whatever kind.
type Working<T, F> = Pin<Box<dyn Future<Output = Result<T, F>>>>;

impl<F: Send + Sync + 'static> OneVerb<F> {
    pub(crate) fn new() -> Self {
        Self { busy: Busy::default(), fault: RwSignal::new(None) }
    }

    /// Runs the verb; `then` follows only if it worked.
    pub(crate) fn run<T: 'static>(
        self,
        verb: impl Future<Output = Result<T, F>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        // Boxed before anything is made of them: what waits is compiled once for each kind of answer, not for each verb.
        self.run_of(Box::pin(verb), Box::new(then));
    }

    fn run_of<T: 'static>(self, verb: Working<T, F>, then: Box<dyn FnOnce(T)>) {
        self.run_boxed(Box::pin(async move {
            let value = verb.await?;
            Ok(Box::new(move || then(value)) as Then)
        }));
    }

    fn run_boxed(self, verb: Working<Then, F>) {
        self.busy.begin();
        self.fault.set(None);
        spawn_local(async move { self.ended(verb.await) });
    }

    /// The page may have been left meanwhile; its signals are then gone.
    fn ended(self, answer: Result<Then, F>) {
        self.busy.end(answer.is_ok());
        match answer {
            Ok(then) => then(),
            Err(fault) => drop(self.fault.try_set(Some(fault))),
        }
        self.busy.release();
    }
}

/// A secret typed twice, so that no slip of a finger locks anybody out. Nothing is said of it before it is asked for.
#[derive(Clone, Copy)]
pub(crate) struct TypedTwice<W: Send + Sync + 'static> {
    pub(crate) first: RwSignal<String>,
    pub(crate) again: RwSignal<String>,
    asked: RwSignal<bool>,
    weak: Signal<Option<W>>,
    differs: Signal<bool>,
}

impl<W: Clone + Send + Sync + 'static> TypedTwice<W> {
    /// Two empty fields. What is typed counts as it is `spelled`; `weak` says why a spelled one will not do.
    pub(crate) fn new(
        spelled: impl Fn(&str) -> String + Copy + Send + Sync + 'static,
        weak: impl Fn(&str) -> Option<W> + Send + Sync + 'static,
    ) -> Self {
        let (first, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        Self {
            first,
            again,
            asked: RwSignal::new(false),
            weak: Signal::derive(move || first.with(|typed| weak(&spelled(typed)))),
            differs: Signal::derive(move || first.with(|typed| spelled(typed)) != again.with(|typed| spelled(typed))),
        }
    }

    /// The person goes on with it: true if it will do. From now on the two fields say what is not right yet.
    pub(crate) fn ask(self) -> bool {
        self.asked.set(true);
        self.weak.with_untracked(Option::is_none) && !self.differs.get_untracked()
    }

    /// What is not right with the first.
    pub(crate) fn first_error(self, words: impl Fn(W) -> String + Send + Sync + 'static) -> Signal<Option<String>> {
        Signal::derive(move || self.asked.get().then(|| self.weak.get()).flatten().map(&words))
    }

    /// That the second is another; not before the first will do.
    pub(crate) fn again_error(self, words: impl Fn() -> String + Send + Sync + 'static) -> Signal<Option<String>> {
        let wrong = move || self.asked.get() && self.weak.with(Option::is_none) && self.differs.get();
        Signal::derive(move || wrong().then(&words))
    }

    /// Forgets both.
    pub(crate) fn empty(self) {
        self.first.set(String::new());
        self.again.set(String::new());
    }
}

#[cfg(test)]
mod tests {
    use super::TypedTwice;
    use leptos::prelude::*;

    #[test]
    fn nothing_is_said_of_a_secret_before_it_is_asked_for_and_then_one_thing_at_a_time() {
        Owner::new().with(|| {
            let secret = TypedTwice::new(|typed| typed.trim().to_owned(), |typed| (typed.len() < 3).then_some("short"));
            let (first, again) = (secret.first_error(str::to_owned), secret.again_error(|| "differs".to_owned()));
            let said = || (first.get_untracked(), again.get_untracked());
            secret.first.set("ab".to_owned());
            assert_eq!(said(), (None, None));
            assert!(!secret.ask());
            assert_eq!(said(), (Some("short".to_owned()), None));
            secret.first.set("abc".to_owned());
            assert_eq!(said(), (None, Some("differs".to_owned())));
            assert!(!secret.ask());
            secret.again.set(" abc ".to_owned());
            assert_eq!(said(), (None, None));
            assert!(secret.ask());
            secret.empty();
            assert!(secret.first.with_untracked(String::is_empty) && secret.again.with_untracked(String::is_empty));
        });
    }
}
