//! What a page does for the person, and plain words when it did not work.
use crate::components::ErrorNote;
use crate::i18n::*;
use crate::pages::form;
use crate::state::Fault;
use crate::words;
use leptos::prelude::*;

/// A verb of the person's, one at a time.
pub(crate) type Work = form::OneVerb<Fault>;

/// Why the latest verb did nothing, if it did nothing.
#[component]
pub(crate) fn FaultNote(work: Work) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        work.fault.get().map(|fault| {
            let (title, next) = words::fault(i18n, &fault);
            view! { <ErrorNote title=title words=next/> }
        })
    }
}
