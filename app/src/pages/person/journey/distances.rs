//! Aspirations as distance travelled, from the first look back to the latest, with their table.
use crate::components::{OwnWords, PathShort, Section};
use crate::i18n::*;
use crate::words::{I18n, say};
use domain::records::Records;
use leptos::prelude::*;

/// How far each aspiration has come.
pub(super) fn distances(i18n: I18n, records: &Records) -> Option<AnyView> {
    let mut all: Vec<_> = records.aspirations.values().collect();
    all.sort_by_key(|it| it.order);
    let rows = all.iter().map(|it| {
        let (from, now) = (it.looks_back.first().map(|look| look.rating), it.rating());
        let label = match (from, now) {
            (Some(from), Some(now)) if it.looks_back.len() > 1 => {
                say!(i18n, person.journey.distance_up, from = from, now = now)
            }
            _ => say!(i18n, person.journey.distance_none),
        };
        view! {
            <a class="aspi" href=format!("/aspirations/{}", it.id)>
                <OwnWords words=it.words.clone()/>
                <PathShort from=from now=now label=label.clone() under_start=label/>
            </a>
        }
        .into_any()
    });
    let rows: Vec<_> = rows.collect();
    let cell = |rating: Option<u8>| rating.map_or_else(|| "–".to_owned(), |rating| rating.to_string());
    let table = all.iter().map(|it| {
        let (from, now) = (cell(it.looks_back.first().map(|look| look.rating)), cell(it.rating()));
        view! { <tr><th scope="row" dir="auto">{it.words.clone()}</th><td>{from}</td><td>{now}</td></tr> }.into_any()
    });
    let table: Vec<_> = table.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <Section title=say!(i18n, person.journey.distance)/>
                {rows}
                <details class="as-table">
                    <summary>{t!(i18n, person.journey.asp_table)}</summary>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{t!(i18n, person.journey.asp_head)}</th>
                                <th scope="col">{t!(i18n, person.journey.from_head)}</th>
                                <th scope="col">{t!(i18n, person.journey.now_head)}</th>
                            </tr>
                        </thead>
                        <tbody>{table}</tbody>
                    </table>
                </details>
            </section>
        }
        .into_any()
    })
}
