//! Small steps: tick them, add one; "Change the steps" opens their words, their order and taking them out.
use crate::components::{Button, ButtonKind, CheckboxRow, Icon, MoveButtons, Section, focus_moved, glyph, when};
use crate::i18n::*;
use crate::pages::person::shell::half_written::{HalfWritten, KeptWords, OwnLine, kept};
use crate::pages::person::shell::kept_line::KeptLine;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::use_person;
use crate::words::say;
use domain::aspiration::Towards;
use domain::id::{AspirationId, StepId};
use leptos::prelude::*;

#[component]
pub(super) fn Steps(id: AspirationId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let changing = RwSignal::new(false);
    // A tick changes one row and leaves the others, and the focus, where they are.
    let steps = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let steps = records.aspirations.get(&id).map(|it| it.steps.as_slice()).unwrap_or_default();
            steps.iter().map(|step| (step.id, step.words.clone())).collect::<Vec<_>>()
        })
    });
    let row = move |(step, words): (StepId, String)| {
        let done = Memo::new(move |_| {
            person.notebook.records.with(|records| {
                let it = records.aspirations.get(&id);
                it.is_some_and(|it| it.steps.iter().any(|one| one.id == step && one.done.is_some()))
            })
        });
        let toggle = move |_| work.run(person.aspirations.toggle_step(id, step), |()| {});
        view! { <CheckboxRow label=words checked=done on_change=toggle step=true as_written=true/> }.into_any()
    };
    let list = move || {
        if changing.get() {
            return view! { <Changing id=id/> }.into_any();
        }
        view! { <div class="rows steps">{move || steps.get().into_iter().map(row).collect::<Vec<_>>()}</div> }
            .into_any()
    };
    let any = Memo::new(move |_| steps.with(|steps| !steps.is_empty()));
    view! {
        <section>
            <Section title=say!(i18n, person.aspiration.steps) end=move || view! { <KeptLine/> }/>
            {when(move || !any.get(), move || view! { <p class="soft small">{t!(i18n, person.aspiration.steps_none)}</p> })}
            {list}
            {when(move || any.get(), move || {
                let word = move || {
                    if changing.get() {
                        say!(i18n, person.growth.steps_done)
                    } else {
                        say!(i18n, person.growth.steps_change)
                    }
                };
                view! {
                    <Button kind=ButtonKind::Quiet fit=true on_press=move |()| changing.update(|on| *on = !*on)>{word}</Button>
                }
            })}
            <NewStep id=id/>
            <FaultNote work=work/>
        </section>
    }
}

/// A field for one more step.
#[component]
fn NewStep(id: AspirationId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let fresh = HalfWritten::at(format!("/aspirations/{id}#step"));
    let add = move |()| {
        let words = fresh.trimmed();
        if !words.is_empty() {
            let verb = async move { person.aspirations.add_step(id, &words).await };
            work.run(kept(verb, [fresh]), move |()| {
                fresh.done(String::new());
            });
        }
    };
    view! {
        <KeptWords drafts=vec![fresh]/>
        <OwnLine id="step" label=say!(i18n, person.aspiration.add_step) draft=fresh on_enter=add/>
        <Button kind=ButtonKind::Alt fit=true on_press=add busy=work.busy>
            <Icon glyph=glyph::PLUS small=true/>
            {t!(i18n, person.aspiration.add_step_button)}
        </Button>
        <FaultNote work=work/>
    }
}

/// Every step with its words in a field, and buttons that move it or take it out.
#[component]
fn Changing(id: AspirationId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let said = RwSignal::new(String::new());
    let ids = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let steps = records.aspirations.get(&id).map(|it| it.steps.as_slice()).unwrap_or_default();
            steps.iter().map(|step| step.id).collect::<Vec<_>>()
        })
    });
    let words_of = move |step: StepId| {
        person.notebook.records.with_untracked(|records| {
            let found = records.aspirations.get(&id)?.steps.iter().find(|one| one.id == step)?;
            Some(found.words.clone())
        })
    };
    let row = move |step: StepId| {
        let words = words_of(step).unwrap_or_default();
        let draft = HalfWritten::over(format!("/aspirations/{id}#{step}"), words.clone());
        let keep = move || {
            let now = draft.trimmed();
            if !now.is_empty() && words_of(step).is_some_and(|before| before != now) {
                let base = now.clone();
                let verb = async move { person.aspirations.reword_step(id, step, &now).await };
                work.run(kept(verb, [draft]), move |()| {
                    draft.done(base);
                });
            }
        };
        let shift = move |to_start: bool| {
            let to = if to_start { Towards::Start } else { Towards::End };
            work.run(person.aspirations.move_step(id, step, to), move |()| {
                let place = ids.with_untracked(|ids| ids.iter().position(|one| *one == step)).unwrap_or_default() + 1;
                let (words, of) = (words_of(step).unwrap_or_default(), ids.with_untracked(Vec::len));
                said.set(say!(i18n, person.arrange.now, words = words, place = place, of = of));
                focus_moved(&step.to_string(), to_start);
            });
        };
        let first = Signal::derive(move || ids.with(|ids| ids.first() == Some(&step)));
        let last = Signal::derive(move || ids.with(|ids| ids.last() == Some(&step)));
        let up = say!(i18n, person.arrange.up, words = words.as_str());
        let down = say!(i18n, person.arrange.down, words = words.as_str());
        let out = move |()| {
            work.run(person.aspirations.remove_step(id, step), move |()| crate::components::focus_heading());
        };
        view! {
            <div class="arranged">
                <OwnLine
                    id=format!("words-{step}")
                    label=say!(i18n, person.aspiration.add_step)
                    draft=draft
                    on_enter=move |()| keep()
                />
                <div class="arranged-acts">
                    <MoveButtons key=step.to_string() first=first last=last up=up down=down on_move=shift/>
                    <Button kind=ButtonKind::Quiet fit=true on_press=move |()| keep()>{t!(i18n, person.growth.step_keep)}</Button>
                    <Button kind=ButtonKind::Take fit=true on_press=out>
                        <Icon glyph=glyph::TRASH_2 small=true/>
                        {t!(i18n, person.growth.step_remove)}
                    </Button>
                </div>
            </div>
        }
        .into_any()
    };
    view! {
        <p class="unseen" role="status">{move || said.get()}</p>
        <div class="rows"><For each=move || ids.get() key=|step| *step children=row/></div>
        <FaultNote work=work/>
    }
}
