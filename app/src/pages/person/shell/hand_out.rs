//! A file that is ready: a link the person taps to save it, and the phone's share sheet where it takes the file. Nothing
//! here knows whether the file arrived.
use super::work::Work;
use crate::components::{Button, ButtonKind};
use crate::i18n::*;
use crate::platform::files::Handout;
use leptos::html::A;
use leptos::prelude::*;

/// The link and the button.
#[component]
pub(crate) fn HandOut(
    /// The file.
    file: Handout,
    /// The words of the link.
    words: String,
    /// One of them was tapped.
    #[prop(into)]
    on_tap: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let work = Work::new();
    let link = NodeRef::<A>::new();
    // It stands where the button was that made the file, so that whoever goes by keyboard or ear goes on from here.
    Effect::new(move |_| {
        if let Some(link) = link.get() {
            let _ = link.focus();
        }
    });
    let (address, name, sends) = (file.address(), file.name(), file.can_be_sent());
    let file = StoredValue::new_local(file);
    let send = move |()| {
        let sent = file.with_value(Handout::send);
        work.run(async move { Ok(sent.await) }, move |sent| {
            if sent {
                on_tap.run(());
            }
        });
    };
    view! {
        <a node_ref=link class="btn go" href=address download=name on:click=move |_| on_tap.run(())>{words}</a>
        {sends
            .then(|| {
                view! { <Button kind=ButtonKind::Alt on_press=send busy=work.busy>{t!(i18n, person.copy.send)}</Button> }
            })}
    }
    .into_any()
}
