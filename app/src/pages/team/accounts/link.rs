//! The set-up link of an account that is not set up: shown once when it was made, and a new one at any time.
use crate::components::{Button, ButtonKind, Notice, Section};
use crate::i18n::*;
use crate::pages::team::parts::{DeskWork, FaultNote, LinkToCopy};
use crate::pages::team::people::day_here;
use crate::platform::intl;
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
    let (name, to) = (name.to_owned(), name.to_owned());
    let day = intl::day_plain(day_here(Moment(ends)));
    let said = t_string!(i18n, team.accounts.link_copied, name = to).to_string();
    view! {
        <Notice><p dir="auto">{t_string!(i18n, team.accounts.link_now, name = name, day = day).to_string()}</p></Notice>
        <LinkToCopy id="set-up-link" link=link word=t_string!(i18n, team.accounts.link_copy) said=said/>
    }
    .into_any()
}
