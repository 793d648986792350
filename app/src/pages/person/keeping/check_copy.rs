//! Check a copy: choose the file, open it with what opens it, see what it holds. Nothing on this phone changes.
use super::open_copy::{CopyFile, Opening, open_button, terms};
use crate::components::{Back, Notice, Screen, Spinner, glyph, when};
use crate::i18n::*;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::{OpenedCopy, use_person};
use crate::words::say;
use leptos::prelude::*;

/// Opens a copy and says what it holds, so that one can trust it before one needs it.
#[component]
pub fn CheckCopyPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let opened = RwSignal::new(None::<OpenedCopy>);
    let opening = Opening::new(work, opened);
    let dock = move || {
        view! {
            {move || {
                let check = move |bytes, secret| person.copy_file.check(bytes, secret);
                opening.has_file().then(|| open_button(i18n, opening, check))
            }}
        }
    };
    view! {
        <Screen
            title=say!(i18n, person.check.title)
            lede=say!(i18n, person.check.lede)
            back=Back::to("/me/copy")
            dock=dock
        >
            <CopyFile opening=opening/>
            <FaultNote work=work/>
            {when(move || work.busy.get(), move || view! { <Spinner words=say!(i18n, person.back.opening)/> })}
            <div role="status">
                {move || {
                    opened.get().map(|copy| {
                        view! {
                            <Notice glyph=glyph::CHECK>{t!(i18n, person.check.opens)}</Notice>
                            {terms(i18n, &copy)}
                        }
                    })
                }}
            </div>
        </Screen>
    }
}
