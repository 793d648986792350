//! What stands in the place of every screen while the app lock is closed. It shows nothing of the person's, and Get
//! help now opens from it.
use crate::components::{Button, ButtonKind, RowLink, Screen, SecretField, ShowButton, glyph, when};
use crate::i18n::*;
use crate::pages::person::shell::joining::AsideLink;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::intl::{self, Plural};
use crate::state::{Tried, use_person};
use crate::words::{I18n, say};
use domain::lock::{LockKind, minutes};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The longest PIN or words of a lock, in characters.
pub(super) const LOCK_LONGEST: u32 = 200;

/// The screen.
#[component]
pub fn LockedPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    spawn_local(person.aside.look());
    let work = Work::new();
    let (secret, tried) = (RwSignal::new(String::new()), RwSignal::new(None::<Tried>));
    let (forgotten, shown) = (RwSignal::new(false), RwSignal::new(false));
    let open = move |()| {
        if work.busy.get_untracked() {
            return;
        }
        tried.set(None);
        work.run(person.lock.unlock(secret.get_untracked()), move |answer| {
            // Once it is open this screen is gone, and its signals with it.
            let _ = tried.try_set(Some(answer));
            let _ = secret.try_set(String::new());
        });
    };
    let dock = move || {
        view! {
            <p class="lead" role="status">{move || work.busy.get().then_some(t!(i18n, person.lock.opening))}</p>
            <Button on_press=open busy=work.busy>{t!(i18n, person.locked.open)}</Button>
        }
    };
    let pin = move || person.lock.kind.get() != Some(LockKind::Words);
    view! {
        <Screen title=say!(i18n, person.locked.title) dock=dock>
            <SecretField
                id="secret"
                label=if pin() { say!(i18n, person.locked.pin) } else { say!(i18n, person.locked.words) }
                pin=pin()
                value=secret
                shown=shown
                max=LOCK_LONGEST
                error=Signal::derive(move || tried.get().and_then(|tried| tried_words(i18n, tried)))
                on_enter=open
            />
            {(!pin()).then(|| view! { <ShowButton shown=shown words=say!(i18n, person.copy.show)/> })}
            <FaultNote work=work/>
            <p class="low">
                <Button kind=ButtonKind::Quiet on_press=move |()| forgotten.update(|it| *it = !*it)>
                    {t!(i18n, person.locked.forgotten)}
                </Button>
            </p>
            <div role="status">
                {when(move || forgotten.get(), move || view! {
                    <p>{t!(i18n, person.locked.forgotten_words)}</p>
                    <p>{t!(i18n, person.locked.forgotten_aside)}</p>
                    <AsideLink/>
                    <div class="rows">
                        <RowLink href="/me/back" label=say!(i18n, person.locked.back) glyph=glyph::REFRESH_CW/>
                        <RowLink href="/me/delete" label=say!(i18n, person.locked.erase) glyph=glyph::TRASH_2/>
                    </div>
                })}
            </div>
        </Screen>
    }
}

/// Why a try did not open the lock; nothing if it did.
pub(super) fn tried_words(i18n: I18n, tried: Tried) -> Option<String> {
    match tried {
        Tried::Open => None,
        Tried::Wrong => Some(say!(i18n, person.lock.wrong)),
        Tried::Wait(ms) => {
            let minutes = minutes(ms);
            Some(match intl::plural(minutes) {
                Plural::One => say!(i18n, person.lock.wait_single),
                Plural::Other => say!(i18n, person.lock.wait_many, count = minutes),
            })
        }
    }
}
