//! Writing a check-in down with somebody, step by step under one address.
use super::before::BeforeStep;
use super::call::CallStep;
use super::claim_words::WordsStep;
use super::end::EndStep;
use super::keys::SingleKeys;
use super::review::ReviewStep;
use super::start::StartStep;
use super::statement::StatementStep;
use super::stopping::StoppingStep;
use crate::state::worker::helping::{HelpStep, Helping};
use crate::state::worker::use_worker;
use leptos::prelude::*;

/// Which step is on the screen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ShownStep {
    Start,
    Of(HelpStep),
    End,
}

/// The page of `/help/check-in`. Left while nothing is in progress, it forgets what was chosen.
#[component]
pub fn HelpCheckInPage() -> impl IntoView {
    let worker = use_worker();
    provide_context(SingleKeys(RwSignal::new(true)));
    leptos::task::spawn_local(worker.look_at_packs());
    on_cleanup(move || worker.close_help());
    let shown = Memo::new(move |_| {
        worker.helping.with(|helping| match helping {
            Helping::Idle => ShownStep::Start,
            Helping::Going(going) if going.step == HelpStep::Opening => ShownStep::Start,
            Helping::Going(going) => ShownStep::Of(going.step),
            Helping::Over(_) => ShownStep::End,
        })
    });
    move || match shown.get() {
        ShownStep::Start | ShownStep::Of(HelpStep::Opening) => view! { <StartStep/> }.into_any(),
        ShownStep::Of(HelpStep::Call) => view! { <CallStep/> }.into_any(),
        ShownStep::Of(HelpStep::Words) => view! { <WordsStep/> }.into_any(),
        ShownStep::Of(HelpStep::Before) => view! { <BeforeStep/> }.into_any(),
        ShownStep::Of(HelpStep::Statement(at)) => view! { <StatementStep at=at/> }.into_any(),
        ShownStep::Of(HelpStep::Review) => view! { <ReviewStep/> }.into_any(),
        ShownStep::Of(HelpStep::Stopping) => view! { <StoppingStep/> }.into_any(),
        ShownStep::End => view! { <EndStep/> }.into_any(),
    }
}
