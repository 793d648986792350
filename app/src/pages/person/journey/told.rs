//! My story so far, for paper: own words first, then, on the same page, the lines. On a screen it is not shown. What is
//! left out is counted, and everything is printed for whoever wants it.
use crate::components::{OwnSize, OwnWords, Section, SmallLine};
use crate::i18n::*;
use crate::pages::person::shell::names;
use crate::pages::person::shell::ways::{points, sentence};
use crate::platform::intl;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::along::{Along, OnTheWay};
use domain::aspiration::{Aspiration, AspirationState, RATING_MAX, in_order};
use domain::instrument::Instrument;
use domain::journey;
use domain::records::Records;
use domain::visible::is_blank;
use leptos::prelude::*;

/// So many aspirations have room beside everything else on two pages of A4.
const ASPIRATIONS: usize = 6;
/// So many words along the way.
const WORDS: usize = 12;

/// The head, the aspirations and the words along the way.
#[component]
pub(super) fn Told(
    /// Nothing is left out.
    everything: RwSignal<bool>,
    /// Everything in its order.
    all: Memo<Vec<OnTheWay>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let head = move || {
        let day = intl::day_with_year(person.page.today.get());
        let day = day.as_str();
        match person.notebook.records.with(|records| records.settings.name.clone()) {
            Some(name) => say!(i18n, person.days.printed_name, name = name, day = day),
            None => say!(i18n, person.days.printed, day = day),
        }
    };
    let told = move || {
        let instruments = person.notebook.instruments().get();
        let whole = everything.get();
        person.notebook.records.with(|records| {
            view! {
                {aspirations(i18n, records, if whole { usize::MAX } else { ASPIRATIONS })}
                {words(i18n, records, &instruments, all.get(), whole)}
            }
        })
    };
    view! {
        <div class="on-paper" aria-hidden="true">
            <p class="printed">{head}</p>
            {told}
        </div>
    }
}

/// In the person's order, those in focus first and those that are over last.
fn aspirations(i18n: I18n, records: &Records, most: usize) -> Option<AnyView> {
    let own = in_order(records.aspirations.values());
    let rank = |it: &Aspiration| match it.state {
        AspirationState::WorkingOnIt if it.in_focus => 0,
        AspirationState::WorkingOnIt => 1,
        AspirationState::Reached => 2,
        AspirationState::Resting | AspirationState::Changed | AspirationState::LetGo => 3,
    };
    let sorted = (0..=3).flat_map(|wanted| own.iter().filter(move |it| rank(it) == wanted));
    let rows: Vec<AnyView> = sorted.take(most).map(|it| aspiration(i18n, it)).collect();
    let (shown, all) = (rows.len(), own.len());
    let left_out = (shown < all).then(|| {
        view! { <p class="soft small">{say!(i18n, person.told.some_aspirations, shown = shown, all = all)}</p> }
    });
    (all > 0).then(|| {
        view! {
            <section>
                <Section title=say!(i18n, person.told.aspirations)/>
                <div class="aspis">{rows}</div>
                {left_out}
            </section>
        }
        .into_any()
    })
}

fn aspiration(i18n: I18n, it: &Aspiration) -> AnyView {
    let found =
        it.found_out.iter().map(|found| view! { <OwnWords words=found.words.clone() size=OwnSize::Text/> }.into_any());
    let found: Vec<AnyView> = found.collect();
    let found = (!found.is_empty()).then(|| {
        view! { <p class="soft small">{t!(i18n, person.told.found_out)}</p> {found} }
    });
    let state = (it.state != AspirationState::WorkingOnIt)
        .then(|| view! { <p class="small">{names::state(i18n, it.state)}</p> });
    let line = (it.looks_back.len() > 1).then(|| view! { <SmallLine points=points(it) of=RATING_MAX + 1/> });
    view! {
        <div class="aspi">
            <OwnWords words=it.words.clone()/>
            {state} {line}
            <p class="soft small">{sentence(i18n, it)}</p>
            {found}
        </div>
    }
    .into_any()
}

/// What was written along the way, newest first; where nothing is left out, every check-in too.
fn words(
    i18n: I18n,
    records: &Records,
    instruments: &[Instrument],
    mut own: Vec<OnTheWay>,
    everything: bool,
) -> Option<AnyView> {
    own.retain(|one| match one.what {
        // Its words stand above.
        Along::Begun(_) | Along::FoundOut(..) => false,
        _ if everything => true,
        _ => one.own_words(records).is_some_and(|words| !is_blank(&words)),
    });
    let all = own.len();
    own.truncate(if everything { all } else { WORDS });
    let shown = own.len();
    let rows: Vec<AnyView> = own.iter().map(|one| row(i18n, records, instruments, one)).collect();
    let left_out = (shown < all)
        .then(|| view! { <p class="soft small">{say!(i18n, person.days.on_paper, shown = shown, all = all)}</p> });
    (all > 0).then(|| {
        view! {
            <section>
                <Section title=say!(i18n, person.told.words)/>
                {left_out}
                <ol class="own-words-printed">{rows}</ol>
            </section>
        }
        .into_any()
    })
}

fn row(i18n: I18n, records: &Records, instruments: &[Instrument], one: &OnTheWay) -> AnyView {
    let day = intl::day_with_year(one.day);
    let of = |id| records.aspirations.get(&id);
    let (line, about) = match one.what {
        Along::LookedBack(id, at) => {
            let rating =
                of(id).and_then(|it| it.looks_back.iter().find(|look| look.at == at)).map_or(0, |it| it.rating);
            (say!(i18n, person.days.looked_back, day = day, rating = rating), of(id).map(|it| it.words.clone()))
        }
        Along::Stands(id, state) => {
            let line = say!(i18n, person.aspiration.history_line, state = names::state(i18n, state), day = day);
            (line, of(id).map(|it| it.words.clone()))
        }
        Along::CheckIn(id) => {
            let it = records.check_ins.get(&id);
            let title = it.and_then(|it| journey::instrument_of(it, instruments)).map(|it| names::title(i18n, it));
            let total = it.and_then(|it| journey::total_of(it, instruments).ok()).map(|it| names::total(i18n, &it));
            (
                day,
                title.map(|title| match total {
                    Some(total) => say!(i18n, person.journey.line_of, title = title, group = total),
                    None => title,
                }),
            )
        }
        _ => (day, None),
    };
    let words = one.own_words(records).filter(|words| !is_blank(words));
    view! {
        <li>
            <p class="soft small">{line}</p>
            {about.map(|about| view! { <p class="soft small" dir="auto">{about}</p> })}
            {words.map(|words| view! { <OwnWords words=words size=OwnSize::Text/> })}
        </li>
    }
    .into_any()
}
