//! Every check-in, newest first, and what was begun and not finished.
use super::written_card::{written_what, wrote_down};
use crate::components::{Button, ButtonKind, EmptyState, LinkButton, Place, RowLink, START, Screen, focus_heading};
use crate::i18n::*;
use crate::pages::person::check_in::{HelpScreen, ResultScreen, going_on};
use crate::pages::person::shell::names;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::intl;
use crate::state::use_person;
use crate::words::say;
use domain::journey;
use domain::score::NoScore;
use leptos::prelude::*;

/// The list of check-ins, each the way to its result, and the draft that waits.
#[component]
pub fn CheckInsPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let list = move || {
        let instruments = person.notebook.instruments().get();
        person.notebook.records.with(|records| {
            let written = records.written_down().into_iter().map(|draft| {
                let instrument = instruments.iter().find(|it| it.hash == draft.pack.hash);
                let href = HelpScreen::Written.path(&[&draft.id]);
                let (label, hint) = (wrote_down(i18n, records, draft), written_what(i18n, draft, instrument));
                view! { <RowLink href=href label=label hint=hint/> }.into_any()
            });
            let drafts = records.under_way().map(|draft| {
                let href = going_on(draft.id, draft.goes_on_at());
                let hint = say!(i18n, person.check_ins.draft_hint);
                let id = draft.id;
                let discard = move |()| work.run(person.check_ins.discard_draft(id), |()| focus_heading());
                view! {
                    <div>
                        <RowLink href=href label=say!(i18n, person.check_ins.draft) hint=hint/>
                        <Button kind=ButtonKind::Quiet fit=true on_press=discard>{t!(i18n, person.check_ins.draft_discard)}</Button>
                    </div>
                }
                .into_any()
            });
            let mut done: Vec<_> = records.check_ins.values().collect();
            done.sort_by_key(|it| std::cmp::Reverse(it.order()));
            let done = done.into_iter().map(|it| {
                let value = match journey::total_of(it, &instruments) {
                    Ok(total) => names::total(i18n, &total),
                    // Nothing is added up, so nothing is missing.
                    Err(NoScore::NoGroup) => String::new(),
                    Err(_) => say!(i18n, person.check_ins.none),
                };
                let title = journey::instrument_of(it, &instruments).map(|found| names::title(i18n, found));
                let href = ResultScreen::Result.path(&[&it.id]);
                let label = intl::day_with_year(it.answered_on);
                view! { <RowLink href=href label=label hint=title.unwrap_or_default() value=value/> }.into_any()
            });
            written.chain(drafts).chain(done).collect::<Vec<_>>()
        })
    };
    let empty = Memo::new(move |_| {
        person.notebook.records.with(|records| records.check_ins.is_empty() && records.drafts.is_empty())
    });
    let page = move || {
        if empty.get() {
            return view! { <EmptyState words=say!(i18n, person.check_ins.empty) drawing=START/> }.into_any();
        }
        view! {
            <p class="soft small sub">{t!(i18n, person.check_ins.sub)}</p>
            <div class="rows">{list()}</div>
            <FaultNote work=work/>
        }
        .into_any()
    };
    let dock = move || view! { <LinkButton href="/check-in">{t!(i18n, person.check_ins.start)}</LinkButton> };
    view! { <Screen title=say!(i18n, person.check_ins.title) nav=Place::CheckIns dock=dock>{page}</Screen> }
}
