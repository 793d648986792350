//! One check-in that a helper wrote down with the person, answer by answer, and what becomes of it: kept, changed, or thrown
//! away. Nothing is added up here: a result comes after it is kept, like any other.
use super::review::answer_said;
use super::written_card::{written_what, wrote_down};
use crate::components::{Back, Button, ButtonKind, HelpFacts, Notice, Screen};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::check_in::{ResultScreen, going_on};
use crate::pages::person::shell::go::{param, use_go};
use crate::pages::person::shell::names;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::{clock, intl};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::check_in::Draft;
use domain::helped::CameBy;
use domain::id::CheckInId;
use domain::instrument::Instrument;
use domain::sync::written::Deciding;
use domain::time::Moment;
use leptos::prelude::*;

/// The check-in of the address, for as long as nothing is decided about it.
#[component]
pub fn WrittenPage() -> impl IntoView {
    let person = use_person();
    let go = use_go();
    let id = param::<CheckInId>("id");
    // While the helper still writes, each revision is shown. Once it is decided the page waits to be left.
    let rev = Memo::new(move |before: Option<&Option<u32>>| {
        let id = id.get()?;
        let written = |draft: &Draft| draft.written.as_ref().filter(|_| draft.waits()).map(|by| by.rev);
        let now = person.notebook.records.with(|records| records.drafts.get(&id).and_then(written));
        now.or(before.copied().flatten())
    });
    move || {
        rev.track();
        let instruments = person.notebook.instruments().get();
        let Some(id) = id.get() else { return view! { <NotFoundPage/> }.into_any() };
        let draft = person.notebook.records.with_untracked(|records| records.drafts.get(&id).cloned());
        match draft {
            Some(draft) if draft.waits() => {
                let instrument = instruments.iter().find(|it| it.hash == draft.pack.hash).cloned();
                view! { <Waits draft=draft instrument=instrument/> }.into_any()
            }
            Some(draft) => {
                go.instead(&going_on(id, draft.goes_on_at()));
                ().into_any()
            }
            None => match person.notebook.records.with_untracked(|records| Some(records.check_ins.get(&id)?.unseen)) {
                // Kept a moment ago, here or in another tab: what stands before every result comes first.
                Some(unseen) => {
                    let next = if unseen { ResultScreen::Support } else { ResultScreen::Result };
                    go.instead(&next.path(&[&id]));
                    ().into_any()
                }
                None => view! { <NotFoundPage/> }.into_any(),
            },
        }
    }
}

#[component]
fn Waits(draft: Draft, instrument: Option<Instrument>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let work = Work::new();
    let id = draft.id;
    let title = person.notebook.records.with_untracked(|records| wrote_down(i18n, records, &draft));
    let decide = move |deciding| person.written.decide(id, deciding);
    let keep = move |()| work.run(decide(Deciding::Keep), move |()| go.instead(&ResultScreen::Support.path(&[&id])));
    let change = move |()| {
        work.run(decide(Deciding::Change), move |()| {
            let at = person.notebook.records.with_untracked(|all| all.drafts.get(&id)?.goes_on_at());
            go.instead(&going_on(id, at));
        });
    };
    let throw_away = move |()| work.run(decide(Deciding::ThrowAway), move |()| go.instead("/"));
    let finished = draft.written.as_ref().is_some_and(|by| by.finished);
    let known = instrument.is_some();
    let dock = move || {
        let first = match (known, finished) {
            (false, _) => ().into_any(),
            (true, true) => view! {
                <Button on_press=keep busy=work.busy>{t!(i18n, person.written.keep)}</Button>
                <Button kind=ButtonKind::Alt on_press=change busy=work.busy>{t!(i18n, person.written.change)}</Button>
            }
            .into_any(),
            (true, false) => {
                view! { <Button on_press=change busy=work.busy>{t!(i18n, person.written.go_on)}</Button> }.into_any()
            }
        };
        view! {
            {first}
            <Button kind=ButtonKind::Quiet on_press=throw_away busy=work.busy>
                {t!(i18n, person.written.throw_away)}
            </Button>
        }
    };
    view! {
        <Screen
            title=title
            over=written_what(i18n, &draft, instrument.as_ref())
            lede=if finished { say!(i18n, person.written.lede) } else { say!(i18n, person.written.lede_begun) }
            back=Back::to("/").named(say!(i18n, parts.today))
            dock=dock
        >
            {opened_before(&draft).map(|at| opened_note(i18n, at))}
            <FaultNote work=work/>
            {match &instrument {
                Some(instrument) => answers(i18n, &draft, instrument),
                None => view! { <Notice><p>{t!(i18n, person.written.no_pack)}</p></Notice> }.into_any(),
            }}
            {facts(i18n, &draft)}
        </Screen>
    }
}

/// When somebody may have opened the claim words before this phone did.
fn opened_before(draft: &Draft) -> Option<Moment> {
    match draft.written.as_ref()?.came {
        CameBy::ClaimWords { opened_before, .. } => opened_before,
        CameBy::Inbox { .. } => None,
    }
}

fn opened_note(i18n: I18n, at: Moment) -> AnyView {
    let (day, time) = (intl::day_with_year(clock::day_of(at)), intl::time(at));
    view! {
        <Notice>
            <p>{say!(i18n, person.written.opened_before, day = day, time = time)}</p>
            <p>{t!(i18n, person.written.opened_next)}</p>
        </Notice>
    }
    .into_any()
}

/// Each statement with what was said to it, as the last look over one's own answers has it.
fn answers(i18n: I18n, draft: &Draft, instrument: &Instrument) -> AnyView {
    let rows = (1..).zip(&instrument.pack.items).map(|(number, item)| {
        let (statement, answer) = (names::statement(i18n, number, item), answer_said(i18n, draft, instrument, item));
        view! {
            <div class="row">
                <span class="grow notranslate" translate="no">
                    <span dir="auto">{statement}</span>
                    <span class="hint">{answer}</span>
                </span>
            </div>
        }
        .into_any()
    });
    view! { <div class="rows">{rows.collect_view()}</div> }.into_any()
}

/// How it was done, who helped, who typed, when, and what was agreed.
fn facts(i18n: I18n, draft: &Draft) -> AnyView {
    let written_on = draft.written.as_ref().map(|by| by.at.day());
    let way = draft.company.map(|it| say!(i18n, person.result.company, company = names::company(i18n, it)));
    let help = draft.helped.clone().zip(written_on).map(|(helped, entered_on)| {
        let answered_on = draft.answered_on.unwrap_or(entered_on);
        view! { <HelpFacts helped=helped answered_on=answered_on entered_on=entered_on own=true/> }
    });
    view! { {way.map(|line| view! { <p class="soft small ruled-off">{line}</p> })} {help} }.into_any()
}
