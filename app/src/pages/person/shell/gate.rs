//! What stands around every screen that shows records: nothing before the store is open, the first opening before
//! anything else, and in plain words what to do when the store cannot be opened.
use super::go::{Go, use_go};
use crate::components::{Button, ButtonKind, ErrorNote, LinkButton, Screen, Spinner};
use crate::i18n::*;
use crate::platform::intl::{self, Plural};
use crate::platform::{events, held, service_worker};
use crate::state::person::erased::OnServer;
use crate::state::person::{Ready, use_person};
use crate::state::{PersonState, stands_aside};
use crate::words::{self, say};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;

/// Where a safe copy is brought back: from a file, or with twelve words from the organisation.
const BRING_BACK: &str = "/me/back";
const MOVE_HERE: &str = "/me/move";
/// What stands aside is opened or deleted.
const ASIDE: &str = "/me/aside";

/// Draws what stands in the place of every screen while the app lock is closed.
#[derive(Clone, Copy)]
pub struct AtLock(pub Callback<(), AnyView>);

/// Asks, beside the first opening, what stands aside, so that today is counted there too. Nothing of it is seen.
#[derive(Clone, Copy)]
pub struct Counting(pub Callback<(), AnyView>);

/// Draws what stands above a statement that somebody helps with, once its part is here.
#[derive(Clone, Copy)]
pub struct BesideLines(pub Callback<(), AnyView>);

/// Shows its screen once the records are open and the first opening is done.
#[component]
pub fn Kept(
    /// The screen opens while the app lock is closed, and before the first opening.
    before_lock: bool,
    /// The screen.
    children: ChildrenFn,
) -> impl IntoView {
    let person = use_person();
    let go = use_go();
    let at_lock = expect_context::<AtLock>();
    let ready = Memo::new(move |_| person.notebook.ready.get());
    let welcomed = Memo::new(move |_| person.notebook.records.with(|records| records.settings.welcomed.is_some()));
    // A phone that lost everything may be given its safe copy before anything else.
    let here = use_location().pathname;
    let first = Memo::new(move |_| {
        ready.get() == Ready::Open
            && !welcomed.get()
            && !before_lock
            && ![BRING_BACK, MOVE_HERE, ASIDE].contains(&here.get().as_str())
    });
    let waits = RwSignal::new(!before_lock && held::check_in().is_some());
    Effect::new(move |_| {
        if waits.get() && ready.get() == Ready::Open {
            keep_held(person, go, waits, welcomed.get_untracked());
            return;
        }
        if !first.get() {
            return;
        }
        let opening = move || go.instead("/welcome");
        // Tapped on the page's own opening, before the program was there to say anything else on it.
        if !tells_first(person) && held::take_begin() {
            spawn_local(async move {
                if person.preferences.finish_first_opening().await.is_err() {
                    // The opening says why at the next tap.
                    opening();
                }
            });
        } else {
            opening();
        }
    });
    move || match ready.get() {
        Ready::Opening => view! { <Opening/> }.into_any(),
        Ready::Refused(error) if !before_lock => {
            let i18n = use_i18n();
            let (title, next) = words::store(i18n, &error);
            let again = move |()| {
                person.notebook.ready.set(Ready::Opening);
                spawn_local(person.lock.open());
            };
            view! {
                <Screen title=title lede=next dock=move || view! { <Button on_press=again>{t!(i18n, person.store.again)}</Button> }>
                    // A newer app, another tab or a private window: nothing here is lost. Else a copy is the way on.
                    {error.is_lasting().then(|| {
                        view! {
                            {(!error.is_damage()).then(|| view! { <p class="soft">{t!(i18n, person.store.lasting)}</p> })}
                            <LinkButton href=BRING_BACK kind=ButtonKind::Alt>{t!(i18n, person.store.loss_back)}</LinkButton>
                        }
                    })}
                </Screen>
            }
            .into_any()
        }
        Ready::Locked if !before_lock => at_lock.0.run(()),
        Ready::Open if waits.get() || first.get() => ().into_any(),
        Ready::Open | Ready::Locked | Ready::Refused(_) => children().into_any(),
    }
}

/// Keeps the check-in that was begun on the page's own screens before any screen is drawn. What cannot be kept, and what
/// the opening has more to say about first, is held on: it is kept once the person has begun there.
fn keep_held(person: PersonState, go: Go, waits: RwSignal<bool>, welcomed: bool) {
    let held = held::check_in().filter(|_| welcomed || !tells_first(person));
    spawn_local(async move {
        if let Some(held) = held {
            match person.check_ins.keep_held(held).await {
                Ok(kept) => {
                    held::note_kept();
                    // Another was under way, which only these records knew: Today goes on with it.
                    if kept != held.id {
                        go.instead("/");
                    } else if held.place.is_some() {
                        held::say_kept();
                        events::painted().await;
                    }
                }
                Err(_) => drop(held::take_begin()),
            }
        }
        // The screen may have been left meanwhile; the next one has looked for itself.
        let _ = waits.try_set(false);
    });
}

/// Whether the opening has more to say than that a notebook begins: something seems to be missing, stands aside, or still
/// waits to be sent.
fn tells_first(person: PersonState) -> bool {
    person.notebook.loss.with_untracked(Option::is_some)
        || stands_aside()
        || person.erased.left.get_untracked() > 0
        || person.erased.on_server.get_untracked() == OnServer::Leaving
}

/// The wait for the store: no heading takes the focus yet.
#[component]
fn Opening() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Spinner words=say!(i18n, person.store.opening)/> }
}

/// Says that records seem to be missing, until the person goes on with what is there. It stands on the first opening
/// too: a browser that clears everything leaves a phone that looks new.
#[component]
pub fn LossNote() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let accept = move |()| {
        spawn_local(async move {
            // If this is not kept, the same words are here again at the next start.
            let _ = person.notebook.accept_loss().await;
        });
    };
    move || {
        person.notebook.loss.with(Option::is_some).then(|| {
            view! {
                <ErrorNote title=say!(i18n, person.store.loss) words=say!(i18n, person.store.loss_next)>
                    <LinkButton href=BRING_BACK kind=ButtonKind::Alt fit=true>{t!(i18n, person.store.loss_back)}</LinkButton>
                    <Button kind=ButtonKind::Alt fit=true on_press=accept>{t!(i18n, person.store.loss_go_on)}</Button>
                </ErrorNote>
            }
        })
    }
}

/// Says, before the first opening, that something stands aside here.
#[component]
pub fn AsideNote() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let counting = stands_aside().then(|| expect_context::<Counting>().0.run(()));
    let link = move || {
        (person.aside.about.with(Option::is_some) || stands_aside()).then(|| {
            view! { <LinkButton href=ASIDE kind=ButtonKind::Alt>{t!(i18n, person.aside.title)}</LinkButton> }
        })
    };
    view! { {link} {counting} }
}

/// Says that something waits to be sent, or to leave the server's disk, although everything was deleted here.
#[component]
pub fn LeftNote() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    move || {
        let left = person.erased.left.get();
        let leaving = person.erased.on_server.get() == OnServer::Leaving;
        (left > 0).then(|| {
            let title = match intl::plural(left) {
                _ if leaving => say!(i18n, person.erase.leaving),
                Plural::One => say!(i18n, person.erase.left_single),
                Plural::Other => say!(i18n, person.erase.left_many, count = left),
            };
            let words =
                if leaving { say!(i18n, person.erase.server_leaving) } else { say!(i18n, person.erase.left_next) };
            view! { <ErrorNote title=title words=words/> }
        })
    }
}

/// What Today and Me say about the app itself: a new version that waits, records that seem to be missing.
#[component]
pub fn Notices() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let update = move || {
        person.offline.update_waiting.get().then(|| {
            view! {
                <section class="good" aria-live="polite">
                    <div class="grow">
                        <p class="label">{t!(i18n, person.update.title)}</p>
                        <p>{t!(i18n, person.update.text)}</p>
                        <Button kind=ButtonKind::Alt fit=true on_press=move |()| service_worker::accept_update()>
                            {t!(i18n, person.update.take)}
                        </Button>
                    </div>
                </section>
            }
        })
    };
    let unreadable = move || {
        let count = person.notebook.unreadable.get();
        (count > 0).then(|| {
            let title = match intl::plural(count) {
                Plural::One => say!(i18n, person.store.unreadable_single),
                Plural::Other => say!(i18n, person.store.unreadable_many, count = count),
            };
            view! { <ErrorNote title=title/> }
        })
    };
    view! { {update} <LossNote/> {unreadable} }
}
