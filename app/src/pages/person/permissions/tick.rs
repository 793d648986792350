//! Boxes to tick of what a permission covers, and rows of them under one heading.
use super::choice::PermissionChoice;
use crate::i18n::*;
use crate::words::say;
use domain::consent::Scope;
use domain::set;
use leptos::prelude::*;

/// One box to tick: what it reads, and what it writes.
pub(super) fn tick(
    choice: RwSignal<Option<PermissionChoice>>,
    read: impl Fn(&PermissionChoice) -> bool + Send + Sync + 'static,
    write: impl Fn(&mut PermissionChoice, bool) + Send + Sync + 'static,
) -> (Signal<bool>, Callback<bool>) {
    let checked = Signal::derive(move || choice.with(|choice| choice.as_ref().is_some_and(&read)));
    let change = Callback::new(move |on| choice.update(|choice| choice.iter_mut().for_each(|it| write(it, on))));
    (checked, change)
}

/// One box to tick for one thing of a set, which is read and written so.
pub(super) fn tick_one<T: Copy + Ord + Send + Sync + 'static>(
    choice: RwSignal<Option<PermissionChoice>>,
    read: fn(&Scope) -> &set::Set<T>,
    write: fn(&mut Scope) -> &mut set::Set<T>,
    one: T,
) -> (Signal<bool>, Callback<bool>) {
    let put = move |it: &mut PermissionChoice, on| {
        let list = write(&mut it.scope);
        if on {
            list.insert(one)
        } else {
            list.remove(&one)
        };
    };
    tick(choice, move |it| read(&it.scope).contains(&one), put)
}

/// Rows to tick under one heading that opens and says how many are. What was picked before is in sight when one comes
/// back.
#[component]
pub(super) fn Unfold(
    /// The heading.
    #[prop(into)]
    title: String,
    /// How many are picked.
    picked: Memo<usize>,
    /// Said above the rows.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The rows.
    rows: Vec<AnyView>,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = picked.get_untracked() > 0;
    let count = move || match picked.get() {
        0 => say!(i18n, person.choose.areas_none),
        count => say!(i18n, person.choose.areas_count, count = count),
    };
    view! {
        <details class="unfold" open=open>
            <summary>{title} " " <span class="soft small">{count}</span></summary>
            {hint.map(|hint| view! { <p class="soft small">{hint}</p> })}
            <div class="rows">{rows}</div>
        </details>
    }
}
