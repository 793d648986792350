//! How it stands: in focus or not, and the state. A fourth one in focus asks kindly which may step back.
use crate::components::{
    Button, ButtonKind, CheckboxRow, Choice, Icon, OptionGroup, OwnSize, OwnWords, RowLink, Section, glyph, when,
};
use crate::i18n::*;
use crate::pages::person::aspirations::AspirationScreen;
use crate::pages::person::shell::go::Go;
use crate::pages::person::shell::names;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::use_person;
use crate::words::say;
use domain::aspiration::{AspirationState, in_order};
use domain::id::AspirationId;
use domain::way::NEAR;
use leptos::prelude::*;

const STATES: [AspirationState; 5] = [
    AspirationState::WorkingOnIt,
    AspirationState::Resting,
    AspirationState::Reached,
    AspirationState::LetGo,
    AspirationState::Changed,
];

#[component]
pub(super) fn Standing(id: AspirationId, go: Go) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let it = Memo::new(move |_| person.notebook.records.with(|records| records.aspirations.get(&id).cloned()));
    let in_focus = Memo::new(move |_| it.with(|it| it.as_ref().is_some_and(|it| it.in_focus)));
    let state =
        Memo::new(move |_| it.with(|it| STATES.iter().position(|one| it.as_ref().is_some_and(|it| it.state == *one))));
    let worked_on = Memo::new(move |_| state.get() == Some(0));
    let full = RwSignal::new(false);
    // What the box shows: a refused tick is taken out again.
    let ticked = RwSignal::new(false);
    Effect::new(move |_| ticked.set(in_focus.get()));
    let focus = move |on: bool| {
        ticked.set(on);
        work.run(person.aspirations.set_focus(id, on), move |done| {
            full.set(!done);
            ticked.set(on && done);
        });
    };
    let turn = move |to: AspirationState| {
        full.set(false);
        work.run(person.aspirations.set_state(id, to), move |()| {
            // What was written along the way is given back where it ends or turns.
            if !matches!(to, AspirationState::WorkingOnIt | AspirationState::Resting) {
                go.to(&AspirationScreen::GivenBack.path(&[&id]));
            }
        });
    };
    let choose = move |place: usize| {
        if let Some(to) = STATES.get(place) {
            turn(*to);
        }
    };
    let closed = Memo::new(move |_| state.get().is_some_and(|place| place > 1));
    let far = Memo::new(move |_| {
        it.with(|it| it.as_ref().is_some_and(|it| it.looks_back.iter().any(|look| look.rating >= NEAR)))
    });
    let choices = move || {
        let mut choices = vec![
            Choice::new(say!(i18n, person.aspiration.working)),
            Choice::new(say!(i18n, person.aspiration.resting)).hint(say!(i18n, person.aspiration.resting_hint)),
            Choice::new(say!(i18n, person.aspiration.reached)),
            Choice::new(say!(i18n, person.aspiration.let_go)).hint(say!(i18n, person.growth.let_go_hint)),
        ];
        choices
            .push(Choice::new(say!(i18n, person.aspiration.changed)).hint(say!(i18n, person.aspiration.changed_hint)));
        choices
    };
    let now = move || {
        let state = it.with(|it| it.as_ref().map(|it| it.state))?;
        Some(names::state(i18n, state))
    };
    view! {
        <section>
            <Section title=say!(i18n, person.aspiration.state) end=move || view! { <b class="small">{now}</b> }/>
            {when(move || worked_on.get(), move || view! {
                <div class="rows">
                    <CheckboxRow
                        label=say!(i18n, person.aspiration.focus)
                        hint=say!(i18n, person.aspiration.focus_hint)
                        checked=ticked
                        on_change=focus
                    />
                </div>
            })}
            {when(move || !closed.get(), move || view! {
                <Button kind=ButtonKind::Alt fit=true on_press=move |()| turn(AspirationState::Reached) busy=work.busy>
                    <Icon glyph=glyph::FLAG_TRIANGLE_RIGHT small=true/>
                    {t!(i18n, person.way.reached)}
                </Button>
            })}
            {when(move || closed.get() || far.get(), move || view! {
                <div class="rows"><RowLink href=AspirationScreen::GivenBack.path(&[&id]) label=say!(i18n, person.way.words)/></div>
            })}
            <div role="status">{move || full.get().then(|| view! { <Full id=id on_done=move |()| full.set(false)/> })}</div>
            <details class="as-table">
                <summary>{t!(i18n, person.growth.state_change)}</summary>
                <OptionGroup
                    name="state"
                    legend=say!(i18n, person.aspiration.state)
                    choices=choices()
                    chosen=state
                    on_choose=choose
                />
            </details>
            <FaultNote work=work/>
        </section>
    }
}

/// Three are in focus: any of them may step back, and loses nothing by it.
#[component]
fn Full(
    id: AspirationId,
    /// One has stepped back, or none is to.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let focused = person.notebook.records.with_untracked(|records| {
        let all = in_order(records.aspirations.values()).into_iter().filter(|it| it.in_focus && it.id != id);
        all.map(|it| (it.id, it.words.clone())).collect::<Vec<_>>()
    });
    let rows = focused.into_iter().map(|(out, words)| {
        let swap = move |()| work.run(person.aspirations.swap_focus(out, id), move |()| on_done.run(()));
        let name = say!(i18n, person.growth.step_back_name, words = words.as_str());
        view! {
            <div class="swap">
                <OwnWords words=words size=OwnSize::Text/>
                <Button kind=ButtonKind::Alt fit=true on_press=swap busy=work.busy>
                    {t!(i18n, person.growth.step_back)}<span class="unseen">{name}</span>
                </Button>
            </div>
        }
        .into_any()
    });
    view! {
        <div class="script">
            <p>{t!(i18n, person.growth.focus_full)}</p>
            <p class="soft small">{t!(i18n, person.growth.focus_full_hint)}</p>
            {rows.collect::<Vec<_>>()}
            <Button kind=ButtonKind::Quiet fit=true on_press=move |()| on_done.run(())>{t!(i18n, person.growth.focus_leave)}</Button>
            <FaultNote work=work/>
        </div>
    }
}
