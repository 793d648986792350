//! One aspiration: its words, its path, small steps, how it went, how it stands.
use super::names;
use super::work::{FaultNote, KeptLine, Work, param};
use crate::components::{
    Back, Button, CheckboxRow, Choice, Heading, Icon, Kind, LinkButton, OptionGroup, OwnSize, OwnWords, Screen,
    Section, Switchback, TextArea, TextField, glyph,
};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::platform::intl;
use crate::state::use_person;
use crate::words::say;
use domain::aspiration::{Aspiration, AspirationState};
use domain::id::{AspirationId, StepId};
use leptos::prelude::*;

const STATES: [AspirationState; 5] = [
    AspirationState::WorkingOnIt,
    AspirationState::Resting,
    AspirationState::Reached,
    AspirationState::LetGo,
    AspirationState::Changed,
];

/// The page.
#[component]
pub fn AspirationPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let id = param::<AspirationId>("id");
    // The words and ratings only: ticking a step leaves the page where it is.
    let shown = Memo::new(move |_| {
        let id = id.get()?;
        let it = person.records.with(|records| records.aspirations.get(&id).cloned())?;
        Some(Aspiration {
            steps: Vec::new(),
            history: Vec::new(),
            in_focus: false,
            state: AspirationState::WorkingOnIt,
            ..it
        })
    });
    move || {
        let Some(it) = shown.get() else { return view! { <NotFoundPage/> }.into_any() };
        let id = it.id;
        let dock = {
            let looked = it.looks_back.last().map(|look| intl::day_short(look.at.day()));
            move || {
                let first = looked.is_none();
                let lead = match looked {
                    Some(day) => say!(i18n, person.aspiration.looked_back, day = day),
                    None => say!(i18n, person.aspiration.not_looked_back),
                };
                let word = if first {
                    say!(i18n, person.aspiration.where_first)
                } else {
                    say!(i18n, person.aspiration.where_now)
                };
                view! {
                    <p class="lead">{lead}</p>
                    <LinkButton href=format!("/aspirations/{id}/look-back")>{word}</LinkButton>
                }
            }
        };
        view! {
            <Screen
                title=it.words.clone()
                heading=Heading::Own
                back=Back::to("/aspirations").named(say!(i18n, person.aspiration.back))
                dock=dock
            >
                <Own aspiration=it.clone()/>
                <Steps id=id/>
                <LooksBack aspiration=it/>
                <Standing id=id/>
            </Screen>
        }
        .into_any()
    }
}

/// Why, what helps, and the switchback as a picture.
#[component]
fn Own(aspiration: Aspiration) -> impl IntoView {
    let i18n = use_i18n();
    let Aspiration { id, why, what_helps, looks_back, .. } = aspiration;
    let part = |title: String, words: String| {
        (!words.is_empty()).then(|| {
            view! {
                <p class="soft small">{title}</p>
                <OwnWords words=words size=OwnSize::Text/>
            }
        })
    };
    let (first, now) = (looks_back.first().cloned(), looks_back.last().map(|look| look.rating));
    let label = match (first.as_ref().map(|look| look.rating), now) {
        (Some(from), Some(now)) => say!(i18n, person.aspiration.path, from = from, now = now),
        _ => say!(i18n, person.aspiration.path_none),
    };
    let start_label = first.as_ref().map(|look| intl::day_short(look.at.day())).unwrap_or_default();
    view! {
        {part(say!(i18n, person.aspiration.why), why)}
        {part(say!(i18n, person.aspiration.helps), what_helps)}
        <Switchback
            name=format!("path-{id}")
            legend=say!(i18n, person.aspiration.legend)
            start=first.map(|look| look.rating)
            start_label=start_label
            here=Signal::stored(now)
            here_label=say!(i18n, person.aspiration.now)
            label=label
        />
    }
}

#[component]
fn Steps(id: AspirationId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let fresh = RwSignal::new(String::new());
    // A tick changes one row and leaves the others, and the focus, where they are.
    let steps = Memo::new(move |_| {
        person.records.with(|records| {
            let steps = records.aspirations.get(&id).map(|it| it.steps.as_slice()).unwrap_or_default();
            steps.iter().map(|step| (step.id, step.words.clone())).collect::<Vec<_>>()
        })
    });
    let row = move |(step, words): (StepId, String)| {
        let done = Memo::new(move |_| {
            person.records.with(|records| {
                let it = records.aspirations.get(&id);
                it.is_some_and(|it| it.steps.iter().any(|one| one.id == step && one.done.is_some()))
            })
        });
        let toggle = move |_| work.run(person.toggle_step(id, step), |()| {});
        view! { <CheckboxRow label=words checked=done on_change=toggle step=true/> }.into_any()
    };
    let add = move |()| {
        let words = fresh.get_untracked();
        if !words.trim().is_empty() {
            work.run(async move { person.add_step(id, words.trim()).await }, move |()| fresh.set(String::new()));
        }
    };
    view! {
        <section>
            <Section title=say!(i18n, person.aspiration.steps) end=move || view! { <KeptLine/> }/>
            {move || {
                steps
                    .with(Vec::is_empty)
                    .then(|| view! { <p class="soft small">{t!(i18n, person.aspiration.steps_none)}</p> })
            }}
            <div class="rows steps">{move || steps.get().into_iter().map(row).collect::<Vec<_>>()}</div>
            <TextField
                id="step"
                label=say!(i18n, person.aspiration.add_step)
                value=fresh
                on_input=move |text| fresh.set(text)
                own=true
                max=200
                on_enter=add
            />
            <Button kind=Kind::Alt fit=true on_press=add busy=work.busy>
                <Icon glyph=glyph::PLUS small=true/>
                {t!(i18n, person.aspiration.add_step_button)}
            </Button>
            <FaultNote work=work/>
        </section>
    }
}

/// Every look back, newest first.
#[component]
fn LooksBack(aspiration: Aspiration) -> impl IntoView {
    let i18n = use_i18n();
    let rows = aspiration.looks_back.into_iter().rev().map(|look| {
        let rating = say!(i18n, person.aspiration.rating, rating = look.rating);
        let note = (!look.note.is_empty()).then(|| view! { <OwnWords words=look.note size=OwnSize::Text/> });
        view! { <div><dt>{intl::day_short(look.at.day())}</dt><dd>{rating}{note}</dd></div> }.into_any()
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <Section title=say!(i18n, person.aspiration.looks_back)/>
                <dl class="terms">{rows}</dl>
            </section>
        }
    })
}

/// Focus, state, history, and the words themselves.
#[component]
fn Standing(id: AspirationId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let it = Memo::new(move |_| person.records.with(|records| records.aspirations.get(&id).cloned()));
    let in_focus = Memo::new(move |_| it.with(|it| it.as_ref().is_some_and(|it| it.in_focus)));
    let state =
        Memo::new(move |_| it.with(|it| STATES.iter().position(|one| it.as_ref().is_some_and(|it| it.state == *one))));
    let full = RwSignal::new(false);
    let focus = move |on: bool| work.run(person.set_focus(id, on), move |done| full.set(!done));
    let choose = move |place: usize| {
        if let Some(to) = STATES.get(place) {
            work.run(person.set_aspiration_state(id, *to), |()| {});
        }
    };
    let choices = vec![
        Choice::new(say!(i18n, person.aspiration.working)),
        Choice::new(say!(i18n, person.aspiration.resting)).hint(say!(i18n, person.aspiration.resting_hint)),
        Choice::new(say!(i18n, person.aspiration.reached)),
        Choice::new(say!(i18n, person.aspiration.let_go)),
        Choice::new(say!(i18n, person.aspiration.changed)).hint(say!(i18n, person.aspiration.changed_hint)),
    ];
    let history = move || {
        let lines = it.get().map(|it| it.history).unwrap_or_default().into_iter().rev().map(|change| {
            let (state, day) = (names::state(i18n, change.to), intl::day_short(change.at.day()));
            view! { <li class="soft small">{say!(i18n, person.aspiration.history_line, state = state, day = day)}</li> }
                .into_any()
        });
        lines.collect::<Vec<_>>()
    };
    view! {
        <section>
            <div class="rows">
                <CheckboxRow
                    label=say!(i18n, person.aspiration.focus)
                    hint=say!(i18n, person.aspiration.focus_hint)
                    checked=in_focus
                    on_change=focus
                />
            </div>
            <p class="soft small" role="status">{move || full.get().then_some(t!(i18n, person.aspiration.focus_full))}</p>
            <details class="as-table">
                <summary>{t!(i18n, person.aspiration.state)}</summary>
                <OptionGroup
                    name="state"
                    legend=say!(i18n, person.aspiration.state)
                    choices=choices
                    chosen=state
                    on_choose=choose
                />
                <Section title=say!(i18n, person.aspiration.history)/>
                <ul>{history}</ul>
            </details>
            <Words id=id/>
            <FaultNote work=work/>
        </section>
    }
}

/// Changing the words, folded away.
#[component]
fn Words(id: AspirationId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let it = person.records.with_untracked(|records| records.aspirations.get(&id).cloned());
    let own = |pick: fn(&Aspiration) -> &String| RwSignal::new(it.as_ref().map(pick).cloned().unwrap_or_default());
    let (words, why, helps) = (own(|it| &it.words), own(|it| &it.why), own(|it| &it.what_helps));
    let keep = move |()| {
        let text = [words, why, helps].map(|one| one.get_untracked().trim().to_owned());
        if text.first().is_some_and(|words| words.is_empty()) {
            return;
        }
        let edit = person.edit_aspiration(id, move |it| {
            let [words, why, helps] = text.clone();
            (it.words, it.why, it.what_helps) = (words, why, helps);
            Ok(())
        });
        work.run(edit, |()| {});
    };
    let field = move |id: &'static str, label: String, value: RwSignal<String>| {
        view! {
            <TextArea id=id label=label value=value on_input=move |text| value.set(text) own=true lines=2 max=1000/>
        }
    };
    view! {
        <details class="as-table">
            <summary>{t!(i18n, person.aspiration.edit)}</summary>
            {field("edit-words", say!(i18n, person.new_aspiration.words), words)}
            {field("edit-why", say!(i18n, person.new_aspiration.why), why)}
            {field("edit-helps", say!(i18n, person.new_aspiration.helps), helps)}
            <Button kind=Kind::Alt fit=true on_press=keep busy=work.busy>{t!(i18n, person.aspiration.edit_keep)}</Button>
            <FaultNote work=work/>
        </details>
    }
}
