//! Aspirations as distance travelled: the whole way of each, setbacks included, with their table.
use crate::components::{Folded, OwnWords, Section, SmallLine};
use crate::i18n::*;
use crate::pages::person::shell::names;
use crate::pages::person::shell::ways::{points, sentence};
use crate::words::{I18n, say};
use domain::aspiration::{Aspiration, AspirationState, RATING_MAX, in_order};
use domain::records::Records;
use leptos::prelude::*;

/// How far each aspiration has come.
pub(super) fn distances(i18n: I18n, records: &Records) -> Option<AnyView> {
    let all = in_order(records.aspirations.values());
    // What was never rated has not travelled yet: it stands in the table only.
    let rated = all.iter().copied().filter(|it| it.rating().is_some());
    let (now, before): (Vec<&Aspiration>, Vec<&Aspiration>) =
        rated.partition(|it| it.state == AspirationState::WorkingOnIt);
    let row = move |it: &Aspiration| {
        let state = (it.state != AspirationState::WorkingOnIt).then(|| {
            view! { <span class="soft">{names::state(i18n, it.state)}</span> }
        });
        view! {
            <a class="aspi" href=format!("/aspirations/{}", it.id)>
                <OwnWords words=it.words.clone()/>
                <SmallLine points=points(it) of=RATING_MAX + 1/>
                <p class="pathlabel"><span>{sentence(i18n, it)}</span>{state}</p>
            </a>
        }
        .into_any()
    };
    let rows: Vec<_> = now.into_iter().map(row).collect();
    let before: Vec<Aspiration> = before.into_iter().cloned().collect();
    let before = (!before.is_empty()).then(|| {
        let word = say!(i18n, person.days.others, count = before.len());
        let before = move || view! { <div class="aspis">{before.iter().map(row).collect_view()}</div> }.into_any();
        view! { <Folded summary=word inner=before/> }
    });
    let ends = |it: &&Aspiration| (it.words.clone(), it.looks_back.first().map(|look| look.rating), it.rating());
    let ends: Vec<_> = all.iter().map(ends).collect();
    (!rows.is_empty() || before.is_some()).then(|| {
        view! {
            <section class="distances">
                <Section title=say!(i18n, person.journey.distance)/>
                <div class="aspis">{rows}</div>
                {before}
                <Folded summary=say!(i18n, person.journey.asp_table) inner=move || table(i18n, &ends)/>
            </section>
        }
        .into_any()
    })
}

/// Where each began and where it is now.
fn table(i18n: I18n, ends: &[(String, Option<u8>, Option<u8>)]) -> AnyView {
    let cell = |rating: &Option<u8>| rating.map_or_else(|| "–".to_owned(), |rating| rating.to_string());
    let rows = ends.iter().map(|(words, from, now)| {
        let (words, from, now) = (words.clone(), cell(from), cell(now));
        view! { <tr><th scope="row" dir="auto" translate="no">{words}</th><td>{from}</td><td>{now}</td></tr> }
            .into_any()
    });
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, person.journey.asp_head)}</th>
                    <th scope="col">{t!(i18n, person.journey.from_head)}</th>
                    <th scope="col">{t!(i18n, person.journey.now_head)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
