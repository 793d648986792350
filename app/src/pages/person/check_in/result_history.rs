//! What became of a check-in after it was finished: the day of a sheet that is put right, what the answers were before,
//! and taking the whole check-in out.
use super::sheet_day::{SheetDayField, sheet_fault};
use crate::components::{Button, ButtonKind, Section};
use crate::i18n::*;
use crate::pages::person::shell::go::Go;
use crate::pages::person::shell::kept_line::KeptLine;
use crate::pages::person::shell::names;
use crate::pages::person::shell::take_out::TakeOut;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::intl;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::check_in::{CheckIn, Responses};
use domain::instrument::{Instrument, Item};
use domain::time::Day;
use leptos::prelude::*;

/// The day on a sheet that was typed in: it may be put right whenever a slip is noticed.
#[component]
pub(super) fn SheetDay(check_in: CheckIn) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let id = check_in.id;
    let typed = RwSignal::new(check_in.answered_on.to_string());
    let day = move || typed.with(|text| Day::parse(text).ok());
    let error = Signal::derive(move || match day() {
        Some(day) => sheet_fault(i18n, day, person.page.today.get()),
        None => Some(say!(i18n, person.begin.paper_first)),
    });
    let keep = move |()| {
        if let Some(day) = untrack(day).filter(|_| error.get_untracked().is_none()) {
            work.run(person.check_ins.correct_sheet_day(id, day), |()| {});
        }
    };
    check_in.can_correct_day().then(|| {
        view! {
            <details class="as-table">
                <summary>{t!(i18n, person.result.sheet_day)}</summary>
                <SheetDayField hint=say!(i18n, person.result.sheet_day_hint) typed=typed error=error/>
                <Button kind=ButtonKind::Alt fit=true on_press=keep busy=work.busy>{t!(i18n, person.result.sheet_day_keep)}</Button>
                <KeptLine/>
                <FaultNote work=work/>
            </details>
        }
    })
}

/// What stood there before each change, the latest first: only what the change was about.
pub(super) fn earlier(i18n: I18n, check_in: &CheckIn, instrument: Option<&Instrument>) -> Option<AnyView> {
    let mut after = (&check_in.responses, check_in.answered_on);
    let mut shown = Vec::new();
    for change in check_in.history.iter().rev() {
        let until = say!(
            i18n,
            person.result.earlier_until,
            day = intl::day_with_year(change.at.day()),
            time = intl::time(change.at.at)
        );
        let rows = match change.answered_on {
            Some(day) => {
                let line = say!(i18n, person.result.earlier_day, day = intl::day_with_year(day));
                view! { <p class="small">{line}</p> }.into_any()
            }
            None => replaced(i18n, instrument, &change.responses, after.0),
        };
        shown.push(view! { <li><p class="soft small">{until}</p>{rows}</li> }.into_any());
        after = (&change.responses, change.answered_on.unwrap_or(after.1));
    }
    let list = (!shown.is_empty()).then_some(shown)?;
    Some(
        view! {
            <details class="as-table">
                <summary>{t!(i18n, person.result.earlier)}</summary>
                <ul class="looks">{list}</ul>
            </details>
        }
        .into_any(),
    )
}

/// The answers that a change replaced.
fn replaced(i18n: I18n, instrument: Option<&Instrument>, before: &Responses, after: &Responses) -> AnyView {
    let Some(instrument) = instrument else {
        return view! { <p class="small">{t!(i18n, person.result.no_pack)}</p> }.into_any();
    };
    let said = |all: &Responses, item: &Item| (all.place(&item.id), all.follow_up(&item.id));
    let changed = (1..).zip(&instrument.pack.items).filter(|(_, item)| said(before, item) != said(after, item));
    let rows: Vec<AnyView> = changed
        .map(|(number, item)| {
            let (place, help) = said(before, item);
            let answer =
                place.map_or_else(|| say!(i18n, person.result.skipped), |place| names::option_short(i18n, item, place));
            let answer = match super::follow_up::question(i18n, instrument, &item.id).zip(help) {
                Some((question, yes)) => say!(
                    i18n,
                    person.review.with_after,
                    answer = answer,
                    question = question,
                    said = super::follow_up::said(i18n, yes)
                ),
                None => answer,
            };
            let theme = names::theme(i18n, instrument, number, item);
            view! { <div class="notranslate" translate="no"><dt>{theme}</dt><dd>{answer}</dd></div> }.into_any()
        })
        .collect();
    view! { <dl class="terms">{rows}</dl> }.into_any()
}

/// Takes the whole check-in out.
#[component]
pub(super) fn TakeOutCheckIn(check_in: CheckIn, go: Go) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let id = check_in.id;
    let out = move |()| work.run(person.check_ins.remove(id), move |()| go.instead("/check-ins"));
    view! {
        <section>
            <Section title=say!(i18n, person.result.remove_title)/>
            <p class="soft small">{t!(i18n, person.result.remove_hint)}</p>
            <TakeOut source=*id.as_bytes() word=say!(i18n, person.result.remove) work=work on_press=out/>
        </section>
    }
}
