//! The last look, in the helper's or the person's hands: every answer, each one to be changed; from paper number by number.
use super::help_now::HelpNow;
use super::keys::{StepKey, on_keys};
use super::sent_line::SentLine;
use crate::components::{Button, ButtonKind, Icon, Spinner, TeamScreen, glyph, when};
use crate::i18n::*;
use crate::pages::team::parts;
use crate::pages::wording;
use crate::platform::intl::{self, Plural};
use crate::state::worker::helping::{Going, HelpWay};
use crate::state::worker::{WorkerState, use_worker};
use crate::words::{I18n, say};
use domain::instrument::Item;
use leptos::prelude::*;

/// The answers, and the end.
#[component]
pub(super) fn ReviewStep() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let found = worker.helping.with_untracked(|helping| {
        let going = helping.going()?;
        let open = going.draft.responses.open(&going.instrument).count();
        Some((going.way == HelpWay::FromPaper, open, rows(i18n, worker, going)))
    });
    let Some((paper, open, rows)) = found else { return ().into_any() };
    let finishing = Memo::new(move |_| worker.helping.with(|it| it.going().is_some_and(Going::is_finished)));
    let done = Callback::new(move |()| {
        if !finishing.get_untracked() {
            worker.finish_help();
        }
    });
    on_keys(move |key| match key {
        StepKey::GoOn => done.run(()),
        StepKey::Back => worker.back_for_them(),
        _ => {}
    });
    let (title, lead, word) = if paper {
        (t!(i18n, team.helping.compare), t!(i18n, team.helping.compare_lead), t!(i18n, team.helping.done_paper))
    } else {
        (t!(i18n, team.helping.review), t!(i18n, team.helping.review_lead), t!(i18n, team.helping.done))
    };
    let rest = (open > 0).then(|| match intl::plural(open) {
        Plural::One => say!(i18n, team.helping.rest_single),
        Plural::Other => say!(i18n, team.helping.rest_many, count = open),
    });
    view! {
        <TeamScreen title=title task=true worker=parts::signed_in(worker)>
            <div class="narrow helping">
                <p class="lede">{lead}</p>
                <div class="rows">{rows}</div>
                {rest.map(|rest| view! { <p class="lead">{rest}</p> })}
                <Button on_press=done disabled=finishing>{word}</Button>
                {when(move || finishing.get(), move || view! { <Spinner words=t_string!(i18n, team.helping.finishing)/> })}
                <Button kind=ButtonKind::Alt on_press=move |()| worker.back_for_them()>
                    {t!(i18n, team.helping.back)} <kbd aria-hidden="true">"B"</kbd>
                </Button>
                <SentLine/>
                <Button kind=ButtonKind::Quiet fit=true on_press=move |()| worker.ask_to_stop_help()>{t!(i18n, team.helping.stop)}</Button>
                <HelpNow/>
            </div>
        </TeamScreen>
    }
    .into_any()
}

fn rows(i18n: I18n, worker: WorkerState, going: &Going) -> AnyView {
    let responses = &going.draft.responses;
    let row = |(at, item): (usize, &Item)| {
        let answer = match responses.place(&item.id) {
            Some(place) => numbered(i18n, going.way, item, place),
            None if responses.skipped(&item.id) => say!(i18n, person.review.left_out),
            None => say!(i18n, person.review.open),
        };
        let after = wording::question(i18n, &going.instrument, &item.id).zip(responses.follow_up(&item.id));
        let answer = match after {
            Some((question, yes)) => {
                let said = wording::said(i18n, yes);
                say!(i18n, person.review.with_after, answer = answer, question = question, said = said)
            }
            None => answer,
        };
        view! {
            <button type="button" class="row" on:click=move |_| worker.look_again(at)>
                <span class="grow notranslate" translate="no">
                    <span dir="auto">{wording::statement(i18n, at + 1, item)}</span>
                    <span class="hint">{answer}</span>
                </span>
                <span class="chev"><Icon glyph=glyph::CHEVRON_RIGHT small=true/></span>
            </button>
        }
        .into_any()
    };
    going.instrument.pack.items.iter().enumerate().map(row).collect_view().into_any()
}

/// From paper the number comes first, as it was ringed on the sheet.
fn numbered(i18n: I18n, way: HelpWay, item: &Item, place: u8) -> String {
    let words = wording::chosen(i18n, item, place);
    match way {
        HelpWay::FromPaper => {
            let number = if item.ends().is_some() { u16::from(place) } else { u16::from(place) + 1 };
            say!(i18n, team.helping.number, number = number, answer = words)
        }
        _ => words,
    }
}
