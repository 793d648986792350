//! The set-up link of an account that is not set up: shown once when it was made, and a new one at any time.
use crate::components::{Button, ButtonKind, Notice, Section};
use crate::i18n::*;
use crate::pages::team::parts::{DeskWork, FaultNote};
use crate::pages::team::people::day_here;
use crate::platform::{clipboard, intl};
use crate::state::worker::use_worker;
use domain::api::SetUpLinkReply;
use domain::id::WorkerId;
use domain::time::Moment;
use leptos::prelude::*;

/// The link that was just made, or the way to a new one.
#[component]
pub(super) fn LinkPart(worker: WorkerId, name: String) -> impl IntoView {
    let (i18n, desk) = (use_i18n(), use_worker());
    let work = DeskWork::new();
    let link = Memo::new(move |_| {
        desk.accounts.with(|accounts| accounts.link.clone().filter(|link| link.worker_id == worker))
    });
    let renew = move |()| work.run(desk.renew_link(worker), |_| {});
    let shown = move || {
        match link.get() {
        Some(link) => fresh(link, &name),
        None => view! {
            <p>{t!(i18n, team.accounts.link_why)}</p>
            <Button on_press=renew busy=work.busy kind=ButtonKind::Alt fit=true>{t!(i18n, team.accounts.link_button)}</Button>
        }
        .into_any(),
    }
    };
    view! {
        <section>
            <Section title=move || t_string!(i18n, team.accounts.link)/>
            <div class="narrow" role="status">{shown}</div>
            <FaultNote work=work/>
        </section>
    }
}

fn fresh(SetUpLinkReply { link, ends, .. }: SetUpLinkReply, name: &str) -> AnyView {
    let i18n = use_i18n();
    let copied = RwSignal::new(false);
    let (name, to, text) = (name.to_owned(), name.to_owned(), link.clone());
    let copy = Callback::new(move |()| {
        let text = text.clone();
        leptos::task::spawn_local(async move {
            let done = clipboard::copy(&text).await;
            let _ = copied.try_set(done);
        });
    });
    let day = intl::day_plain(day_here(Moment(ends)));
    let said = move || copied.get().then(|| t_string!(i18n, team.accounts.link_copied, name = to.clone()).to_string());
    view! {
        <Notice><p dir="auto">{t_string!(i18n, team.accounts.link_now, name = name, day = day).to_string()}</p></Notice>
        <p class="link-line" id="set-up-link" dir="ltr">{link}</p>
        <Button on_press=copy kind=ButtonKind::Alt fit=true>{t!(i18n, team.accounts.link_copy)}</Button>
        <p class="hint" role="status">{said}</p>
    }
    .into_any()
}
