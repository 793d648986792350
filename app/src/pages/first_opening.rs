//! The first opening, in one screen: what this is, that it stays on this phone, that the person chooses who sees what.
//! The rest of how it works is one tap away. Nothing is asked of anybody and nothing is written before "Begin".
use crate::components::{
    Art, Back, Button, ButtonKind, ErrorNote, HILLS, Heading, Icon, LinkButton, Screen, Section, glyph,
};
use crate::i18n::*;
use crate::pages::person::{Arrival, AsideNote, LeftNote, LossNote, Work, use_go};
use crate::platform::{device, held};
use crate::state::use_person;
use crate::words::{self, say};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The rest of how it works: the same page, so that it needs no part of the program that is not here yet, at an address
/// of its own, so that the browser's "back" leads to the opening again.
const HOW: &str = "?how";

/// In a tab on iPhone or iPad first the way to the home screen; then the opening, and "How it works".
#[component]
pub fn FirstOpeningPage() -> impl IntoView {
    let person = use_person();
    let go = use_go();
    let arrival = expect_context::<Arrival>();
    let work = Work::new();
    // Unless the person went on without it before the program was there.
    let home_screen = RwSignal::new(device::is_tab_on_ios() && !held::went_on());
    let how = use_location().search;
    let begin = Callback::new(move |()| {
        work.run(person.preferences.finish_first_opening(), move |()| {
            // Whoever came with an introduction, or with claim words, goes on to it.
            go.instead(arrival.leads_to().unwrap_or("/"));
        });
    });
    let without = Callback::new(move |()| home_screen.set(false));
    move || match (home_screen.get(), how.with(|how| how.ends_with(&HOW[1..]))) {
        (true, _) => view! { <HomeScreen without=without/> }.into_any(),
        (_, true) => view! { <HowItWorks begin=begin work=work/> }.into_any(),
        _ => view! { <Opening begin=begin work=work/> }.into_any(),
    }
}

#[component]
fn Opening(begin: Callback<()>, work: Work) -> impl IntoView {
    let i18n = use_i18n();
    let dock = move || {
        view! {
            <Button on_press=begin busy=work.busy>{t!(i18n, person.first_opening.begin)}</Button>
            <LinkButton kind=ButtonKind::Quiet href=format!("/welcome{HOW}")>{t!(i18n, person.first_opening.how.title)}</LinkButton>
        }
    };
    view! {
        <Screen title=say!(i18n, person.first_opening.first.title) heading=Heading::Huge class="full-land" dock=dock>
            <ul class="three">
                <li><Icon glyph=glyph::NOTEBOOK_PEN/><span>{t!(i18n, person.first_opening.first.notebook)}</span></li>
                <li><Icon glyph=glyph::SMARTPHONE/><span>{t!(i18n, person.first_opening.first.phone)}</span></li>
                <li><Icon glyph=glyph::HANDSHAKE/><span>{t!(i18n, person.first_opening.first.choose)}</span></li>
            </ul>
            <LossNote/>
            <LeftNote/>
            <AsideNote/>
            <NotKept work=work/>
            // Only what the words leave: it covers none of them, however large they are.
            <div class="artbox"><Art drawing=HILLS/></div>
        </Screen>
    }
}

#[component]
fn HowItWorks(begin: Callback<()>, work: Work) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let from_another = move |()| {
        work.run(person.preferences.finish_first_opening(), move |()| go.to("/me/move"));
    };
    let with_words = move |()| {
        work.run(person.preferences.finish_first_opening(), move |()| go.to("/words"));
    };
    let dock = move || {
        view! {
            <p class="lead">{t!(i18n, person.first_opening.how.age)}</p>
            <Button on_press=begin busy=work.busy>{t!(i18n, person.first_opening.begin)}</Button>
        }
    };
    view! {
        <Screen
            title=say!(i18n, person.first_opening.how.title)
            lede=say!(i18n, person.first_opening.how.lede)
            back=Back::to("/welcome")
            dock=dock
        >
            <Section title=say!(i18n, person.first_opening.how.here)/>
            <p>{t!(i18n, person.first_opening.how.account)}</p>
            <p>{t!(i18n, person.first_opening.how.sealed)}</p>
            <p>{t!(i18n, person.first_opening.how.private)}</p>
            <Section title=say!(i18n, person.first_opening.how.choose)/>
            <p>{t!(i18n, person.first_opening.how.shared)}</p>
            <Section title=say!(i18n, person.first_opening.how.before)/>
            <LinkButton kind=ButtonKind::Quiet fit=true href="/me/back">{t!(i18n, person.back.title)}</LinkButton>
            <Button kind=ButtonKind::Quiet fit=true on_press=from_another>{t!(i18n, person.first_opening.how.another)}</Button>
            <Button kind=ButtonKind::Quiet fit=true on_press=with_words>{t!(i18n, person.first_opening.how.words)}</Button>
            <NotKept work=work/>
        </Screen>
    }
}

#[component]
fn HomeScreen(without: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let dock = move || {
        view! {
            <Button kind=ButtonKind::Quiet on_press=without>
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
