//! The few words that every screen shares: section "parts" of the catalogue.
use crate::i18n::*;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// Words that follow the language.
pub(super) fn text(words: TextProp) -> AnyView {
    (move || words.get()).into_any()
}

macro_rules! shared {
    ($($name:ident)*) => { $(
        pub(super) fn $name() -> TextProp {
            let i18n = use_i18n();
            t_string!(i18n, parts.$name).into()
        }
    )* };
}

shared! { hide hide_this get_help back close me places today check_ins aspirations sharing people introductions helping team sign_out account }
