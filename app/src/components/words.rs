//! The few words that every screen shares. They become keys of the catalogue's section "parts".
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// Words that follow the language.
pub(super) fn text(words: TextProp) -> AnyView {
    (move || words.get()).into_any()
}

macro_rules! shared {
    ($($name:ident $words:literal)*) => { $(
        pub(super) fn $name() -> TextProp { $words.into() }
    )* };
}

shared! {
    get_help "Get help now"
    back "Back"
    close "Close"
    me "Me"
    places "Places"
    today "Today"
    check_ins "Check-ins"
    aspirations "Aspirations"
    sharing "Sharing"
    people "People"
    introductions "Introductions"
    sign_out "Sign out"
}
