//! The person's own words along the way, given back at 9 or 10 and when an aspiration was reached, let go or changed; and
//! room for what they found out. It says nothing about how it went.
use crate::components::{
    Art, Back, Button, ButtonKind, FLAG, Heading, Icon, OwnSize, OwnWords, Screen, Section, glyph, when,
};
use crate::i18n::*;
use crate::pages::person::aspirations::{AspirationScreen, of_address};
use crate::pages::person::shell::go::use_go;
use crate::pages::person::shell::half_written::{HalfWritten, KeptWords, OwnArea, kept};
use crate::pages::person::shell::names;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::intl;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::aspiration::{Aspiration, AspirationState};
use domain::way::words_along;
use leptos::prelude::*;

/// The words along the way of one aspiration; one that is gone is not found.
#[component]
pub fn GivenBackPage() -> impl IntoView {
    of_address(|aspiration| view! { <GivenBack aspiration=aspiration/> }.into_any())
}

#[component]
fn GivenBack(aspiration: Aspiration) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let work = Work::new();
    let (id, became) = (aspiration.id, aspiration.became);
    let state = Memo::new(move |_| {
        person.notebook.records.with(|records| records.aspirations.get(&id).map(|it| (it.state, last_change(it))))
    });
    let found = HalfWritten::at(format!("/aspirations/{id}/words#found"));
    let keep = move |()| {
        let words = found.trimmed();
        let verb = async move { if words.is_empty() { Ok(()) } else { person.aspirations.find_out(id, &words).await } };
        work.run(kept(verb, [found]), move |()| {
            found.done(String::new());
            // What it has become goes on; this one is closed.
            go.instead(&AspirationScreen::One.path(&[&became.unwrap_or(id)]));
        });
    };
    let over = move || match state.get() {
        Some((to, Some(day))) => say!(i18n, person.aspiration.history_line, state = names::state(i18n, to), day = day),
        _ => String::new(),
    };
    let is_reached = Memo::new(move |_| state.get().is_some_and(|(to, _)| to == AspirationState::Reached));
    let open = Memo::new(move |_| {
        state.get().is_some_and(|(to, _)| matches!(to, AspirationState::WorkingOnIt | AspirationState::Resting))
    });
    let reached = move |()| work.run(person.aspirations.set_state(id, AspirationState::Reached), |()| {});
    let dock = move || {
        view! {
            <p class="lead">{t!(i18n, person.new_aspiration.optional)}</p>
            <Button on_press=keep busy=work.busy>{t!(i18n, person.way.keep)}</Button>
        }
    };
    view! {
        <Screen
            title=aspiration.words.clone()
            heading=Heading::Own
            back=Back::to(AspirationScreen::One.path(&[&id])).named(say!(i18n, person.way.back))
            before=move || view! { {when(move || is_reached.get(), || view! { <Art drawing=FLAG/> })} }
            over=over
            dock=dock
        >
            {trail(i18n, &aspiration)}
            <OwnArea
                id="found"
                label=say!(i18n, person.way.found)
                hint=say!(i18n, person.seen.only_you)
                draft=found
            />
            <KeptWords drafts=vec![found]/>
            {when(move || open.get(), move || view! {
                <Button kind=ButtonKind::Alt fit=true on_press=reached busy=work.busy>
                    <Icon glyph=glyph::FLAG_TRIANGLE_RIGHT small=true/>
                    {t!(i18n, person.way.reached)}
                </Button>
            })}
            <FaultNote work=work/>
        </Screen>
    }
}

/// The day since when it stands as it does; none for what is worked on or rests.
fn last_change(it: &Aspiration) -> Option<String> {
    let closed = !matches!(it.state, AspirationState::WorkingOnIt | AspirationState::Resting);
    it.history.last().filter(|_| closed).map(|change| intl::day_plain(change.at.day()))
}

/// The words, oldest first, along a walked line.
fn trail(i18n: I18n, it: &Aspiration) -> Option<AnyView> {
    let words = words_along(it);
    let newest = words.len().checked_sub(1)?;
    let row = |(place, one): (usize, domain::way::WordsThen)| {
        let day = intl::day_plain(one.at.day());
        let line = match one.rating {
            Some(rating) => say!(i18n, person.way.at, day = day, rating = rating),
            None => day,
        };
        view! {
            <li class:now=place == newest>
                <p class="soft small">{line}</p>
                <OwnWords words=one.words size=OwnSize::Text/>
            </li>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = words.into_iter().enumerate().map(row).collect();
    let drawn = view! {
        <section>
            <Section title=say!(i18n, person.way.words)/>
            <ol class="trail">{rows}</ol>
        </section>
    };
    Some(drawn.into_any())
}
