//! For an address that is no screen.
use crate::components::{LinkButton, TeamScreen};
use crate::i18n::*;
use leptos::prelude::*;

/// Says so, and leads back.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TeamScreen title=move || t_string!(i18n, team.not_found.title)>
            <p class="lede">{t!(i18n, team.not_found.text)}</p>
            <LinkButton href="/" fit=true>{t!(i18n, team.not_found.back)}</LinkButton>
        </TeamScreen>
    }
}
