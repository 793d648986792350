//! The last look before a check-in is done: every answer, each one tap away from being changed.
use super::follow_up::{question, said};
use super::past::past;
use crate::components::{Back, Button, RowLink, Screen};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::check_in::{CheckInScreen, HelpScreen, ResultScreen, going_on, is_read_here};
use crate::pages::person::shell::go::{param, use_go};
use crate::pages::person::shell::names;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::intl::{self, Plural};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::check_in::{Company, Draft};
use domain::id::CheckInId;
use domain::instrument::{Instrument, Item};
use leptos::prelude::*;

/// Every answer of the draft, and finishing it.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let work = Work::new();
    let id = param::<CheckInId>("id");
    move || {
        let Some(id) = id.get() else { return view! { <NotFoundPage/> }.into_any() };
        let Some(draft) = person.notebook.records.with_untracked(|records| records.drafts.get(&id).cloned()) else {
            if person.notebook.records.with_untracked(|records| records.check_ins.contains_key(&id)) {
                past(go, id);
                return ().into_any();
            }
            return view! { <NotFoundPage/> }.into_any();
        };
        let Some(instrument) = person.notebook.instrument_of(&draft.pack) else {
            return view! { <NotFoundPage/> }.into_any();
        };
        let open = draft.responses.open(&instrument).count();
        let no_company = draft.company.is_none();
        let read_out = is_read_here(&draft);
        let from_paper = draft.company == Some(Company::FromPaper) && draft.written.is_none();
        let done = move |()| {
            if no_company {
                return go.to(&going_on(id, None));
            }
            let finish = async move {
                if open > 0 {
                    person.check_ins.skip_rest(id).await?;
                }
                person.check_ins.complete(id).await
            };
            // Whoever read it out has the phone until then.
            let next = if read_out { HelpScreen::HandBack.path(&[&id]) } else { ResultScreen::Support.path(&[&id]) };
            work.run(finish, move |_| go.instead(&next));
        };
        let lead = (open > 0).then(|| match intl::plural(open) {
            Plural::One => say!(i18n, person.review.open_single),
            Plural::Other => say!(i18n, person.review.open_many, count = open),
        });
        let dock = move || {
            let word = if open > 0 { say!(i18n, person.review.rest) } else { say!(i18n, person.review.done) };
            view! {
                {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
                <Button on_press=done busy=work.busy>{word}</Button>
            }
        };
        let last = instrument.pack.items.len();
        view! {
            <Screen
                title=say!(i18n, person.review.title)
                lede=if from_paper { say!(i18n, person.review.lede_paper) } else { say!(i18n, person.review.lede) }
                back=Back::to(CheckInScreen::Statement.path(&[&id, &last]))
                dock=dock
            >
                <FaultNote work=work/>
                <div class="rows">{rows(i18n, &draft, &instrument)}</div>
            </Screen>
        }
        .into_any()
    }
}

fn rows(i18n: I18n, draft: &Draft, instrument: &Instrument) -> AnyView {
    let rows = (1..).zip(&instrument.pack.items).map(|(number, item)| {
        let answer = answer_said(i18n, draft, instrument, item);
        let href = CheckInScreen::Statement.path(&[&draft.id, &number]);
        view! { <RowLink href=href label=names::statement(i18n, number, item) hint=answer as_written=true/> }.into_any()
    });
    rows.collect_view().into_any()
}

/// What was chosen for that statement, and what was said to the question after it.
pub(super) fn answer_said(i18n: I18n, draft: &Draft, instrument: &Instrument, item: &Item) -> String {
    let answer = match draft.responses.place(&item.id) {
        Some(place) => names::chosen(i18n, item, place),
        None if draft.responses.skipped(&item.id) => say!(i18n, person.review.left_out),
        None => say!(i18n, person.review.open),
    };
    match question(i18n, instrument, &item.id).zip(draft.responses.follow_up(&item.id)) {
        Some((question, yes)) => {
            say!(i18n, person.review.with_after, answer = answer, question = question, said = said(i18n, yes))
        }
        None => answer,
    }
}
