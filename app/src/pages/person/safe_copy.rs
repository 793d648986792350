//! Save a copy: everything on this phone in one sealed file the person keeps where they like.
use super::work::{FaultNote, Work};
use crate::components::Spinner;
use crate::components::{Back, Button, Choice, Notice, OptionGroup, QuietLink, Screen, TextField, glyph};
use crate::i18n::*;
use crate::state::{Fault, use_person};
use crate::words::say;
use domain::seal::copy::PASSPHRASE_MIN;
use leptos::prelude::*;

/// The page.
#[component]
pub fn SafeCopyPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let (lock, passphrase) = (RwSignal::new(Some(0_usize)), RwSignal::new(String::new()));
    let (asked, saved) = (RwSignal::new(false), RwSignal::new(false));
    let own = move || lock.get() == Some(1);
    let short = move |text: &String| text.chars().count() < PASSPHRASE_MIN;
    let error = Signal::derive(move || {
        (asked.get() && own() && passphrase.with(short)).then(|| say!(i18n, person.copy.short, count = PASSPHRASE_MIN))
    });
    // Words nobody has written down open nothing.
    let unseen = Memo::new(move |_| person.records.with(|records| records.backup.words_seen.is_none()));
    let save = move |()| {
        asked.set(true);
        let own = own();
        if own && passphrase.with_untracked(short) {
            return;
        }
        let words = own.then(|| passphrase.get_untracked());
        work.run(person.save_copy(words), move |()| saved.set(true));
    };
    let dock = move || view! { <Button on_press=save busy=work.busy>{t!(i18n, person.copy.save)}</Button> };
    let choices = vec![
        Choice::new(say!(i18n, person.copy.with_words)).hint(say!(i18n, person.copy.with_words_hint)),
        Choice::new(say!(i18n, person.copy.with_passphrase)).hint(say!(i18n, person.copy.with_passphrase_hint)),
    ];
    view! {
        <Screen
            title=say!(i18n, person.copy.title)
            lede=say!(i18n, person.copy.lede)
            back=Back::to("/me").named(say!(i18n, person.me.title))
            dock=dock
        >
            <OptionGroup
                name="lock"
                legend=say!(i18n, person.copy.lock)
                legend_shown=true
                choices=choices
                chosen=lock
                on_choose=move |place| lock.set(Some(place))
            />
            <p><QuietLink href="/me/words">{t!(i18n, person.copy.see_words)}</QuietLink></p>
            {move || {
                own().then(|| {
                    view! {
                        <TextField
                            id="passphrase"
                            label=say!(i18n, person.copy.passphrase)
                            hint=say!(i18n, person.copy.passphrase_hint)
                            value=passphrase
                            on_input=move |text| passphrase.set(text)
                            error=error
                            kind="password"
                            autocomplete="new-password"
                        />
                    }
                })
            }}
            <FaultNote work=work/>
            {move || {
                let lacking = own() && work.fault.with(|fault| matches!(fault, Some(Fault::NoMemory(_))));
                lacking.then(|| view! { <p>{t!(i18n, person.copy.words_instead)}</p> })
            }}
            {move || work.busy.get().then(|| view! { <Spinner words=say!(i18n, person.copy.saving)/> })}
            <div role="status">
                {move || {
                    saved.get().then(|| {
                        view! {
                            <Notice glyph=glyph::CHECK>
                                <p>{t!(i18n, person.copy.saved)}</p>
                                {(!own() && unseen.get()).then(|| view! { <p>{t!(i18n, person.copy.words_unseen)}</p> })}
                            </Notice>
                        }
                    })
                }}
            </div>
            <p class="soft small low">{t!(i18n, person.copy.where_to)}</p>
        </Screen>
    }
}
