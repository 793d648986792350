//! Everything in its order, newest first: check-ins, the notes in between, and what aspirations came to.
use super::span::Span;
use crate::components::{Button, ButtonKind, Icon, OwnSize, OwnWords, RowLink, Section, focus_heading, glyph};
use crate::i18n::*;
use crate::pages::person::shell::half_written::{HalfWritten, KeptWords, OwnArea, kept};
use crate::pages::person::shell::names;
use crate::pages::person::shell::seen_by;
use crate::pages::person::shell::take_out::{seen_by, still_seen};
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::intl;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::aspiration::AspirationState;
use domain::id::{AspirationId, CheckInId, NoteId};
use domain::instrument::Instrument;
use domain::journey;
use domain::records::Records;
use domain::share::seen::Thing;
use domain::time::{Day, Moment};
use leptos::prelude::*;

/// So many stand open; earlier ones are folded away, and what stays off the printed page is counted there.
const OPEN: usize = 12;

/// One thing on the way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    CheckIn(CheckInId),
    Note(NoteId),
    State(AspirationId, AspirationState),
}

#[component]
pub(super) fn Timeline(span: Span) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let marks = Memo::new(move |_| person.notebook.records.with(|records| marks(records, span)));
    move || {
        let instruments = person.notebook.instruments().get();
        let mut rows: Vec<AnyView> = marks.with(|marks| {
            let row = |(_, day, mark): &(Moment, Day, Mark)| row(i18n, *day, *mark, &instruments);
            marks.iter().map(row).collect()
        });
        let all = rows.len();
        let earlier = rows.split_off(all.min(OPEN));
        let earlier = (!earlier.is_empty()).then(|| {
            let word = say!(i18n, person.days.earlier, count = earlier.len());
            let on_paper = say!(i18n, person.days.on_paper, shown = OPEN, all = all);
            view! {
                <details class="as-table"><summary>{word}</summary><ol class="way">{earlier}</ol></details>
                <p class="on-paper">{on_paper}</p>
            }
        });
        let none = rows.is_empty().then(|| view! { <p class="soft">{t!(i18n, person.days.none)}</p> });
        view! {
            <section class="along">
                <Section title=say!(i18n, person.days.along)/>
                {none}
                <ol class="way">{rows}</ol>
                {earlier}
            </section>
        }
    }
}

/// What is on the way, newest first.
fn marks(records: &Records, span: Span) -> Vec<(Moment, Day, Mark)> {
    let check_ins = records.check_ins.values().map(|it| (it.order().0, it.answered_on, Mark::CheckIn(it.id)));
    let notes = records.notes.values().map(|it| (it.at.at, it.at.day(), Mark::Note(it.id)));
    let states = records.aspirations.values().flat_map(|it| {
        let told = it.history.iter().filter(|change| change.to != AspirationState::WorkingOnIt);
        told.map(|change| (change.at.at, change.at.day(), Mark::State(it.id, change.to)))
    });
    let mut all: Vec<_> = check_ins.chain(notes).chain(states).filter(|(_, day, _)| span.shows(*day)).collect();
    all.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    all
}

fn row(i18n: I18n, day: Day, mark: Mark, instruments: &[Instrument]) -> AnyView {
    let person = use_person();
    let on = intl::day_with_year(day);
    match mark {
        Mark::Note(id) => view! { <li class="noted"><NoteRow id=id on=on/></li> }.into_any(),
        Mark::CheckIn(id) => person
            .notebook
            .records
            .with_untracked(|records| {
                let it = records.check_ins.get(&id)?;
                let label = journey::instrument_of(it, instruments).map(|found| names::title(i18n, found));
                let value = journey::total_of(it, instruments).ok();
                let value = value.map(|total| names::total(i18n, &total));
                let note = it.note.clone().map(|words| view! { <OwnWords words=words size=OwnSize::Text/> });
                Some(view! {
                    <li>
                        <RowLink
                            href=format!("/check-ins/{id}")
                            label=on
                            hint=label.unwrap_or_default()
                            value=value.unwrap_or_default()
                        />
                        {note}
                    </li>
                })
            })
            .into_any(),
        Mark::State(id, state) => {
            let words = person
                .notebook
                .records
                .with_untracked(|records| records.aspirations.get(&id).map(|it| it.words.clone()));
            let hint = say!(i18n, person.aspiration.history_line, state = names::state(i18n, state), day = on);
            view! { <li><RowLink href=format!("/aspirations/{id}") label=words.unwrap_or_default() hint=hint/></li> }
                .into_any()
        }
    }
}

/// A note on ruled lines. Its words can change; what nobody else can see can be taken out at once, with undo.
#[component]
fn NoteRow(id: NoteId, on: String) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let words = Memo::new(move |_| {
        person.notebook.records.with(|records| records.notes.get(&id).map(|it| it.words.clone()).unwrap_or_default())
    });
    let draft = HalfWritten::over(format!("/journey#{id}"), words.get_untracked());
    let writing = RwSignal::new(draft.words.with_untracked(|now| words.with_untracked(|words| now != words)));
    let seen = seen_by(*id.as_bytes());
    let keep = move |()| {
        let now = draft.trimmed();
        if !now.is_empty() {
            let base = now.clone();
            let verb = async move { person.notes.reword(id, &now).await };
            work.run(kept(verb, [draft]), move |()| {
                draft.done(base);
                let _ = writing.try_set(false);
            });
        }
    };
    let out = move |()| work.run(person.notes.remove(id), |()| focus_heading());
    let about = StoredValue::new(on.clone());
    view! {
        <p class="soft small">{on}</p>
        {move || {
            if writing.get() {
                return view! {
                    <OwnArea
                        id=format!("note-{id}")
                        label=say!(i18n, person.days.note_about, day = about.get_value())
                        hint=seen_by::will_see(i18n, Thing::Note(id))
                        draft=draft
                        max=4000
                    />
                    <KeptWords drafts=vec![draft]/>
                    <Button kind=ButtonKind::Alt fit=true on_press=keep busy=work.busy>{t!(i18n, person.days.note_keep)}</Button>
                }
                .into_any();
            }
            let hidden = move || view! { <span class="unseen">{about.get_value()}</span> };
            let remove = seen.with(Option::is_none).then(|| {
                view! {
                    <Button kind=ButtonKind::Take fit=true on_press=out busy=work.busy>
                        <Icon glyph=glyph::TRASH_2 small=true/>
                        {t!(i18n, person.days.note_remove)}{hidden()}
                    </Button>
                }
            });
            view! {
                <OwnWords words=words.get() size=OwnSize::Text/>
                <div class="note-acts">
                    <Button kind=ButtonKind::Quiet fit=true on_press=move |()| writing.set(true)>
                        {t!(i18n, person.days.note_change)}{hidden()}
                    </Button>
                    {remove}
                </div>
                {seen.get().map(|(worker, name)| still_seen(i18n, worker, &name))}
            }
            .into_any()
        }}
        <FaultNote work=work/>
    }
}
