//! The two fields of a new password.
use crate::components::{Takes, TextField};
use crate::i18n::*;
use crate::pages::form::TypedTwice;
use crate::state::worker::password::{PASSWORD_MIN, spelled};
use crate::words;
use domain::weak::{self, Weak};
use leptos::prelude::*;

/// Two empty fields.
pub(super) fn new_password() -> TypedTwice<Weak> {
    TypedTwice::new(spelled, |typed| weak::check(typed, PASSWORD_MIN).err())
}

/// The fields.
#[component]
pub(super) fn NewPassword(secret: TypedTwice<Weak>, on_enter: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TextField
            id="new-password"
            kind="password"
            label=move || t_string!(i18n, team.set_up.password)
            hint=move || t_string!(i18n, team.set_up.password_hint)
            value=secret.first
            on_input=move |text| secret.first.set(text)
            error=secret.first_error(move |weak| words::weak(i18n, weak, PASSWORD_MIN))
            autocomplete="new-password"
            takes=Takes::SignIn
        />
        <TextField
            id="again"
            kind="password"
            label=move || t_string!(i18n, team.set_up.again)
            value=secret.again
            on_input=move |text| secret.again.set(text)
            error=secret.again_error(move || t_string!(i18n, team.set_up.different).to_owned())
            autocomplete="new-password"
            takes=Takes::SignIn
            on_enter=on_enter
        />
    }
}
