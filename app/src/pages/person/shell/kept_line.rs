//! "Kept on this phone", said once it is so.
use crate::components::{Icon, glyph, when};
use crate::i18n::*;
use crate::state::person::{Saved, use_person};
use leptos::prelude::*;

/// "Kept on this phone" once the latest change is on the disk; read out.
#[component]
pub(crate) fn KeptLine(
    /// What is marked here was kept before the screen was drawn.
    #[prop(optional)]
    already: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    // What an earlier screen kept is not news here.
    let changed_here = RwSignal::new(already);
    Effect::new(move |_| {
        if person.notebook.saved.get() == Saved::Saving {
            changed_here.set(true);
        }
    });
    let kept = Memo::new(move |_| changed_here.get() && person.notebook.saved.get() == Saved::Saved);
    view! {
        <p class="kept" role="status">
            {when(move || kept.get(), move || view! { <Icon glyph=glyph::CHECK/><span>{t!(i18n, person.store.kept)}</span> })}
        </p>
    }
}
