//! What the person is choosing to share, between the screens of the choice. In memory only: leaving it half-way
//! leaves nothing behind, and nothing is ever picked beforehand.
use crate::platform::intl;
use crate::state::Permission;
use domain::consent::{From, Scope};
use domain::id::WorkerId;
use domain::time::Day;
use leptos::prelude::*;

/// The version of the words on the screens of the choice; it is recorded with the permission.
const WORDING: u8 = 2;

/// The choice so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) worker: WorkerId,
    pub(super) scope: Scope,
    /// The sensitive answers: left out or included, once that is chosen.
    pub(super) sensitive: Option<bool>,
    pub(super) from: Option<From>,
    pub(super) until: Option<Day>,
}

impl Choice {
    fn of(worker: WorkerId) -> Self {
        Self { worker, scope: Scope::default(), sensitive: None, from: None, until: None }
    }

    /// How many things are picked.
    pub(super) fn picked(&self) -> usize {
        let Scope { totals, answers, aspirations, notes, conversation, .. } = &self.scope;
        [*totals, *answers, *notes, *conversation].iter().filter(|one| **one).count()
            + aspirations.len()
            + self.scope.areas()
    }

    /// True while answers are picked and the sensitive one is not decided.
    pub(super) fn sensitive_open(&self) -> bool {
        self.scope.answers && self.sensitive.is_none()
    }

    /// True if the total stays here because it would give the sensitive answer away.
    pub(super) fn total_kept(&self) -> bool {
        self.scope.answers && self.sensitive == Some(false)
    }

    /// The permission, once everything is chosen.
    pub(super) fn permission(&self) -> Option<Permission> {
        if self.picked() == 0 || self.sensitive_open() {
            return None;
        }
        let sensitive = self.scope.answers && self.sensitive == Some(true);
        Some(Permission {
            worker: self.worker,
            scope: Scope { sensitive, ..self.scope.clone() },
            from: self.from?,
            until: self.until?,
            wording: format!("{}-{WORDING}", intl::spoken()),
            without_asking: false,
        })
    }
}

/// Holds the choice while the person goes from screen to screen.
#[derive(Clone, Copy)]
pub struct Choosing(RwSignal<Option<Choice>>);

impl Choosing {
    /// Nothing chosen.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// The choice about this worker; a fresh one if another was under way.
    pub(super) fn about(self, worker: WorkerId) -> RwSignal<Option<Choice>> {
        let other = self.0.with_untracked(|choice| choice.as_ref().is_none_or(|choice| choice.worker != worker));
        if other {
            self.0.set(Some(Choice::of(worker)));
        }
        self.0
    }

    /// The permission is given: the next choice begins with nothing.
    pub(super) fn done(self) {
        self.0.set(None);
    }
}

impl Default for Choosing {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::Choice;
    use domain::consent::From;
    use domain::id::WorkerId;
    use domain::time::Day;

    fn choice() -> Choice {
        let until = Some(Day::parse("2026-05-12").unwrap());
        Choice { from: Some(From::OnlyNew), until, ..Choice::of(WorkerId::from_bytes([1; 16])) }
    }

    #[test]
    fn nothing_is_picked_beforehand() {
        let choice = choice();
        assert_eq!(choice.picked(), 0);
        assert!(choice.permission().is_none());
    }

    #[test]
    fn answers_wait_for_a_choice_about_the_sensitive_one() {
        let mut choice = choice();
        choice.scope.answers = true;
        assert!(choice.permission().is_none());
        choice.sensitive = Some(false);
        assert!(choice.total_kept());
        assert!(!choice.permission().unwrap().scope.sensitive);
        choice.sensitive = Some(true);
        assert!(choice.permission().unwrap().scope.sensitive);
    }

    #[test]
    fn a_life_area_counts_once_with_or_without_more_help() {
        let mut choice = choice();
        choice.scope.set_area("money", true);
        choice.scope.set_help("money", true);
        assert_eq!(choice.picked(), 1);
        assert!(choice.permission().unwrap().scope.covers_help("money"));
        choice.scope.set_area("money", false);
        assert!(choice.permission().is_none());
    }

    #[test]
    fn a_decision_about_the_sensitive_answer_counts_only_with_the_answers() {
        let mut choice = choice();
        choice.scope.totals = true;
        choice.sensitive = Some(true);
        assert!(!choice.permission().unwrap().scope.sensitive);
    }
}
