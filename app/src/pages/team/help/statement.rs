//! One statement, written down with somebody: its own words, every answer, and above it a line for the helper that is not
//! read out.
use super::boxes::boxes;
use super::help_now::HelpNow;
use super::keys::{StepKey, on_keys};
use super::sent_line::SentLine;
use crate::components::{Button, ButtonKind, Choice, Heading, OptionGroup, Progress, TeamScreen};
use crate::i18n::*;
use crate::pages::team::parts;
use crate::pages::wording;
use crate::state::worker::helping::{Going, HelpWay, Helping};
use crate::state::worker::use_worker;
use crate::words::{I18n, say};
use domain::instrument::{HOW_ARE_THINGS, Instrument};
use leptos::prelude::*;

/// Statement `at`, counted from 0.
#[component]
pub(super) fn StatementStep(at: usize) -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let found = worker.helping.with_untracked(|helping| {
        let going = helping.going()?;
        Some((going.way, going.instrument.clone(), going.item()?.clone()))
    });
    let Some((way, instrument, item)) = found else { return ().into_any() };
    let name = StoredValue::new(item.id.clone());
    let of_item = move |look: &dyn Fn(&Going, &str) -> Option<usize>| {
        worker.helping.with(|helping: &Helping| name.with_value(|name| helping.going().and_then(|it| look(it, name))))
    };
    let chosen = Memo::new(move |_| of_item(&|going, name| going.draft.responses.place(name).map(usize::from)));
    let skipped =
        Memo::new(move |_| of_item(&|going, name| going.draft.responses.skipped(name).then_some(0)).is_some());
    let helped =
        Memo::new(move |_| of_item(&|going, name| going.draft.responses.follow_up(name).map(|yes| usize::from(!yes))));
    let unanswered = RwSignal::new(false);
    let choose = move |place: u8| {
        unanswered.set(false);
        worker.choose_for_them(place)
    };
    let next = Callback::new(move |()| {
        if !worker.next_for_them() {
            // The step may have gone with it.
            let _ = unanswered.try_set(true);
        }
    });
    let skip = move |()| worker.skip_for_them();
    let back = move |()| worker.back_for_them();
    let say_help = move |yes: bool| {
        worker.say_for_them(yes);
    };
    let asked_after = wording::question(i18n, &instrument, &item.id);
    let (asks, keyed) = (asked_after.is_some(), StoredValue::new(item.clone()));
    on_keys(move |key| match key {
        StepKey::GoOn => next.run(()),
        StepKey::Skip => skip(()),
        StepKey::Back => back(()),
        StepKey::MoreHelp(yes) if asks => {
            say_help(yes);
            if chosen.get_untracked().is_some() {
                next.run(());
            }
        }
        key => {
            let place = keyed.with_value(|item| key.place(item));
            // A sheet is typed in: one key a statement.
            if place.is_some_and(choose) && way == HelpWay::FromPaper {
                next.run(());
            }
        }
    });
    let number = at + 1;
    let of = instrument.pack.items.len();
    let title = wording::statement(i18n, number, &item);
    let stem = match instrument.stem(&item) {
        Some(stem) => stem.to_owned(),
        None => say!(i18n, person.statement.sheet),
    };
    let on_choose = Callback::new(move |place: usize| _ = u8::try_from(place).map(choose));
    let boxes = boxes(i18n, number, &item, title.clone(), chosen, on_choose);
    let follow_up = asked_after.map(|question| {
        let choices =
            vec![Choice::new(wording::said(i18n, true)).key("H"), Choice::new(wording::said(i18n, false)).key("N")];
        view! {
            <div class="side-by-side follow-up">
                <OptionGroup
                    name=format!("after-for-them-{number}")
                    legend=question
                    legend_shown=true
                    choices=choices
                    chosen=helped
                    on_choose=move |place: usize| say_help(place == 0)
                    as_written=true
                />
            </div>
        }
    });
    let nudge = move || match chosen.get() {
        Some(_) => None,
        None if skipped.get() => Some(t_string!(i18n, team.helping.left_out)),
        None => unanswered.get().then_some(t_string!(i18n, team.helping.need_answer)),
    };
    let line = script_line(i18n, way);
    let personal = (item.sensitive && way == HelpWay::Beside).then(|| t!(i18n, team.helping.sensitive));
    let small = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let at_words = say!(i18n, person.statement.at, at = number, of = of);
    let scale = item.ends().is_some();
    let key_line = move || keys_line(i18n, scale, asks);
    view! {
        <TeamScreen
            title=title
            over=stem
            heading=Heading::Statement
            task=true
            worker=parts::signed_in(worker)
            before=move || {
                view! {
                    <p class="script-line not-read" role="note">{line} " " {personal}</p>
                    <Progress at=Signal::stored(small(number)) of=Signal::stored(small(of)) words=at_words/>
                }
            }
            keys=key_line
        >
            <div class="narrow helping statement-step">
                {standing(i18n, &instrument).map(|words| view! { <p class="soft small">{words}</p> })}
                {boxes}
                {follow_up}
                <p class="lead" role="status">{nudge}</p>
                <Button on_press=next>{t!(i18n, team.helping.next)}</Button>
                <div class="pair">
                    <Button kind=ButtonKind::Alt on_press=skip>{t!(i18n, team.helping.skip)} <kbd aria-hidden="true">"S"</kbd></Button>
                    {(at > 0).then(|| {
                        view! { <Button kind=ButtonKind::Alt on_press=back>{t!(i18n, team.helping.back)} <kbd aria-hidden="true">"B"</kbd></Button> }
                    })}
                </div>
                <SentLine/>
                <Button kind=ButtonKind::Quiet fit=true on_press=move |()| worker.ask_to_stop_help()>{t!(i18n, team.helping.stop)}</Button>
                <HelpNow/>
            </div>
        </TeamScreen>
    }
    .into_any()
}

/// For whoever reads: not a word of it belongs to the statement.
fn script_line(i18n: I18n, way: HelpWay) -> &'static str {
    match way {
        HelpWay::Beside | HelpWay::ByPhone => t!(i18n, team.helping.line_read),
        HelpWay::HandedOver => t!(i18n, team.helping.line_alone),
        HelpWay::FromPaper => t!(i18n, team.helping.line_paper),
    }
}

/// Whose words these are.
fn standing(i18n: I18n, instrument: &Instrument) -> Option<String> {
    if instrument.practice() {
        return Some(say!(i18n, person.statement.practice));
    }
    (instrument.pack.id != HOW_ARE_THINGS).then(|| instrument.pack.copyright.clone())
}

fn keys_line(i18n: I18n, scale: bool, asks: bool) -> AnyView {
    let digits = if scale { ["0", "9"] } else { ["1", "9"] };
    view! {
        <span><kbd>{digits[0]}</kbd>"–"<kbd>{digits[1]}</kbd> {t!(i18n, team.helping.key_choose)}</span>
        {scale.then(|| view! { <span><kbd>"T"</kbd> {t!(i18n, team.helping.key_ten)}</span> })}
        <span><kbd>"Enter"</kbd> {t!(i18n, team.helping.key_go)}</span>
        <span><kbd>"S"</kbd> {t!(i18n, team.helping.key_skip)}</span>
        <span><kbd>"B"</kbd> {t!(i18n, team.helping.key_back)}</span>
        {asks.then(|| view! {
            <span><kbd>"H"</kbd> {t!(i18n, team.helping.key_help)} " " <kbd>"N"</kbd> {t!(i18n, team.helping.key_no_help)}</span>
        })}
    }
    .into_any()
}
