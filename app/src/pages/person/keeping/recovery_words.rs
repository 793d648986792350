//! The twelve recovery words, shown when the person asks for them.
use crate::components::{Back, Button, ButtonKind, CheckWords, Notice, Screen, glyph};
use crate::i18n::*;
use crate::pages::person::shell::go::use_go;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::use_person;
use crate::words::say;
use leptos::prelude::*;

/// Says that nobody else should look; the twelve words come at a tap.
#[component]
pub fn RecoveryWordsPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let shown = RwSignal::new(false);
    let work = Work::new();
    let go = use_go();
    let have = move |()| work.run(person.backup.have_words(), move |()| go.to("/me/backup"));
    view! {
        <Screen
            title=say!(i18n, person.words.title)
            lede=say!(i18n, person.words.lede)
            back=Back::to("/me").named(say!(i18n, person.me.title))
        >
            <Notice glyph=glyph::EYE_OFF>{t!(i18n, person.words.private)}</Notice>
            {move || {
                let words = person.copy_file.recovery_words().filter(|_| shown.get());
                match words {
                    Some(words) => {
                        let words = words.map(str::to_owned).to_vec();
                        view! {
                            <CheckWords words=words label=say!(i18n, person.words.title)/>
                            <Button kind=ButtonKind::Alt on_press=have busy=work.busy>{t!(i18n, person.words.have)}</Button>
                        }
                            .into_any()
                    }
                    None => {
                        view! {
                            <Button kind=ButtonKind::Alt on_press=move |()| shown.set(true)>{t!(i18n, person.words.show)}</Button>
                        }
                            .into_any()
                    }
                }
            }}
            <FaultNote work=work/>
        </Screen>
    }
}
