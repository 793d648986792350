//! When a worker may have to tell others, said before a permission is given.
use crate::i18n::*;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::records::Records;
use leptos::prelude::*;

/// When a worker may have to tell others: the organisation's own sentence, or ours.
pub(super) fn safeguarding(i18n: I18n, records: &Records, name: &str) -> String {
    let own = records.org.as_ref().map(|org| org.safeguarding.clone()).filter(|line| !line.is_empty());
    own.unwrap_or_else(|| say!(i18n, person.preview.worried, name = name))
}

/// As [`safeguarding`], on a screen.
#[component]
pub(super) fn Safeguarding(name: String) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let line = person.notebook.records.with_untracked(|records| safeguarding(i18n, records, &name));
    view! { <p class="soft small sub" dir="auto">{line}</p> }
}
