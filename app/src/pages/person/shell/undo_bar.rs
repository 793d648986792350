//! "Undo", wherever the person is in the app: what was done can be taken back for a while, and nothing asks first.
use super::names;
use crate::components::Toast;
use crate::i18n::*;
use crate::state::{Action, Ready, use_person};
use crate::words::{self, I18n, say};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Stands once in the app, around no screen, so that it outlives them.
#[component]
pub(crate) fn UndoBar() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    // After taking back, one sentence more; or why it did not work.
    let after = RwSignal::new(None::<String>);
    let offered = Memo::new(move |_| person.undo.offered.with(|undo| undo.as_ref().map(|undo| undo.action)));
    Effect::new(move |_| {
        if offered.get().is_some() {
            after.set(None);
        }
    });
    // What was done is nobody else's to read, or to take back.
    Effect::new(move |_| {
        if person.notebook.ready.get() == Ready::Locked {
            person.undo.offered.set(None);
            after.set(None);
        }
    });
    let message = Signal::derive(move || after.get().or_else(|| offered.get().map(|action| done(i18n, action))));
    let over = move |()| {
        person.undo.offered.set(None);
        after.set(None);
    };
    let take_back = move |()| {
        spawn_local(async move {
            let said = match person.undo.take_back().await {
                Ok(()) => say!(i18n, person.undo.taken_back),
                Err(fault) => words::fault(i18n, &fault).0,
            };
            after.set(Some(said));
        });
    };
    // A sentence that stands by itself has no button.
    let wanted = Signal::derive(move || after.with(Option::is_none));
    view! {
        <Toast message=message on_done=over undo=say!(i18n, person.undo.undo) wanted=wanted on_undo=take_back/>
    }
}

fn done(i18n: I18n, action: Action) -> String {
    match action {
        Action::StepRemoved => say!(i18n, person.undo.step),
        Action::StateChanged(state) => {
            let state = names::state(i18n, state);
            say!(i18n, person.undo.state, state = state)
        }
        Action::LookedBack => say!(i18n, person.undo.look),
        Action::AspirationRemoved => say!(i18n, person.undo.aspiration),
        Action::NoteRemoved => say!(i18n, person.undo.note),
        Action::CheckInRemoved => say!(i18n, person.undo.check_in),
        Action::DraftDiscarded => say!(i18n, person.undo.draft),
        Action::KeptToOneself => say!(i18n, person.today.not_shared_now),
        Action::WordsDiscarded => say!(i18n, person.undo.words),
    }
}
