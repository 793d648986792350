//! Takes something out at once, with undo. What somebody can see is taken back first: else it would stay with them and
//! could be found here no more.
use super::names::first_name;
use super::work::{FaultNote, Work};
use crate::components::{Button, ButtonKind, Icon, QuietLink, glyph};
use crate::i18n::*;
use crate::platform::clock;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::id::WorkerId;
use domain::share::ending::holder;
use leptos::prelude::*;

/// Who can see what stands under this id, with their first name; one of them, if there are several.
pub(crate) fn seen_by(source: [u8; 16]) -> Memo<Option<(WorkerId, String)>> {
    let person = use_person();
    Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let worker = holder(records, source, clock::today())?;
            Some((worker, first_name(&records.contacts.get(&worker)?.name)))
        })
    })
}

/// Why it cannot be taken out yet, and where it is taken back.
pub(crate) fn still_seen(i18n: I18n, worker: WorkerId, name: &str) -> AnyView {
    let (why, change) =
        (say!(i18n, person.growth.seen, name = name), say!(i18n, person.growth.seen_change, name = name));
    view! {
        <p class="soft small">{why}</p>
        <QuietLink href=format!("/sharing/{worker}")>{change}</QuietLink>
    }
    .into_any()
}

/// The button, or who can see it.
#[component]
pub(crate) fn TakeOut(
    /// The id of what is taken out.
    source: [u8; 16],
    /// The words of the button.
    word: String,
    /// The verb it runs.
    work: Work,
    /// Takes it out.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let seen_by = seen_by(source);
    let word = StoredValue::new(word);
    let inside = move || match seen_by.get() {
        Some((worker, name)) => still_seen(i18n, worker, &name),
        None => view! {
            <Button kind=ButtonKind::Take fit=true on_press=on_press busy=work.busy>
                <Icon glyph=glyph::TRASH_2 small=true/>
                {word.get_value()}
            </Button>
            <FaultNote work=work/>
        }
        .into_any(),
    };
    view! { <div class="ruled-off">{inside}</div> }.into_any()
}
