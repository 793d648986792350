//! What the person is choosing to share, between the screens of the choice. In memory only: leaving it half-way
//! leaves nothing behind, and nothing is ever picked beforehand.
use crate::pages::person::permissions::PermissionScreen;
use crate::pages::person::shell::go::use_go;
use crate::pages::person::shell::screens::Addressed;
use crate::platform::{clock, intl};
use crate::state::{Permission, PersonState, use_person};
use domain::consent::{Consent, From, Scope, SourceItem};
use domain::id::{ConsentId, NoteId, WorkerId};
use domain::records::{ContactState, Records};
use domain::time::Day;
use leptos::prelude::*;

/// The version of the words on the screens of the choice; it is recorded with the permission.
const WORDING: u8 = 4;

/// Which check-ins a permission reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WhichCheckIns {
    /// Those finished from now on.
    OnlyNew,
    /// Those that are seen now, and new ones.
    AsUntilNow,
    /// All that were kept so far, and new ones.
    EarlierToo,
}

/// The choice so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PermissionChoice {
    pub(super) worker: WorkerId,
    pub(super) scope: Scope,
    /// The sensitive answers: left out or included, once that is chosen.
    pub(super) sensitive: Option<bool>,
    pub(super) reach: Option<WhichCheckIns>,
    pub(super) until: Option<Day>,
    pub(super) without_asking: bool,
    /// The permission it changes, and which check-ins that one reaches.
    pub(super) from_now: Option<(ConsentId, From)>,
}

/// On each screen of the choice: the server may only now have said that the introduction works no more, or that the
/// worker has moved on. Then there is nothing to choose, and the worker's own page says why.
pub(super) fn leave_if_refused(worker: Memo<Option<WorkerId>>) {
    let (person, go) = (use_person(), use_go());
    Effect::new(move |_| {
        let refused = |id: &WorkerId| {
            person.notebook.records.with(|records| {
                let refused = records.contacts.get(id).is_some_and(|it| it.state == ContactState::Refused);
                refused || records.cursors.moved_on.contains_key(id)
            })
        };
        if let Some(worker) = worker.get().filter(refused) {
            go.instead(&PermissionScreen::One.path(&[&worker]));
        }
    });
}

impl PermissionChoice {
    /// A first choice: nothing is picked.
    fn of(worker: WorkerId) -> Self {
        Self {
            worker,
            scope: Scope::default(),
            sensitive: None,
            reach: None,
            until: None,
            without_asking: false,
            from_now: None,
        }
    }

    /// A choice that changes what a worker sees: it starts from what they see now. Only the last day is asked about
    /// anew, once it is near.
    fn changing(records: &Records, consent: &Consent, today: Day) -> Self {
        let mut scope = consent.scope().clone();
        // What a copy brought back is not seen now, and is chosen anew or not at all.
        let seen = |id: &[u8; 16]| !records.is_withheld(consent, id);
        scope.aspirations.retain(|id| records.aspirations.contains_key(id) && seen(id.as_bytes()));
        let notes = records
            .notes
            .values()
            .filter(|it| consent.covers(&SourceItem::Note(it.id, it.at), today) && seen(it.id.as_bytes()));
        let of_check_ins = records
            .check_ins
            .values()
            .filter(|it| it.note.is_some() && consent.covers(&SourceItem::CheckInNote(it.id, it.completed), today));
        scope.note_ids = notes.map(|it| it.id).chain(of_check_ins.map(|it| NoteId::of_check_in(it.id))).collect();
        scope.conversation = consent.asked_to_talk().is_some();
        Self {
            worker: consent.worker(),
            sensitive: scope.answers.then_some(scope.sensitive),
            scope,
            reach: Some(WhichCheckIns::AsUntilNow),
            until: (!consent.asks_to_keep(today)).then(|| consent.until()),
            without_asking: consent.without_asking(),
            from_now: Some((consent.id(), consent.from())),
        }
    }

    /// How many things are picked.
    pub(super) fn picked(&self) -> usize {
        self.scope.picked()
    }

    /// True while answers are picked and the sensitive one is not decided.
    pub(super) fn sensitive_open(&self) -> bool {
        self.scope.answers && self.sensitive.is_none()
    }

    /// True if the total stays here because it would give the sensitive answer away.
    pub(super) fn total_kept(&self) -> bool {
        self.scope.answers && self.sensitive == Some(false)
    }

    /// Whether check-ins are picked in any part; else there is nothing to choose about earlier ones.
    pub(super) fn has_check_ins(&self) -> bool {
        self.scope.check_ins() || self.scope.areas() > 0
    }

    /// The permission, once everything is chosen. `shown` are the sentences that were on the screens.
    pub(super) fn permission(&self, shown: Vec<String>) -> Option<Permission> {
        if self.picked() == 0 || self.sensitive_open() {
            return None;
        }
        let sensitive = self.scope.answers && self.sensitive == Some(true);
        // Where there is nothing to choose from, what is there stays as it is.
        let unasked = (!self.has_check_ins()).then_some(if self.from_now.is_some() {
            WhichCheckIns::AsUntilNow
        } else {
            WhichCheckIns::OnlyNew
        });
        let reach = self.reach.or(unasked)?;
        let from = match (reach, self.from_now) {
            (WhichCheckIns::AsUntilNow, Some((_, from))) => from,
            (WhichCheckIns::EarlierToo, _) => From::EarlierToo,
            (WhichCheckIns::OnlyNew | WhichCheckIns::AsUntilNow, _) => From::OnlyNew,
        };
        Some(Permission {
            worker: self.worker,
            scope: Scope { sensitive, ..self.scope.clone() },
            from,
            until: self.until?,
            wording: format!("{}-{WORDING}", intl::spoken()),
            without_asking: self.without_asking,
            going_on: reach == WhichCheckIns::AsUntilNow,
            shown,
        })
    }
}

/// Holds the choice while the person goes from screen to screen.
#[derive(Clone, Copy)]
pub struct Choosing(RwSignal<Option<PermissionChoice>>);

impl Choosing {
    /// Nothing chosen.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// The choice about this worker. One about somebody else, or that began from another permission, starts again.
    pub(super) fn about(self, person: PersonState, worker: WorkerId) -> RwSignal<Option<PermissionChoice>> {
        let today = clock::today();
        person.notebook.records.with_untracked(|records| {
            let now = records.consent_with(worker, today);
            let same =
                |it: &PermissionChoice| it.worker == worker && it.from_now.map(|(id, _)| id) == now.map(Consent::id);
            if !self.0.with_untracked(|choice| choice.as_ref().is_some_and(same)) {
                self.0.set(Some(match now {
                    Some(consent) => PermissionChoice::changing(records, consent, today),
                    None => PermissionChoice::of(worker),
                }));
            }
        });
        self.0
    }

    /// The permission is given: the next choice begins anew.
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
    use super::{PermissionChoice, WhichCheckIns};
    use domain::consent::{Consent, From, Grant, Scope};
    use domain::id::{AspirationId, ConsentId, NoteId, WorkerId};
    use domain::note::Note;
    use domain::records::{Change, Record, Records};
    use domain::time::{Day, Moment, Stamp};

    const SAM: WorkerId = WorkerId::from_bytes([1; 16]);

    fn choice() -> PermissionChoice {
        let until = Some(Day::parse("2026-05-12").unwrap());
        PermissionChoice { reach: Some(WhichCheckIns::OnlyNew), until, ..PermissionChoice::of(SAM) }
    }

    #[test]
    fn a_change_starts_from_what_is_seen_now() {
        let at = |minute: i64| Stamp { at: Moment(1_778_572_800_000 + minute * 60_000), offset_min: 60 };
        let mut records = Records::default();
        let note = |n: u8, at| Note {
            id: NoteId::from_bytes([n; 16]),
            words: "Hello".into(),
            at,
            check_in: None,
            edited: None,
        };
        for note in [note(1, at(-1)), note(2, at(1))] {
            records.apply(&Change::Put(Record::Note(note)));
        }
        let gone = AspirationId::from_bytes([9; 16]);
        let scope = Scope { answers: true, notes: true, aspirations: [gone].into(), ..Scope::default() };
        let until = at(0).day().add_months(3);
        let mut consent = Consent::grant(Grant {
            id: ConsentId::from_bytes([3; 16]),
            worker: SAM,
            scope,
            from: From::EarlierToo,
            granted: at(0),
            until,
            wording: "permission-3".into(),
            without_asking: true,
            salt: [9; 16],
        })
        .unwrap();
        consent.wish_to_talk(true, at(2));
        let now = PermissionChoice::changing(&records, &consent, at(0).day());
        assert_eq!(now.scope.note_ids, [NoteId::from_bytes([2; 16])].into(), "each note that is seen has its tick");
        assert!(now.scope.answers && now.scope.notes && now.scope.conversation && now.scope.aspirations.is_empty());
        assert_eq!((now.sensitive, now.reach, now.until), (Some(false), Some(WhichCheckIns::AsUntilNow), Some(until)));
        let permission = now.permission(Vec::new()).unwrap();
        assert!(permission.without_asking && permission.going_on && permission.from == From::EarlierToo);
        let near = PermissionChoice::changing(&records, &consent, until.add_days(-3));
        assert_eq!((near.until, near.permission(Vec::new())), (None, None), "the last day is asked about anew");
    }

    #[test]
    fn without_check_ins_nothing_is_asked_about_earlier_ones() {
        let mut choice = PermissionChoice { reach: None, ..choice() };
        choice.scope.notes = true;
        assert_eq!(choice.permission(Vec::new()).unwrap().from, From::OnlyNew);
        choice.scope.totals = true;
        assert_eq!(choice.permission(Vec::new()), None);
    }

    #[test]
    fn nothing_is_picked_beforehand() {
        let choice = choice();
        assert_eq!(choice.picked(), 0);
        assert!(choice.permission(Vec::new()).is_none());
    }

    #[test]
    fn answers_wait_for_a_choice_about_the_sensitive_one() {
        let mut choice = choice();
        choice.scope.answers = true;
        assert!(choice.permission(Vec::new()).is_none());
        choice.sensitive = Some(false);
        assert!(choice.total_kept());
        assert!(!choice.permission(Vec::new()).unwrap().scope.sensitive);
        choice.sensitive = Some(true);
        assert!(choice.permission(Vec::new()).unwrap().scope.sensitive);
    }

    #[test]
    fn a_life_area_counts_once_with_or_without_more_help() {
        let mut choice = choice();
        choice.scope.set_area("money", true);
        choice.scope.set_help("money", true);
        assert_eq!(choice.picked(), 1);
        assert!(choice.permission(Vec::new()).unwrap().scope.covers_help("money"));
        choice.scope.set_area("money", false);
        assert!(choice.permission(Vec::new()).is_none());
    }

    #[test]
    fn a_decision_about_the_sensitive_answer_counts_only_with_the_answers() {
        let mut choice = choice();
        choice.scope.totals = true;
        choice.sensitive = Some(true);
        assert!(!choice.permission(Vec::new()).unwrap().scope.sensitive);
    }
}
