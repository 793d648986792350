//! Aspirations: those in focus first, then the others by how they stand. The words are the person's, on ruled lines.
use super::names;
use crate::components::{
    EmptyState, Icon, LinkButton, OwnSize, OwnWords, PathShort, Place, START, Screen, Section, glyph,
};
use crate::i18n::*;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::aspiration::{Aspiration, AspirationState};
use leptos::prelude::*;

/// The page.
#[component]
pub fn AspirationsPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let page = move || {
        person.records.with(|records| {
            let mut all: Vec<_> = records.aspirations.values().collect();
            all.sort_by_key(|it| it.order);
            if all.is_empty() {
                return view! { <EmptyState words=say!(i18n, person.aspirations.empty) drawing=START/> }.into_any();
            }
            let working = |it: &&Aspiration| it.state == AspirationState::WorkingOnIt;
            let focus: Vec<_> = all.iter().copied().filter(|it| it.in_focus).collect();
            let others: Vec<_> = all.iter().copied().filter(|it| !it.in_focus).filter(working).collect();
            let of = |state| all.iter().copied().filter(|it| it.state == state).collect::<Vec<_>>();
            view! {
                <p class="soft small sub">{t!(i18n, person.aspirations.sub)}</p>
                {group(i18n, say!(i18n, person.aspirations.focus), &focus)}
                {group(i18n, say!(i18n, person.aspirations.others), &others)}
                {group(i18n, say!(i18n, person.aspirations.reached), &of(AspirationState::Reached))}
                {group(i18n, say!(i18n, person.aspirations.resting), &of(AspirationState::Resting))}
                {group(i18n, say!(i18n, person.aspirations.changed), &of(AspirationState::Changed))}
                {group(i18n, say!(i18n, person.aspirations.let_go), &of(AspirationState::LetGo))}
            }
            .into_any()
        })
    };
    let dock = move || {
        view! {
            <LinkButton href="/aspirations/new"><Icon glyph=glyph::PLUS/>{t!(i18n, person.aspirations.add)}</LinkButton>
        }
    };
    view! { <Screen title=say!(i18n, person.aspirations.title) nav=Place::Aspirations dock=dock>{page}</Screen> }
}

fn group(i18n: I18n, title: String, own: &[&Aspiration]) -> Option<AnyView> {
    let rows: Vec<_> = own.iter().map(|it| row(i18n, it)).collect();
    (!rows.is_empty()).then(|| view! { <section><Section title=title/>{rows}</section> }.into_any())
}

fn row(i18n: I18n, it: &Aspiration) -> AnyView {
    let (from, now) = (it.looks_back.first().map(|look| look.rating), it.rating());
    let path = match (from, now) {
        (Some(from), Some(now)) => {
            let label = say!(i18n, person.aspirations.path, from = from, now = now);
            let start = say!(i18n, person.aspirations.started, rating = from);
            let end = say!(i18n, person.aspirations.now, rating = now);
            view! { <PathShort from=Some(from) now=Some(now) label=label under_start=start under_end=end/> }.into_any()
        }
        _ => view! { <PathShort from=None now=None label=say!(i18n, person.aspirations.path_none)/> }.into_any(),
    };
    let state = (it.state != AspirationState::WorkingOnIt)
        .then(|| view! { <span class="unseen">{names::state(i18n, it.state)}</span> });
    view! {
        <a class="aspi" href=format!("/aspirations/{}", it.id)>
            <OwnWords words=it.words.clone() size=OwnSize::Big/>
            {state}
            {path}
        </a>
    }
    .into_any()
}
