//! The note on a result: ruled lines to write on, kept by the button below them, or by going on.
use crate::components::{Button, ButtonKind, OwnSize, OwnWords, Section, when};
use crate::i18n::*;
use crate::pages::person::shell::half_written::{HalfWritten, KeptWords, OwnArea, kept};
use crate::pages::person::shell::kept_line::KeptLine;
use crate::pages::person::shell::seen_by::{self, SeenBy};
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::{PersonState, use_person};
use crate::words::say;
use domain::id::CheckInId;
use domain::share::seen::Thing;
use leptos::prelude::*;

/// The note of one check-in, and what is being written of it.
#[derive(Clone, Copy)]
pub(super) struct NoteDraft {
    id: CheckInId,
    person: PersonState,
    note: Memo<Option<String>>,
    text: HalfWritten,
    writing: RwSignal<bool>,
    pub(super) work: Work,
}

impl NoteDraft {
    /// Lines to write on stand there while there is no note, or words from an earlier time.
    pub(super) fn of(id: CheckInId) -> Self {
        let person = use_person();
        let note = Memo::new(move |_| {
            person.notebook.records.with(|records| records.check_ins.get(&id).and_then(|it| it.note.clone()))
        });
        let held = note.get_untracked();
        let text = HalfWritten::over(format!("/check-ins/{id}#note"), held.clone().unwrap_or_default());
        let other = text.words.with_untracked(|words| held.as_ref() != Some(words));
        Self { id, person, note, text, writing: RwSignal::new(other), work: Work::new() }
    }

    /// Whether something else is written there than is kept.
    fn differs(self) -> bool {
        self.text.words.track();
        self.writing.get() && self.text.trimmed() != self.note.get().unwrap_or_default()
    }

    /// Keeps what is written, if there is anything to keep, and then goes on.
    pub(super) fn keep_and(self, then: impl FnOnce() + 'static) {
        if !untrack(|| self.differs()) {
            return then();
        }
        let keep = async move { self.person.check_ins.set_note(self.id, &self.text.trimmed()).await };
        self.work.run(kept(keep, [self.text]), move |()| {
            let words = self.text.trimmed();
            let _ = self.writing.try_set(words.is_empty());
            self.text.done(words);
            then();
        });
    }
}

/// The note: on ruled lines, or ruled lines to write it on.
#[component]
pub(super) fn NotePlace(draft: NoteDraft) -> impl IntoView {
    let i18n = use_i18n();
    let NoteDraft { id, note, text, writing, work, .. } = draft;
    let field = move || {
        view! {
            <OwnArea
                id="note"
                label=say!(i18n, person.result.note)
                hint=seen_by::will_see(i18n, Thing::CheckInNote(id))
                draft=text
                lines=2
                max=4000
            />
            <KeptWords drafts=vec![text]/>
        }
    };
    let kept = move || {
        note.get().map(|words| {
            view! {
                <Section title=say!(i18n, person.result.note)/>
                <OwnWords words=words size=OwnSize::Text/>
            }
        })
    };
    let shown = move || note.with(Option::is_some).then(|| view! { <SeenBy thing=Thing::CheckInNote(id)/> });
    // One button in one place: it opens the note and keeps it, and once there it stays, so the focus never falls away.
    let button = Memo::new(move |there: Option<&bool>| there == Some(&true) || !writing.get() || draft.differs());
    let press = move |()| {
        if writing.get_untracked() { draft.keep_and(|| {}) } else { writing.set(true) }
    };
    let word = move || {
        if writing.get() { say!(i18n, person.result.note_keep) } else { say!(i18n, person.result.note_change) }
    };
    view! {
        <section class="ruled-off">
            {move || if writing.get() { field().into_any() } else { kept().into_any() }}
            {shown}
            {when(move || button.get(), move || view! {
                <Button kind=ButtonKind::Alt fit=true on_press=press busy=work.busy>{word}</Button>
            })}
            <FaultNote work=work/>
            <KeptLine/>
        </section>
    }
}
