//! One statement of a check-in. A tap marks and keeps the answer; Next, in its one place, moves on once it is kept.
use super::asked::{Asked, Nudge};
use super::boxes::Boxes;
use super::follow_up::{FollowUp, question, said};
use super::listen::Listen;
use super::past::past;
use crate::components::{Back, Button, ButtonKind, Heading, Progress, Screen};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::check_in::{BeforeScreen, CheckInScreen, ResultScreen};
use crate::pages::person::shell::gate::BesideLines;
use crate::pages::person::shell::go::{param, use_go};
use crate::pages::person::shell::kept_line::KeptLine;
use crate::pages::person::shell::names;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::FaultNote;
use crate::platform::intl;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::check_in::Company;
use domain::id::CheckInId;
use domain::instrument::{HOW_ARE_THINGS, Instrument, Item};
use domain::records::Records;
use leptos::prelude::*;

/// The page of statement `n`, counted from 1. It is made anew for each, so that focus moves to each heading.
#[component]
pub fn StatementPage() -> impl IntoView {
    let person = use_person();
    let go = use_go();
    let (id, n) = (param::<CheckInId>("id"), param::<u16>("n"));
    let under_way = Memo::new(move |_| {
        let begun = |records: &Records, id| records.drafts.get(&id).is_some_and(|draft| !draft.waits());
        id.get().is_some_and(|id| person.notebook.records.with(|records| begun(records, id)))
    });
    move || {
        let (Some(id), Some(n)) = (id.get(), n.get()) else { return view! { <NotFoundPage/> }.into_any() };
        if !under_way.get() {
            // Finished in another tab, or by going back after the end.
            if person.notebook.records.with_untracked(|records| records.check_ins.contains_key(&id)) {
                past(go, id);
                return ().into_any();
            }
            return view! { <NotFoundPage/> }.into_any();
        }
        let draft = person.notebook.records.with_untracked(|records| records.drafts.get(&id).cloned());
        let instrument = draft.as_ref().and_then(|draft| person.notebook.instrument_of(&draft.pack));
        let item = instrument.as_ref().and_then(|it| it.pack.items.get(usize::from(n).wrapping_sub(1)).cloned());
        match (instrument, item) {
            (Some(instrument), Some(item)) => {
                let alone = draft.and_then(|it| it.company).is_none_or(|it| it == Company::OnMyOwn);
                view! { <Statement id=id n=n instrument=instrument item=item alone=alone/> }.into_any()
            }
            (Some(_), None) if n > 0 => {
                go.instead(&ResultScreen::Review.path(&[&id]));
                ().into_any()
            }
            _ => view! { <NotFoundPage/> }.into_any(),
        }
    }
}

#[component]
fn Statement(id: CheckInId, n: u16, instrument: Instrument, item: Item, alone: bool) -> impl IntoView {
    let i18n = use_i18n();
    let asked = Asked::of(id, n, &item.id);
    let work = asked.work;
    let of = u16::try_from(instrument.pack.items.len()).unwrap_or(u16::MAX);
    let next = move |()| asked.next();
    let back = back(id, n);
    let at_words = say!(i18n, person.statement.at, at = n, of = of);
    let stem = match instrument.stem(&item) {
        Some(stem) => stem.to_owned(),
        None => say!(i18n, person.statement.sheet),
    };
    let title = names::statement(i18n, usize::from(n), &item);
    let boxes = Boxes {
        name: format!("statement-{n}"),
        legend: title.clone(),
        legend_shown: false,
        chosen: asked.marked(),
        on_choose: Callback::new(move |pick| asked.choose(pick)),
        on_go: Some(Callback::new(next)),
    };
    let boxes = boxes.of(i18n, &item);
    let asked_after = question(i18n, &instrument, &item.id);
    let already = use_person().check_ins.take_just_kept(id);
    let listen = listen_row(i18n, &instrument, &item, [stem.clone(), title.clone()], already);
    let dock = move || {
        view! {
            <p class="lead" role="status">{move || asked.nudge().map(|nudge| nudge_words(i18n, nudge))}</p>
            <Button on_press=next busy=work.busy>{t!(i18n, person.statement.next)}</Button>
        }
    };
    view! {
        <Screen
            title=title.clone()
            over=stem
            heading=Heading::Statement
            back=Back::to(back).after(work.busy)
            before=move || {
                view! { <Progress at=Signal::stored(n) of=Signal::stored(of) words=at_words/> }
            }
            dock=dock
        >
            {listen}
            {(!alone).then(|| expect_context::<BesideLines>().0.run(()))}
            <div class="low">
                {boxes}
                {asked_after
                    .map(|question| {
                        let name = format!("after-{n}");
                        let on_say = move |yes| asked.say_help(yes);
                        view! { <FollowUp name=name question=question chosen=asked.help_marked() on_say=on_say on_go=next/> }
                    })}
                <Button kind=ButtonKind::Quiet on_press=move |()| asked.skip() busy=work.busy>{t!(i18n, person.statement.skip)}</Button>
            </div>
            <FaultNote work=work/>
        </Screen>
    }
}

/// The statement before, or what comes before the first.
fn back(id: CheckInId, n: u16) -> String {
    match n {
        0 | 1 => BeforeScreen::Intro.path(&[]),
        _ => CheckInScreen::Statement.path(&[&id, &(n - 1)]),
    }
}

/// What reads it out, whose words they are, and that the answer is kept.
fn listen_row(i18n: I18n, instrument: &Instrument, item: &Item, asked: [String; 2], already: bool) -> AnyView {
    // Verbatim and whole: who listens hears what who reads sees.
    // Of a scale from 0 to 10 its two ends: nobody wants nine numbers read out.
    let heard = |place: &u8| item.ends().is_none() || matches!(place, 0 | 10);
    let places = (0u8..).zip(&item.options).map(|(place, _)| place).filter(heard);
    let options = places.map(|place| names::option(i18n, item, place));
    let after = question(i18n, instrument, &item.id);
    let after = after.into_iter().flat_map(|question| [question, said(i18n, true), said(i18n, false)]);
    let lines: Vec<String> = asked.into_iter().chain(options).chain(after).collect();
    // A sheet has no words of its own: what is read then are the app's.
    let language = if instrument.answer_sheet() { intl::spoken().to_owned() } else { instrument.pack.language.clone() };
    view! {
        <div class="listenrow">
            <Listen
                lines=lines
                language=language
                listen=say!(i18n, person.statement.listen)
                stop=say!(i18n, person.statement.silence)
            />
            {standing(i18n, instrument).map(|words| view! { <span class="soft small">{words}</span> })}
            <KeptLine already=already/>
        </div>
    }
    .into_any()
}

/// Whose words these are, on every statement; of the four questions of our own the page before the first has said it.
fn standing(i18n: I18n, instrument: &Instrument) -> Option<String> {
    if instrument.practice() {
        return Some(say!(i18n, person.statement.practice));
    }
    (instrument.pack.id != HOW_ARE_THINGS).then(|| instrument.pack.copyright.clone())
}

fn nudge_words(i18n: I18n, nudge: Nudge) -> String {
    match nudge {
        Nudge::LeftOut => say!(i18n, person.statement.left_out),
        Nudge::Choose => say!(i18n, person.statement.choose),
    }
}
