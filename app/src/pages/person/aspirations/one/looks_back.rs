//! Every look back with its day, newest first, and what was found out; the words can change, the number stays.
use crate::components::{Button, ButtonKind, OwnSize, OwnWords, Section};
use crate::i18n::*;
use crate::pages::person::shell::half_written::{HalfWritten, OwnArea, kept};
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::intl;
use crate::state::use_person;
use crate::words::say;
use domain::aspiration::{Aspiration, FoundOut};
use domain::id::AspirationId;
use domain::time::Stamp;
use leptos::prelude::*;

/// So many stand open; earlier ones are folded away.
const OPEN: usize = 6;

/// The look backs: the rating in a disc, the newest in yellow, the words on ruled lines.
#[component]
pub(super) fn LooksBack(aspiration: Aspiration) -> impl IntoView {
    let i18n = use_i18n();
    let id = aspiration.id;
    let looks = aspiration.looks_back.into_iter().rev().enumerate();
    let row = |(place, look): (usize, domain::aspiration::LookBack)| {
        let rating = say!(i18n, person.aspiration.rating, rating = look.rating);
        view! {
            <li>
                <span class="at" class:now=place == 0>
                    <span aria-hidden="true">{look.rating}</span>
                    <span class="unseen">{rating}</span>
                </span>
                <Written id=id at=look.at words=look.note rated=true/>
            </li>
        }
        .into_any()
    };
    let mut rows: Vec<AnyView> = looks.map(row).collect();
    let earlier = rows.split_off(rows.len().min(OPEN));
    let earlier = (!earlier.is_empty()).then(|| {
        let word = say!(i18n, person.growth.looks_earlier, count = earlier.len());
        view! { <details class="as-table"><summary>{word}</summary><ol class="looks lb">{earlier}</ol></details> }
    });
    (!rows.is_empty()).then(|| {
        view! {
            <section class="ruled-off">
                <Section title=say!(i18n, person.aspiration.looks_back)/>
                <ol class="looks lb">{rows}</ol>
                {earlier}
            </section>
        }
    })
}

/// What the person found out, newest first.
#[component]
pub(super) fn Found(id: AspirationId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let found = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let found = records.aspirations.get(&id).map(|it| it.found_out.as_slice()).unwrap_or_default();
            found.iter().rev().map(|it: &FoundOut| (it.at, it.words.clone())).collect::<Vec<_>>()
        })
    });
    move || {
        let rows = found
            .get()
            .into_iter()
            .map(|(at, words)| view! { <li><Written id=id at=at words=words rated=false/></li> }.into_any());
        let rows: Vec<AnyView> = rows.collect();
        (!rows.is_empty()).then(|| {
            view! {
                <section>
                    <Section title=say!(i18n, person.way.found_title)/>
                    <p class="soft small">{t!(i18n, person.seen.only_you)}</p>
                    <ol class="looks">{rows}</ol>
                </section>
            }
        })
    }
}

/// Words with their day, and a field to change them.
#[component]
fn Written(
    id: AspirationId,
    /// When they were written, which is their name.
    at: Stamp,
    words: String,
    /// They go with a rating; else they are what was found out.
    rated: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let field = if rated { format!("look-{}", at.at.0) } else { format!("found-{}", at.at.0) };
    let draft = HalfWritten::over(format!("/aspirations/{id}#{field}"), words.clone());
    // Half-written words open their field by themselves.
    let writing = RwSignal::new(draft.words.with_untracked(|now| *now != words));
    let keep = move |()| {
        let words = draft.trimmed();
        let base = words.clone();
        let verb = async move {
            if rated {
                person.aspirations.reword_look(id, at, &words).await
            } else {
                person.aspirations.reword_found(id, at, &words).await
            }
        };
        work.run(kept(verb, [draft]), move |()| {
            draft.done(base);
            let _ = writing.try_set(false);
        });
    };
    let day = intl::day_plain(at.day());
    let name =
        if words.is_empty() { say!(i18n, person.growth.look_write) } else { say!(i18n, person.days.note_change) };
    let label = say!(i18n, person.growth.look_label, day = day.as_str());
    let hidden = format!(" {day}");
    let change = move || {
        let (name, hidden) = (name.clone(), hidden.clone());
        (!writing.get()).then(|| {
            view! {
                <Button kind=ButtonKind::Quiet fit=true on_press=move |()| writing.set(true)>
                    {name}<span class="unseen">{hidden}</span>
                </Button>
            }
        })
    };
    view! {
        <div>
            <p class="look"><span class="soft small">{day}</span>{change}</p>
            {move || {
                if writing.get() {
                    return view! {
                        <OwnArea id=field.clone() label=label.clone() draft=draft/>
                        <Button kind=ButtonKind::Alt fit=true on_press=keep busy=work.busy>{t!(i18n, person.growth.words_keep)}</Button>
                    }
                    .into_any();
                }
                (!words.is_empty()).then(|| view! { <OwnWords words=words.clone() size=OwnSize::Text/> }).into_any()
            }}
            <FaultNote work=work/>
        </div>
    }
}
