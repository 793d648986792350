//! Get help now, for whoever holds the device: lines to talk to, folded away. No link leads out of the check-in.
use crate::components::{ContactRow, Folded};
use crate::i18n::*;
use crate::pages::get_help::{HelpLine, HelpNation, contacts_of};
use leptos::prelude::*;

/// The line that unfolds it.
#[component]
pub(super) fn HelpNow() -> impl IntoView {
    let i18n = use_i18n();
    let rows = || {
        let rows = contacts_of(HelpNation::Uk).map(row).collect_view();
        view! { <div class="rows calls">{rows}</div> }.into_any()
    };
    view! { <Folded summary=move || t_string!(i18n, parts.get_help) inner=rows/> }
}

fn row(contact: HelpLine) -> AnyView {
    let HelpLine { name, number, reach, message, hint, .. } = contact;
    match message {
        Some(message) => {
            view! { <ContactRow reach=reach number=number title=name hint=hint message=message/> }.into_any()
        }
        None => view! { <ContactRow reach=reach number=number title=name hint=hint/> }.into_any(),
    }
}
