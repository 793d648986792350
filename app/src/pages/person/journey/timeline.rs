//! Everything in its order, newest first: check-ins, the notes in between, look backs with their words, and what
//! aspirations came to. Years of it are drawn piece by piece, as they are unfolded.
use super::span::{self, Span};
use crate::components::{Button, ButtonKind, Folded, Icon, OwnSize, OwnWords, RowLink, Section, focus_heading, glyph};
use crate::i18n::*;
use crate::pages::person::shell::half_written::{HalfWritten, KeptWords, OwnArea, kept};
use crate::pages::person::shell::names;
use crate::pages::person::shell::seen_by;
use crate::pages::person::shell::take_out::{seen_by, still_seen};
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::intl;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::along::{Along, OnTheWay};
use domain::id::{AspirationId, NoteId};
use domain::instrument::Instrument;
use domain::journey;
use domain::share::seen::Thing;
use domain::visible::is_blank;
use leptos::prelude::*;
use std::sync::Arc;

/// So many stand open; earlier ones are folded away.
const OPEN: usize = 12;
/// So many come at a time when what is earlier is unfolded: a few screens of them.
const MORE: usize = 40;

#[component]
pub(super) fn Timeline(span: Span, all: Memo<Vec<OnTheWay>>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let marks = Memo::new(move |_| {
        let from = span.from();
        Arc::new(all.with(|all| all.iter().filter(|one| span::shows(from, one.day)).copied().collect::<Vec<_>>()))
    });
    move || {
        let marks = marks.get();
        let none = marks.is_empty().then(|| view! { <p class="soft">{t!(i18n, person.days.none)}</p> });
        view! {
            <section class="along">
                <Section title=say!(i18n, person.days.along)/>
                {none}
                {piece(i18n, marks, person.notebook.instruments().get(), 0, OPEN)}
            </section>
        }
    }
}

/// So many from `start` on, and behind a line whatever is earlier.
fn piece(
    i18n: I18n,
    marks: Arc<Vec<OnTheWay>>,
    instruments: Arc<Vec<Instrument>>,
    start: usize,
    many: usize,
) -> AnyView {
    let rows = marks.iter().skip(start).take(many).map(|one| row(i18n, *one, &instruments)).collect_view();
    let next = start + many;
    let earlier = marks.len().checked_sub(next).filter(|left| *left > 0).map(|left| {
        let word = say!(i18n, person.days.earlier, count = left);
        let inner = move || piece(i18n, marks.clone(), instruments.clone(), next, MORE);
        view! { <Folded summary=word inner=inner/> }
    });
    view! { <ol class="way">{rows}</ol> {earlier} }.into_any()
}

/// One thing on the way as a row that leads to it.
pub(super) fn row(i18n: I18n, one: OnTheWay, instruments: &[Instrument]) -> AnyView {
    let person = use_person();
    let on = intl::day_with_year(one.day);
    let own = person.notebook.records.with_untracked(|records| one.own_words(records)).filter(|words| !is_blank(words));
    let own = own.map(|words| view! { <OwnWords words=words size=OwnSize::Text/> });
    match one.what {
        Along::Note(id) => view! { <li class="noted"><NoteRow id=id on=on/></li> }.into_any(),
        Along::CheckIn(id) => person
            .notebook
            .records
            .with_untracked(|records| {
                let it = records.check_ins.get(&id)?;
                let label = journey::instrument_of(it, instruments).map(|found| names::title(i18n, found));
                let value = journey::total_of(it, instruments).ok();
                let value = value.map(|total| names::total(i18n, &total));
                Some(view! {
                    <li>
                        <RowLink
                            href=format!("/check-ins/{id}")
                            label=on
                            hint=label.unwrap_or_default()
                            value=value.unwrap_or_default()
                        />
                        {own}
                    </li>
                })
            })
            .into_any(),
        Along::Begun(id) => view! { <li>{aspiration(id, say!(i18n, person.days.begun, day = on))}</li> }.into_any(),
        Along::Stands(id, state) => {
            let hint = say!(i18n, person.aspiration.history_line, state = names::state(i18n, state), day = on);
            view! { <li>{aspiration(id, hint)}</li> }.into_any()
        }
        Along::LookedBack(id, at) => {
            let rating = person.notebook.records.with_untracked(|records| {
                let looks = records.aspirations.get(&id).map(|it| it.looks_back.as_slice()).unwrap_or_default();
                looks.iter().find(|look| look.at == at).map_or(0, |look| look.rating)
            });
            let hint = say!(i18n, person.days.looked_back, day = on, rating = rating);
            view! { <li>{aspiration(id, hint)} {own}</li> }.into_any()
        }
        Along::FoundOut(id, _) => {
            let hint = say!(i18n, person.days.found_out, day = on);
            view! { <li>{aspiration(id, hint)} {own}</li> }.into_any()
        }
    }
}

fn aspiration(id: AspirationId, hint: String) -> AnyView {
    let words = use_person()
        .notebook
        .records
        .with_untracked(|records| records.aspirations.get(&id).map(|it| it.words.clone()).unwrap_or_default());
    view! { <RowLink href=format!("/aspirations/{id}") label=words hint=hint/> }.into_any()
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
