//! There is no page at this address, or what it was about is gone.
use crate::components::{LinkButton, Screen};
use crate::i18n::*;
use crate::words::say;
use leptos::prelude::*;

/// Says so, and leads back to Today.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let i18n = use_i18n();
    let back = move || view! { <LinkButton href="/">{t!(i18n, errors.not_found.back)}</LinkButton> };
    view! {
        <Screen title=say!(i18n, errors.not_found.title) lede=say!(i18n, errors.not_found.words) dock=back>
            ""
        </Screen>
    }
}
