//! Around a check-in that somebody reads out from this phone: what whoever reads is told before the first statement, and the
//! phone that goes back after the last, before anything of a result is seen.
use crate::components::{Back, Button, Heading, LinkButton, Promise, Screen, glyph};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::check_in::{BeforeScreen, CheckInScreen, ResultScreen};
use crate::pages::person::shell::go::{param, use_go};
use crate::pages::person::shell::screens::Addressed;
use crate::state::use_person;
use crate::words::say;
use domain::id::CheckInId;
use leptos::prelude::*;

/// The script of whoever reads, before the first statement.
#[component]
pub fn HandOverPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let id = param::<CheckInId>("id");
    move || {
        let known = |id: &CheckInId| person.notebook.records.with_untracked(|it| it.drafts.contains_key(id));
        let Some(id) = id.get().filter(known) else { return view! { <NotFoundPage/> }.into_any() };
        let first = CheckInScreen::Statement.path(&[&id, &1]);
        let dock = move || {
            view! { <LinkButton href=first.clone() instead=true>{t!(i18n, person.hand_over.begin)}</LinkButton> }
        };
        view! {
            <Screen
                title=say!(i18n, person.hand_over.title)
                lede=say!(i18n, person.hand_over.lede)
                heading=Heading::Huge
                back=Back::to(BeforeScreen::Intro.path(&[]))
                dock=dock
            >
                <ul class="promise">
                    <Promise glyph=glyph::FILE_TEXT>{t!(i18n, person.hand_over.exactly)}</Promise>
                    <Promise glyph=glyph::MESSAGE_CIRCLE>{t!(i18n, person.hand_over.options)}</Promise>
                    <Promise glyph=glyph::MINUS>{t!(i18n, person.hand_over.no_examples)}</Promise>
                    <Promise glyph=glyph::CHECK>{t!(i18n, person.hand_over.they_answer)}</Promise>
                    <Promise glyph=glyph::UNDO_2>{t!(i18n, person.hand_over.skip)}</Promise>
                    <Promise glyph=glyph::EYE_OFF>{t!(i18n, person.hand_over.nothing_shown)}</Promise>
                </ul>
            </Screen>
        }
        .into_any()
    }
}

/// Nothing of the check-in stands here: the phone goes back to whose it is.
#[component]
pub fn HandBackPage() -> impl IntoView {
    let i18n = use_i18n();
    let go = use_go();
    let id = param::<CheckInId>("id");
    move || {
        let Some(id) = id.get() else { return view! { <NotFoundPage/> }.into_any() };
        let on = move |()| go.instead(&ResultScreen::Support.path(&[&id]));
        let dock = move || {
            view! {
                <p class="lead">{t!(i18n, person.hand_over.private)}</p>
                <Button on_press=on>{t!(i18n, person.hand_over.have_it)}</Button>
            }
        };
        view! {
            <Screen
                title=say!(i18n, person.hand_over.back)
                lede=say!(i18n, person.hand_over.thanks)
                heading=Heading::Huge
                dock=dock
            >
                ""
            </Screen>
        }
        .into_any()
    }
}
