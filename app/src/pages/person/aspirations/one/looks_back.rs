//! Every look back with its day, newest first; the words about it can change, the number stays.
use crate::components::{Button, ButtonKind, OwnSize, OwnWords, Section};
use crate::i18n::*;
use crate::pages::person::shell::half_written::{HalfWritten, OwnArea, kept};
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::intl;
use crate::state::use_person;
use crate::words::say;
use domain::aspiration::{Aspiration, LookBack};
use domain::id::AspirationId;
use leptos::prelude::*;

/// So many stand open; earlier ones are folded away.
const OPEN: usize = 4;

#[component]
pub(super) fn LooksBack(aspiration: Aspiration) -> impl IntoView {
    let i18n = use_i18n();
    let id = aspiration.id;
    let mut rows: Vec<AnyView> =
        aspiration.looks_back.into_iter().rev().map(|look| view! { <One id=id look=look/> }.into_any()).collect();
    let earlier = rows.split_off(rows.len().min(OPEN));
    let earlier = (!earlier.is_empty()).then(|| {
        let word = say!(i18n, person.growth.looks_earlier, count = earlier.len());
        view! { <details class="as-table"><summary>{word}</summary><ul class="looks">{earlier}</ul></details> }
    });
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <Section title=say!(i18n, person.aspiration.looks_back)/>
                <ul class="looks">{rows}</ul>
                {earlier}
            </section>
        }
    })
}

#[component]
fn One(id: AspirationId, look: LookBack) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let LookBack { rating, note, at } = look;
    let draft = HalfWritten::over(format!("/aspirations/{id}#look-{}", at.at.0), note.clone());
    // Half-written words open their field by themselves.
    let writing = RwSignal::new(draft.words.with_untracked(|words| *words != note));
    let keep = move |()| {
        let words = draft.trimmed();
        let base = words.clone();
        let verb = async move { person.aspirations.reword_look(id, at, &words).await };
        work.run(kept(verb, [draft]), move |()| {
            draft.done(base);
            let _ = writing.try_set(false);
        });
    };
    let day = intl::day_with_year(at.day());
    let name =
        if note.is_empty() { say!(i18n, person.growth.look_write) } else { say!(i18n, person.growth.look_change) };
    let label = say!(i18n, person.growth.look_label, day = day.as_str());
    let hidden = day.clone();
    view! {
        <li>
            <p class="look"><span class="soft small">{day}</span><b>{say!(i18n, person.aspiration.rating, rating = rating)}</b></p>
            {move || {
                if writing.get() {
                    return view! {
                        <OwnArea id=format!("look-{}", at.at.0) label=label.clone() draft=draft/>
                        <Button kind=ButtonKind::Alt fit=true on_press=keep busy=work.busy>{t!(i18n, person.growth.words_keep)}</Button>
                    }
                    .into_any();
                }
                let (word, about) = (name.clone(), format!(" {hidden}"));
                let note = (!note.is_empty()).then(|| view! { <OwnWords words=note.clone() size=OwnSize::Text/> });
                view! {
                    {note}
                    <Button kind=ButtonKind::Quiet fit=true on_press=move |()| writing.set(true)>
                        {word}<span class="unseen">{about}</span>
                    </Button>
                }
                .into_any()
            }}
            <FaultNote work=work/>
        </li>
    }
}
