//! Passkeys: a button that uses one or makes one, why there is none here, and the list of mine.
use super::own_account::{PresentPassword, opened};
use super::parts::{DeskWork, FaultNote};
use crate::components::{Button, ButtonKind, Spinner, focus_field, focus_heading, when};
use crate::i18n::*;
use crate::platform::{clock, intl, passkey};
use crate::state::worker::own_account::ProvedAgain;
use crate::state::worker::use_worker;
use domain::api::{Bytes, PasskeyReply, PasskeysReply};
use domain::time::Moment;
use leptos::prelude::*;

/// Why only an app for codes works here.
#[component]
pub(super) fn OnlyCodes(
    /// Whether the server would take a passkey: then it is the browser that makes none.
    offered: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let why =
        if offered { t_string!(i18n, team.passkeys.no_browser) } else { t_string!(i18n, team.passkeys.only_codes) };
    view! { <p class="hint">{why}</p> }
}

/// My passkeys, one more, one less.
#[component]
pub(super) fn OwnPasskeys() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let (work, held) = (DeskWork::new(), RwSignal::new(None::<PasskeysReply>));
    let ask = Callback::new(move |()| work.run(worker.passkeys(), move |all| drop(held.try_set(Some(all)))));
    ask.run(());
    let (removing, said) = (RwSignal::new(None::<Bytes>), RwSignal::new(None));
    let row = move |passkey: PasskeyReply| {
        let day = |at| intl::day_with_year(clock::day_of(Moment(at)));
        let line = match passkey.used {
            Some(used) => t_string!(i18n, team.passkeys.used, made = day(passkey.made), used = day(used)).to_string(),
            None => t_string!(i18n, team.passkeys.made, made = day(passkey.made)).to_string(),
        };
        let press = move |()| {
            said.set(None);
            removing.set(Some(passkey.id.clone()));
            focus_field("present-5");
        };
        view! {
            <li>
                <span>{line}</span>
                <Button kind=ButtonKind::Take fit=true on_press=press>{t!(i18n, team.passkeys.remove)}</Button>
            </li>
        }
        .into_any()
    };
    let list = move || {
        let all = held.get()?;
        if all.passkeys.is_empty() {
            return Some(view! { <p class="hint">{t!(i18n, team.passkeys.none)}</p> }.into_any());
        }
        Some(
            view! { <ul class="own-list" id="passkeys">{all.passkeys.into_iter().map(row).collect_view()}</ul> }
                .into_any(),
        )
    };
    let remove = move || {
        let id = removing.get()?;
        Some(view! { <RemovePasskey id=id removing=removing said=said ask=ask/> })
    };
    let possible = move || held.with(|all| all.as_ref().is_some_and(|all| all.possible));
    let here = move || possible() && passkey::is_possible();
    let known = move || held.with(Option::is_some);
    view! {
        <p class="hint">{t!(i18n, team.passkeys.lead)}</p>
        {list}
        {remove}
        <FaultNote work=work/>
        {when(here, move || view! { <AddPasskey said=said ask=ask/> })}
        {when(move || known() && !here(), move || view! { <OnlyCodes offered=possible()/> })}
    }
}

#[component]
fn RemovePasskey(
    id: Bytes,
    removing: RwSignal<Option<Bytes>>,
    said: RwSignal<Option<&'static str>>,
    ask: Callback<()>,
) -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let (work, present) = (DeskWork::new(), RwSignal::new(String::new()));
    let go = Callback::new(move |()| {
        if !work.busy.get_untracked() {
            work.run(worker.remove_passkey(present.get_untracked(), id.clone()), move |()| {
                removing.set(None);
                focus_heading();
                said.set(Some(t_string!(i18n, team.passkeys.removed)));
                ask.run(());
            });
        }
    });
    let keep = move |()| {
        removing.set(None);
        focus_heading();
    };
    view! {
        <PresentPassword id="present-5" value=present on_enter=go/>
        <FaultNote work=work/>
        <Button on_press=go busy=work.busy fit=true>{t!(i18n, team.passkeys.remove_button)}</Button>
        <Button kind=ButtonKind::Quiet fit=true on_press=keep>
            {t!(i18n, team.passkeys.keep)}
        </Button>
        {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.sign_in.working)/> })}
    }
}

#[component]
fn AddPasskey(said: RwSignal<Option<&'static str>>, ask: Callback<()>) -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let open = RwSignal::new(false);
    let form = move || {
        let (work, present) = (DeskWork::new(), RwSignal::new(String::new()));
        let proved = RwSignal::new_local(None::<ProvedAgain>);
        let prove = Callback::new(move |()| {
            if !work.busy.get_untracked() {
                work.run(worker.prove_again(present.get_untracked()), move |again| {
                    proved.set(Some(again));
                    focus_field("make-passkey");
                });
            }
        });
        // A tap of its own: browsers want one right before.
        let make = move |()| {
            if let Some(again) = proved.get_untracked().filter(|_| !work.busy.get_untracked()) {
                work.run(worker.add_passkey(again), move |()| {
                    open.set(false);
                    said.set(Some(t_string!(i18n, team.passkeys.added)));
                    ask.run(());
                });
            }
        };
        view! {
            {move || match proved.get() {
                None => view! {
                    <PresentPassword id="present-4" value=present on_enter=prove/>
                    <Button on_press=prove busy=work.busy fit=true>{t!(i18n, team.recovery.next)}</Button>
                }
                .into_any(),
                Some(_) => view! {
                    <Button id="make-passkey" on_press=make busy=work.busy fit=true>
                        {t!(i18n, team.passkeys.make)}
                    </Button>
                }
                .into_any(),
            }}
            <FaultNote work=work/>
            {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.place.wait)/> })}
        }
        .into_any()
    };
    opened(open, t_string!(i18n, team.passkeys.add), "present-4", said, form)
}
