//! Bring a safe copy back: choose the file, open it, see what it holds, and only then join it with this phone.
use super::open_copy::{CopyFile, Opening, holds, open_button};
use crate::components::{Back, QuietLink, Screen, Spinner, when};
use crate::i18n::*;
use crate::pages::person::shell::joining::{AsideLink, Bring, BringingBack, Sure};
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::use_person;
use crate::words::say;
use leptos::prelude::*;

/// Opens a safe copy and brings what it holds, before the first opening and under a lock too.
#[component]
pub fn BringBackPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let joining = BringingBack::new();
    let opened = joining.copy;
    let opening = Opening::new(work, opened);
    let dock = move || {
        view! {
            {move || match (opened.with(Option::is_some), opening.has_file()) {
                (true, _) => view! { <Bring joining=joining work=work/> }.into_any(),
                (_, true) => open_button(i18n, opening, move |bytes, secret| person.copy_file.open(bytes, secret)),
                _ => ().into_any(),
            }}
        }
    };
    let page = move || {
        view! {
            <Screen
                title=say!(i18n, person.back.title)
                lede=say!(i18n, person.back.lede)
                back=Back::to("/me").named(say!(i18n, person.me.title))
                dock=dock
            >
                <CopyFile opening=opening/>
                <p class="low"><QuietLink href="/me/move">{t!(i18n, person.back.by_words)}</QuietLink></p>
                <p><QuietLink href="/words">{t!(i18n, person.claim.title)}</QuietLink></p>
                <AsideLink/>
                <FaultNote work=work/>
                {when(move || work.busy.get(), move || view! { <Spinner words=say!(i18n, person.back.opening)/> })}
                <div role="status">{move || opened.get().map(|copy| holds(i18n, &copy))}</div>
            </Screen>
        }
    };
    let asks = Memo::new(move |_| joining.asks());
    move || if asks.get() { view! { <Sure joining=joining work=work/> }.into_any() } else { page().into_any() }
}
