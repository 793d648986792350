//! The first opening: what this is, that it stays on this phone, that the person chooses who sees what. Nothing is
//! asked of anybody and nothing is written before the last tap.
use crate::components::{Art, Button, ButtonKind, ErrorNote, HILLS, Heading, Icon, PageDots, Screen, TextField, glyph};
use crate::i18n::*;
use crate::pages::person::{Arrival, AsideNote, LeftNote, LossNote, Work, use_go};
use crate::platform::device;
use crate::state::use_person;
use crate::words::{self, say};
use leptos::prelude::*;

const LAST: u8 = 3;

/// Three short screens.
#[component]
pub fn FirstOpeningPage() -> impl IntoView {
    let at = RwSignal::new(1u8);
    // In a tab on iPhone or iPad, the home screen comes first, before anything is written.
    let home_screen_first = RwSignal::new(device::is_tab_on_ios());
    move || match at.get() {
        1 => view! { <What at=at/> }.into_any(),
        2 => view! { <Here at=at/> }.into_any(),
        _ if home_screen_first.get() => view! { <HomeScreen at=at first=home_screen_first/> }.into_any(),
        _ => view! { <Choice at=at/> }.into_any(),
    }
}

#[component]
fn Dots(at: RwSignal<u8>) -> impl IntoView {
    let i18n = use_i18n();
    let words = say!(i18n, person.first_opening.at, at = at.get_untracked(), of = LAST);
    view! { <PageDots at=at of=LAST words=words/> }
}

#[component]
fn Next(at: RwSignal<u8>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Dots at=at/>
        <Button on_press=move |()| at.update(|at| *at += 1)>{t!(i18n, person.first_opening.next)}</Button>
    }
}

#[component]
fn What(at: RwSignal<u8>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Screen
            title=say!(i18n, person.first_opening.first.title)
            lede=say!(i18n, person.first_opening.first.lede)
            heading=Heading::Huge
            class="full-land"
            dock=move || view! { <Next at=at/> }
        >
            <LossNote/>
            <LeftNote/>
            <AsideNote/>
            <Art drawing=HILLS/>
        </Screen>
    }
}

#[component]
fn Here(at: RwSignal<u8>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Screen
            title=say!(i18n, person.first_opening.second.title)
            lede=say!(i18n, person.first_opening.second.lede)
            heading=Heading::Huge
            class="full-land"
            dock=move || view! { <Next at=at/> }
        >
            <p class="lede">{t!(i18n, person.first_opening.second.more)}</p>
            <p class="soft">{t!(i18n, person.first_opening.second.private)}</p>
            <Art drawing=HILLS/>
        </Screen>
    }
}

#[component]
fn HomeScreen(at: RwSignal<u8>, first: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let dock = move || {
        view! {
            <Dots at=at/>
            <Button kind=ButtonKind::Quiet on_press=move |()| first.set(false)>
                {t!(i18n, person.first_opening.home_screen.without)}
            </Button>
        }
    };
    view! {
        <Screen
            title=say!(i18n, person.first_opening.home_screen.title)
            lede=say!(i18n, person.first_opening.home_screen.why)
            heading=Heading::Huge
            dock=dock
        >
            <ul class="promise low">
                <li><Icon glyph=glyph::SHARE_2/><span>{t!(i18n, person.first_opening.home_screen.how_first)}</span></li>
                <li><Icon glyph=glyph::PLUS/><span>{t!(i18n, person.first_opening.home_screen.how_second)}</span></li>
                <li><Icon glyph=glyph::SMARTPHONE/><span>{t!(i18n, person.first_opening.home_screen.how_third)}</span></li>
            </ul>
        </Screen>
    }
}

#[component]
fn Choice(at: RwSignal<u8>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let arrival = expect_context::<Arrival>();
    let work = Work::new();
    let name = RwSignal::new(String::new());
    let start = move |()| {
        let name = name.get_untracked();
        work.run(async move { person.preferences.finish_first_opening(Some(&name)).await }, move |()| {
            // Whoever came with an introduction goes on to it.
            go.instead(if arrival.has_code() { "/i" } else { "/" });
        });
    };
    let from_another = move |()| {
        work.run(async move { person.preferences.finish_first_opening(None).await }, move |()| go.to("/me/move"));
    };
    let dock = move || {
        view! {
            <Dots at=at/>
            <p class="lead">{t!(i18n, person.first_opening.third.age)}</p>
            <Button on_press=start busy=work.busy>{t!(i18n, person.first_opening.third.start)}</Button>
        }
    };
    view! {
        <Screen
            title=say!(i18n, person.first_opening.third.title)
            lede=say!(i18n, person.first_opening.third.lede)
            heading=Heading::Huge
            dock=dock
        >
            <TextField
                id="name"
                label=say!(i18n, person.first_opening.third.name)
                hint=say!(i18n, person.first_opening.third.name_hint)
                value=name
                on_input=move |text| name.set(text)
                own=true
                max=60
                on_enter=start
            />
            <Button kind=ButtonKind::Quiet on_press=from_another>{t!(i18n, person.first_opening.third.another)}</Button>
            <NotKept work=work/>
        </Screen>
    }
}

/// Why the first opening was not kept. Only the storage of this phone can refuse it, so that no other sentence has to
/// come with the first screen.
#[component]
fn NotKept(work: Work) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        work.fault.get().map(|fault| {
            let (title, next) = words::not_kept(i18n, &fault);
            view! { <ErrorNote title=title words=next/> }
        })
    }
}
