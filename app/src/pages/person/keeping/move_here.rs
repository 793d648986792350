//! Moving to this phone with twelve words: look for the copy with the organisation, see what it holds, bring it.
use super::open_copy::holds;
use crate::components::{Back, Button, QuietLink, Screen, Section, Spinner, Takes, TextArea, when};
use crate::i18n::*;
use crate::pages::person::shell::joining::{AsideLink, Bring, BringingBack, Sure};
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::use_person;
use crate::words::say;
use leptos::prelude::*;

/// Twelve words, what they find with the organisation, and bringing it to this phone.
#[component]
pub fn MoveHerePage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let words = RwSignal::new(String::new());
    let joining = BringingBack::new();
    let opened = joining.copy;
    // Nothing to carry away before anything is written, and no way to while the lock is closed.
    let from_here = person.notebook.records.with_untracked(|records| !records.check_ins.is_empty());
    let look = move |()| {
        opened.set(None);
        work.run(person.backup.find(words.get_untracked()), move |copy| opened.set(Some(copy)));
    };
    let dock = move || {
        view! {
            {move || {
                if opened.with(Option::is_some) {
                    return view! { <Bring joining=joining work=work/> }.into_any();
                }
                view! { <Button on_press=look busy=work.busy>{t!(i18n, person.moving.look)}</Button> }.into_any()
            }}
        }
    };
    let page = move || {
        view! {
            <Screen
                title=say!(i18n, person.moving.title)
                lede=say!(i18n, person.moving.lede)
                back=Back::to("/me/back")
                dock=dock
            >
                <TextArea
                    id="words"
                    label=say!(i18n, person.back.words)
                    hint=say!(i18n, person.back.words_hint)
                    value=words
                    on_input=move |text| {
                        opened.set(None);
                        words.set(text);
                    }
                    takes=Takes::Secret
                />
                <AsideLink/>
                <FaultNote work=work/>
                {when(move || work.busy.get(), move || view! { <Spinner words=say!(i18n, person.moving.looking)/> })}
                <div role="status">
                    {move || {
                        opened.get().map(|copy| {
                            view! {
                                {holds(i18n, &copy)}
                                <p class="small low">{t!(i18n, person.moving.goes_on)}</p>
                            }
                        })
                    }}
                </div>
                {from_here.then(|| {
                    view! {
                        <section>
                            <Section title=say!(i18n, person.moving.from_title)/>
                            <p>{t!(i18n, person.moving.from)}</p>
                            <p><QuietLink href="/me/copy">{t!(i18n, person.copy.title)}</QuietLink></p>
                        </section>
                    }
                })}
                <p class="low"><QuietLink href="/me/back">{t!(i18n, person.moving.file)}</QuietLink></p>
            </Screen>
        }
    };
    let asks = Memo::new(move |_| joining.asks());
    move || if asks.get() { view! { <Sure joining=joining work=work/> }.into_any() } else { page().into_any() }
}
