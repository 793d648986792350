//! The start: how it is done, with whom, with what, what to say first, and beginning.
use super::call::BeginFault;
use super::help_now::HelpNow;
use super::keys::{SingleKeys, StepKey, cap, on_keys};
use super::start_choices::{NotChosen, SheetDay, StartChoices, StartList};
use crate::components::{
    Back, Button, CheckboxRow, Choice, Notice, OptionGroup, Spinner, TeamPlace, TeamScreen, TextField, focus_field,
    glyph, when,
};
use crate::i18n::*;
use crate::pages::team::parts::{self, CutShortNote, DeskWork};
use crate::pages::wording;
use crate::platform::clock;
use crate::state::worker::helping::{HelpWay, HelpWhom};
use crate::state::worker::use_worker;
use domain::check_in::Draft;
use domain::id::PersonId;
use domain::instrument::Instrument;
use leptos::prelude::*;

/// The choices on one page, and "Begin".
#[component]
pub(super) fn StartStep() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let choices = StartChoices::new(worker.help_for.try_update_value(Option::take).flatten());
    let (work, missing) = (DeskWork::new(), RwSignal::new(None::<NotChosen>));
    let people = Memo::new(move |_| worker.helped_people());
    let ids = move || people.with_untracked(|all| all.iter().map(|(person, _)| *person).collect::<Vec<PersonId>>());
    let met = Memo::new(move |_| matches!(choices.whom.get(), Some(HelpWhom::Met(_))));
    let offers = Memo::new(move |_| worker.help_offers(met.get()));
    let begin = Callback::new(move |()| {
        if work.busy.get_untracked() {
            return;
        }
        match offers.with_untracked(|offers| choices.start(offers)) {
            Ok(start) => {
                missing.set(None);
                work.run(worker.begin_help(start), |()| {});
            }
            Err(what) => missing.set(Some(what)),
        }
    });
    let choose_whom = Callback::new(move |place: usize| choices.choose_whom(&ids(), place));
    let choose_which = Callback::new(move |place: usize| offers.with_untracked(|all| choices.choose_which(all, place)));
    let choose_day = Callback::new(move |place: usize| {
        choices.choose_day(place);
        if choices.day.get_untracked() == Some(SheetDay::Another) {
            focus_field("help-sheet-day");
        }
    });
    on_keys(move |key| match (key, choices.turn.get_untracked()) {
        (StepKey::GoOn, _) => begin.run(()),
        // Whoever has no app stands last, and has the last key.
        (StepKey::Digit(0), StartList::Whom) => choose_whom.run(people.with_untracked(Vec::len)),
        (StepKey::Digit(0), _) => {}
        (StepKey::Digit(digit), turn) => {
            let place = usize::from(digit) - 1;
            match turn {
                StartList::Way => choices.choose_way(place),
                StartList::Whom if place < people.with_untracked(Vec::len) => choose_whom.run(place),
                StartList::Whom => {}
                StartList::Which => choose_which.run(place),
                StartList::Day => choose_day.run(place),
            }
        }
        _ => {}
    });
    let missing_words = move || {
        missing.get().map(|what| match what {
            NotChosen::Way => t_string!(i18n, team.helping.need_way),
            NotChosen::Whom => t_string!(i18n, team.helping.need_who),
            NotChosen::Which => t_string!(i18n, team.helping.need_which),
            NotChosen::Day => t_string!(i18n, team.helping.need_day),
        })
    };
    let single = expect_context::<SingleKeys>().0;
    let back = Back::close("/help");
    view! {
        <TeamScreen
            title=move || t_string!(i18n, team.helping.title)
            place=TeamPlace::Help
            worker=parts::signed_in(worker)
            back=back
        >
            <div class="narrow helping">
                <p class="lede">{t!(i18n, team.helping.lead)}</p>
                <CutShortNote/>
                <div on:focusin=move |_| choices.turn.set(StartList::Way)>{ways(i18n, choices)}</div>
                <div on:focusin=move |_| choices.turn.set(StartList::Whom)>
                    {move || whom(i18n, choices, people.get(), choose_whom)}
                </div>
                <div on:focusin=move |_| choices.turn.set(StartList::Which)>
                    {move || which(i18n, choices, offers.get(), choose_which)}
                </div>
                {when(move || choices.is_paper(), move || {
                    view! { <div on:focusin=move |_| choices.turn.set(StartList::Day)>{days(i18n, choices, choose_day)}</div> }
                })}
                <div class="rows">
                    <CheckboxRow
                        label=move || t_string!(i18n, team.helping.named)
                        hint=move || t_string!(i18n, team.helping.named_hint)
                        checked=choices.named
                        on_change=move |ticked| choices.named.set(ticked)
                    />
                    <CheckboxRow
                        label=move || t_string!(i18n, team.helping.keys)
                        hint=move || t_string!(i18n, team.helping.keys_hint)
                        checked=single
                        on_change=move |ticked| single.set(ticked)
                    />
                </div>
                {move || say_first(i18n, choices.way.get())}
                <BeginFault work=work/>
                <p class="lead" role="status">{missing_words}</p>
                <Button on_press=begin busy=work.busy>{t!(i18n, team.helping.begin)}</Button>
                {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.helping.beginning)/> })}
                <HelpNow/>
            </div>
        </TeamScreen>
    }
}

/// The key of a box while its list is in turn.
fn key_in_turn(choices: StartChoices, list: StartList, key: String) -> impl Fn() -> String + Clone + Send + Sync {
    move || if choices.turn.get() == list { key.clone() } else { String::new() }
}

fn ways(i18n: I18n, choices: StartChoices) -> AnyView {
    let all = HelpWay::ALL.into_iter().enumerate().map(|(place, way)| {
        let (words, hint, icon) = match way {
            HelpWay::Beside => {
                (t!(i18n, team.helping.way_beside), t!(i18n, team.helping.way_beside_hint), glyph::USERS)
            }
            HelpWay::HandedOver => {
                (t!(i18n, team.helping.way_handed), t!(i18n, team.helping.way_handed_hint), glyph::SMARTPHONE)
            }
            HelpWay::ByPhone => (t!(i18n, team.helping.way_phone), t!(i18n, team.helping.way_phone_hint), glyph::PHONE),
            HelpWay::FromPaper => {
                (t!(i18n, team.helping.way_paper), t!(i18n, team.helping.way_paper_hint), glyph::FILE_TEXT)
            }
        };
        Choice::new(words).hint(hint).icon(icon).key(key_in_turn(choices, StartList::Way, cap(place)))
    });
    let chosen = move || HelpWay::ALL.iter().position(|way| Some(*way) == choices.way.get());
    view! {
        <OptionGroup
            name="help-way"
            legend=move || t_string!(i18n, team.helping.way)
            legend_shown=true
            choices=all.collect()
            chosen=Signal::derive(chosen)
            on_choose=move |place| choices.choose_way(place)
        />
    }
    .into_any()
}

fn whom(
    i18n: I18n,
    choices: StartChoices,
    people: Vec<(PersonId, Option<String>)>,
    on_choose: Callback<usize>,
) -> AnyView {
    let unnamed = t!(i18n, team.helping.unnamed);
    let met = people.iter().enumerate().map(|(place, (_, name))| {
        let name = name.clone().unwrap_or_else(|| unnamed.to_owned());
        Choice::new(name).key(key_in_turn(choices, StartList::Whom, cap(place)))
    });
    let no_app = Choice::new(t!(i18n, team.helping.no_app)).hint(t!(i18n, team.helping.no_app_hint)).key(key_in_turn(
        choices,
        StartList::Whom,
        "0".to_owned(),
    ));
    let all = met.chain([no_app]).collect();
    let chosen = move || match choices.whom.get()? {
        HelpWhom::Met(person) => people.iter().position(|(known, _)| *known == person),
        HelpWhom::NoApp => Some(people.len()),
    };
    view! {
        <OptionGroup
            name="help-who"
            legend=move || t_string!(i18n, team.helping.who)
            legend_shown=true
            choices=all
            chosen=Signal::derive(chosen)
            on_choose=on_choose
            as_written=true
        />
    }
    .into_any()
}

fn which(i18n: I18n, choices: StartChoices, offers: Vec<Instrument>, on_choose: Callback<usize>) -> AnyView {
    let all = offers.iter().enumerate().map(|(place, it)| {
        Choice::new(wording::title(i18n, it)).key(key_in_turn(choices, StartList::Which, cap(place)))
    });
    let all = all.collect();
    let chosen = move || choices.which.with(|id| offers.iter().position(|it| it.pack.id == *id));
    view! {
        <OptionGroup
            name="help-which"
            legend=move || t_string!(i18n, team.helping.which)
            legend_shown=true
            choices=all
            chosen=Signal::derive(chosen)
            on_choose=on_choose
            as_written=true
        />
    }
    .into_any()
}

fn days(i18n: I18n, choices: StartChoices, on_choose: Callback<usize>) -> AnyView {
    let all = SheetDay::ALL.into_iter().enumerate().map(|(place, day)| {
        let words = match day {
            SheetDay::Today => t!(i18n, team.helping.sheet_today),
            SheetDay::Yesterday => t!(i18n, team.helping.sheet_yesterday),
            SheetDay::Another => t!(i18n, team.helping.sheet_other),
        };
        Choice::new(words).key(key_in_turn(choices, StartList::Day, cap(place)))
    });
    let chosen = move || SheetDay::ALL.iter().position(|day| Some(*day) == choices.day.get());
    let days = move || Draft::sheet_days(clock::today());
    view! {
        <OptionGroup
            name="help-day"
            legend=move || t_string!(i18n, team.helping.sheet)
            legend_shown=true
            choices=all.collect()
            chosen=Signal::derive(chosen)
            on_choose=on_choose
        />
        {when(move || choices.day.get() == Some(SheetDay::Another), move || view! {
            <TextField
                id="help-sheet-day"
                label=move || t_string!(i18n, team.helping.sheet_day)
                hint=move || t_string!(i18n, team.helping.sheet_wrong)
                value=choices.typed
                on_input=move |text| choices.typed.set(text)
                kind="date"
                from=Signal::derive(move || Some(days().start().to_string()))
                until=Signal::derive(move || Some(days().end().to_string()))
            />
        })}
    }
    .into_any()
}

/// What is read to the person before anything else.
fn say_first(i18n: I18n, way: Option<HelpWay>) -> AnyView {
    let words = match way {
        // On the telephone the next screen is read out.
        None | Some(HelpWay::ByPhone) => return ().into_any(),
        Some(HelpWay::Beside) => t!(i18n, team.helping.say_read),
        Some(HelpWay::HandedOver) => t!(i18n, team.helping.say_handed),
        Some(HelpWay::FromPaper) => {
            return view! { <Notice>{t!(i18n, team.helping.say_paper)}</Notice> }.into_any();
        }
    };
    view! {
        <Notice>
            <p class="label">{t!(i18n, team.helping.say_first)}</p>
            <p>{words}</p>
        </Notice>
    }
    .into_any()
}
