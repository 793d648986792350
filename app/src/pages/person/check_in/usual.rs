//! The room's face for Today: the questionnaire that stands chosen, begun with one tap.
use super::{BeforeScreen, going_on};
use crate::pages::person::shell::go::{Go, use_go};
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::Work;
use crate::state::{PersonState, use_person};
use domain::begin::{is_known, offered, usual};
use domain::instrument::Instrument;
use leptos::prelude::*;

/// The questionnaire that stands chosen today, and the way into it.
#[derive(Clone, Copy)]
pub(crate) struct Usual {
    /// It; none where no questionnaire can be started.
    pub(crate) instrument: Memo<Option<Instrument>>,
    /// Beginning it: a screen shows its `FaultNote`, and its button is busy with it.
    pub(crate) work: Work,
    person: PersonState,
    go: Go,
}

/// To be called where a component is made.
pub(crate) fn use_usual() -> Usual {
    let (person, go) = (use_person(), use_go());
    let instrument = Memo::new(move |_| {
        let all = person.notebook.instruments().with(|all| offered(all, person.page.today.get()));
        person.notebook.records.with(|records| usual(records, &all).cloned())
    });
    Usual { instrument, work: Work::new(), person, go }
}

impl Usual {
    /// Begins it with nobody else there and opens its first statement, or where it was left. One that was never met
    /// before begins on the page that says what it is, how long it takes and who sees it: nobody.
    pub(crate) fn begin(self) {
        let Self { instrument, work, person, go } = self;
        let known = instrument
            .get_untracked()
            .filter(|it| person.notebook.records.with_untracked(|records| is_known(records, it)));
        let Some(instrument) = known else { return go.to(&BeforeScreen::Intro.path(&[])) };
        // Who is there stands with a check-in that is under way; only a new one is begun with "just me".
        let start = async move { person.check_ins.start_draft(&instrument, None, None).await };
        work.run(start, move |id| {
            let at = person.notebook.records.with_untracked(|records| records.drafts.get(&id)?.goes_on_at());
            go.to(&going_on(id, at));
        });
    }
}
