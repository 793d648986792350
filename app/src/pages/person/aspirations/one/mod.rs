//! One aspiration: its words, its whole way with the words along it, small steps, how it went, how it stands.
mod areas;
mod history;
mod looks_back;
mod standing;
mod steps;
mod whole_way;
mod why;
mod words;

use crate::components::{Back, Heading, LinkButton, Screen};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::aspirations::AspirationScreen;
use crate::pages::person::shell::go::{param, use_go};
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::seen_by::SeenBy;
use crate::platform::intl;
use crate::state::use_person;
use crate::words::say;
use areas::{AreaLines, Areas};
use domain::aspiration::{Aspiration, AspirationState};
use domain::id::AspirationId;
use domain::set::Set;
use domain::share::seen::Thing;
use history::History;
use leptos::prelude::*;
use looks_back::{Found, LooksBack};
use standing::Standing;
use steps::Steps;
use whole_way::Way;
use why::Why;
use words::Words;

/// One aspiration by the id of the address; it stays while it is being taken out.
#[component]
pub fn AspirationPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let id = param::<AspirationId>("id");
    // The words and ratings only: ticking a step leaves the page, and what it is about to do, where it is.
    let shown = Memo::new(move |before: Option<&Option<Aspiration>>| {
        let id = id.get()?;
        let there = person.notebook.records.with(|records| records.aspirations.get(&id).cloned());
        let Some(it) = there else {
            // Just taken out: the next screen is on its way.
            return before.cloned().flatten().filter(|it| it.id == id);
        };
        Some(Aspiration {
            steps: Vec::new(),
            history: Vec::new(),
            in_focus: false,
            order: 0,
            earlier: Vec::new(),
            became: None,
            state: AspirationState::WorkingOnIt,
            edited: None,
            areas: Set::new(),
            found_out: Vec::new(),
            ..it
        })
    });
    move || {
        let Some(it) = shown.get() else { return view! { <NotFoundPage/> }.into_any() };
        let id = it.id;
        let dock = {
            let looked = it.looks_back.last().map(|look| intl::day_plain(look.at.day()));
            move || {
                let first = looked.is_none();
                let lead = match looked {
                    Some(day) => say!(i18n, person.aspiration.looked_back, day = day),
                    None => say!(i18n, person.aspiration.not_looked_back),
                };
                let word = if first {
                    say!(i18n, person.aspiration.where_first)
                } else {
                    say!(i18n, person.aspiration.where_now)
                };
                view! {
                    <p class="lead">{lead}</p>
                    <LinkButton href=AspirationScreen::LookBack.path(&[&id])>{word}</LinkButton>
                }
            }
        };
        view! {
            <Screen
                title=it.words.clone()
                heading=Heading::Own
                back=Back::to("/aspirations").named(say!(i18n, person.aspiration.back))
                dock=dock
            >
                <Areas id=id/>
                <Way aspiration=it.clone()/>
                <LooksBack aspiration=it.clone()/>
                <Steps id=id/>
                <Why aspiration=it/>
                <SeenBy thing=Thing::Aspiration(id)/>
                <AreaLines id=id/>
                <Found id=id/>
                <Standing id=id go=go/>
                <History id=id/>
                <Words id=id go=go/>
            </Screen>
        }
        .into_any()
    }
}
