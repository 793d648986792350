//! The first day: two ways to begin, of one size and one weight, and the ways in for whoever comes with something.
use super::browser_may_clear::MayBePrivate;
use super::greeting::greeting;
use super::later::Later;
use crate::components::glyph::Glyph;
use crate::components::{Art, Icon, Place, RowLink, START, Screen, glyph};
use crate::i18n::*;
use crate::pages::person::aspirations::AspirationScreen;
use crate::pages::person::check_in::{BeforeScreen, use_usual};
use crate::pages::person::shell::gate::{Counting, Notices};
use crate::pages::person::shell::names;
use crate::pages::person::shell::screens::Addressed;
use crate::platform::intl;
use crate::state::{stands_aside, use_person};
use crate::words::{I18n, say};
use domain::check_in::Company;
use domain::instrument::{HOW_ARE_THINGS, Instrument};
use domain::today::is_first_day;
use leptos::prelude::*;

/// Today: before anything is begun two ways to begin; from then on what is new.
#[component]
pub fn TodayPage() -> impl IntoView {
    let person = use_person();
    let first = Memo::new(move |_| person.notebook.records.with(is_first_day));
    move || if first.get() { view! { <FirstDay/> }.into_any() } else { view! { <Later/> }.into_any() }
}

/// Nothing was begun yet.
#[component]
fn FirstDay() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    // Only where something is known to stand aside: what looks for it comes with another part.
    let counting = stands_aside().then(|| expect_context::<Counting>().0.run(()));
    let usual = use_usual();
    let check_in = move || {
        usual.instrument.get().map(|it| {
            let (href, title, hint) = (BeforeScreen::Intro.path(&[]), called(i18n, &it), hint(i18n, &it));
            view! {
                <div class="card">
                    {way_in(href, glyph::NOTEBOOK_PEN, title, hint)}
                    <p class="bfoot"><JustMe/></p>
                </div>
            }
        })
    };
    let (matters, one) = (say!(i18n, person.today.matters), say!(i18n, person.today.matters_hint));
    view! {
        <Screen
            title=move || greeting(i18n, person)
            over=move || intl::day_long(person.page.today.get())
            me=true
            nav=Place::Today
            dock=move || ()
        >
            <Notices/>
            <MayBePrivate/>
            {counting}
            <p class="lede">{t!(i18n, person.today.two_ways)}</p>
            <div class="begin">
                {check_in}
                <div class="card">
                    {way_in(AspirationScreen::Add.path(&[]), glyph::MOUNTAIN, matters, one)}
                    <p class="bfoot"><span>{t!(i18n, person.today.words_yours)}</span></p>
                </div>
            </div>
            <div class="rows begin-rows">
                <RowLink href="/i" label=say!(i18n, person.today.introduction) glyph=glyph::QR_CODE/>
                <RowLink href="/me/back" label=say!(i18n, person.back.title) glyph=glyph::REFRESH_CW/>
            </div>
            <div class="artbox"><Art drawing=START/></div>
        </Screen>
    }
}

/// The upper part of a card: all of it leads on.
fn way_in(href: String, icon: Glyph, title: String, hint: String) -> AnyView {
    view! {
        <a class="bhead" href=href>
            <Icon glyph=icon/>
            <span class="grow"><b dir="auto">{title}</b><span class="hint">{hint}</span></span>
            <span class="chev"><Icon glyph=glyph::CHEVRON_RIGHT small=true/></span>
        </a>
    }
    .into_any()
}

/// "Just me · Change": who is there, for a check-in that is begun here.
#[component]
pub(super) fn JustMe() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span>{names::company(i18n, Company::OnMyOwn)}</span>
        <a class="hit" href=BeforeScreen::With.path(&[])>{t!(i18n, person.begin.change)}</a>
    }
}

/// What a check-in is called where it is begun: the question itself, or its name.
pub(super) fn called(i18n: I18n, instrument: &Instrument) -> String {
    if instrument.pack.id == HOW_ARE_THINGS { say!(i18n, person.begin.title) } else { names::title(i18n, instrument) }
}

fn hint(i18n: I18n, instrument: &Instrument) -> String {
    if instrument.pack.id == HOW_ARE_THINGS {
        say!(i18n, person.today.things_hint)
    } else {
        say!(i18n, person.today.card_hint, count = instrument.pack.items.len())
    }
}
