//! How far what was given is kept, in one line that is read out when it changes.
use crate::i18n::*;
use crate::state::worker::helping::{HelpSent, Helping, WaitsFor};
use crate::state::worker::use_worker;
use leptos::prelude::*;

/// "Kept for Robin", or that it is on this device alone.
#[component]
pub(super) fn SentLine() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let stands = Memo::new(move |_| {
        let told = |helping: &Helping| helping.going().map(|going| (going.sent(), going.waits_for()));
        worker.helping.with(told)
    });
    let words = move || {
        stands.get().map(|(sent, waits)| match (sent, waits) {
            (HelpSent::Kept, WaitsFor::Phone(Some(name))) => {
                t_string!(i18n, team.helping.kept, name = name).to_string()
            }
            (HelpSent::Kept, WaitsFor::Phone(None)) => t_string!(i18n, team.helping.kept_unnamed).to_string(),
            (HelpSent::Kept, WaitsFor::Words(_)) => t_string!(i18n, team.helping.kept_words).to_string(),
            (HelpSent::Sending, _) => t_string!(i18n, team.helping.sending).to_string(),
            (HelpSent::NoSignal, _) => t_string!(i18n, team.helping.unsent).to_string(),
            (HelpSent::NotTaken, _) => t_string!(i18n, team.helping.not_taken).to_string(),
        })
    };
    view! { <p class="hint small" role="status" id="help-sent" dir="auto">{words}</p> }
}
