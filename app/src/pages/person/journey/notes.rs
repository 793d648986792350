//! A field for one more note in the person's own words.
use crate::components::{Button, ButtonKind};
use crate::i18n::*;
use crate::pages::person::shell::half_written::{HalfWritten, KeptWords, OwnArea, kept};
use crate::pages::person::shell::seen_by;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::use_person;
use crate::words::say;
use domain::share::seen::Thing;
use leptos::prelude::*;

/// A field for one more note.
#[component]
pub(super) fn NewNote() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let text = HalfWritten::at("/journey#note");
    let asked = RwSignal::new(false);
    let error = Signal::derive(move || (asked.get() && text.is_blank()).then(|| say!(i18n, person.journey.note_empty)));
    let keep = move |()| {
        let words = text.trimmed();
        if words.is_empty() {
            return asked.set(true);
        }
        let verb = async move { person.notes.save(&words, None).await };
        work.run(kept(verb, [text]), move |_| {
            asked.set(false);
            text.done(String::new());
        });
    };
    view! {
        <section class="ruled-off">
            <OwnArea
                id="new-note"
                label=say!(i18n, person.journey.note_new)
                hint=seen_by::will_see(i18n, Thing::NewNote)
                draft=text
                error=error
                lines=3
                max=4000
            />
            <KeptWords drafts=vec![text]/>
            <Button kind=ButtonKind::Alt fit=true on_press=keep busy=work.busy>{t!(i18n, person.journey.note_keep)}</Button>
            <FaultNote work=work/>
        </section>
    }
}
