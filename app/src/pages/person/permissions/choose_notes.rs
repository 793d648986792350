//! Which notes a worker may see: each by itself, and new ones by a tick of their own.
use super::choice::PermissionChoice;
use super::share_words::short;
use super::tick::{Unfold, tick, tick_one};
use crate::components::{CheckboxRow, Section};
use crate::i18n::*;
use crate::platform::intl;
use crate::state::use_person;
use crate::words::say;
use domain::id::NoteId;
use leptos::prelude::*;

/// The notes, under one heading that opens. Nothing is picked beforehand.
#[component]
pub(super) fn NoteChoices(choice: RwSignal<Option<PermissionChoice>>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let (new, set_new) = tick(choice, |it| it.scope.notes, |it, on| it.scope.notes = on);
    let found = person.notebook.records.with_untracked(|records| {
        let own =
            records.notes.values().map(|it| (it.at.at, it.id, it.words.clone(), intl::day_with_year(it.at.day())));
        let of_check_ins = records.check_ins.values().filter_map(|it| {
            let hint = say!(i18n, person.choose.note_of_check_in, day = intl::day_with_year(it.answered_on));
            Some((it.completed.at, NoteId::of_check_in(it.id), it.note.clone()?, hint))
        });
        let mut found: Vec<_> = own.chain(of_check_ins).collect();
        found.sort_by_key(|(at, id, ..)| std::cmp::Reverse((*at, *id)));
        found
    });
    let rows = found.into_iter().map(|(_, id, words, hint)| {
        let (checked, change) = tick_one(choice, |scope| &scope.note_ids, |scope| &mut scope.note_ids, id);
        view! { <CheckboxRow label=short(&words) hint=hint checked=checked on_change=change/> }.into_any()
    });
    let rows: Vec<AnyView> = rows.collect();
    let picked = Memo::new(move |_| choice.with(|choice| choice.as_ref().map_or(0, |it| it.scope.note_ids.len())));
    let list = (!rows.is_empty())
        .then(|| view! { <Unfold title=say!(i18n, person.choose.notes_open) picked=picked rows=rows/> });
    view! {
        <Section title=say!(i18n, person.choose.notes_title)/>
        {list}
        <div class="rows">
            <CheckboxRow
                label=say!(i18n, person.choose.notes)
                hint=say!(i18n, person.choose.notes_hint)
                checked=new
                on_change=set_new
            />
        </div>
    }
}
