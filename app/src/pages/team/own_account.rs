//! My account: until when I am away, my password, my passkeys, my app for codes, my recovery code, and where I am signed in.
use super::away::AwayPart;
use super::codes::{CodeField, ConnectCodes};
use super::new_password::{NewPassword, new_password};
use super::parts::{self, DeskWork, FaultNote};
use super::passkeys::OwnPasskeys;
use super::recovery_sheet::RecoverySheet;
use crate::components::{
    Back, Button, ButtonKind, Notice, Section, Spinner, Takes, TeamScreen, TextField, focus_field, focus_heading, when,
};
use crate::i18n::*;
use crate::platform::{clock, intl};
use crate::state::worker::own_account::ProvedAgain;
use crate::state::worker::use_worker;
use domain::api::SessionReply;
use domain::time::Moment;
use leptos::prelude::*;

/// The screen.
#[component]
pub fn OwnAccountPage() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let made = move || {
        let made = worker.me.with(|me| me.as_ref().and_then(|me| me.recovery_made));
        match made {
            Some(at) => {
                t_string!(i18n, team.account.recovery_of, day = intl::day_with_year(clock::day_of(at))).to_string()
            }
            None => t_string!(i18n, team.account.recovery_none).to_owned(),
        }
    };
    view! {
        <TeamScreen
            title=move || t_string!(i18n, team.account.title)
            worker=parts::signed_in(worker)
            back=Back::to("/").named(move || t_string!(i18n, team.place.people))
        >
            <div class="narrow">
                <Section title=t_string!(i18n, team.account.away)/>
                <AwayPart/>
                <Section title=t_string!(i18n, team.account.password)/>
                <ChangePassword/>
                <Section title=t_string!(i18n, team.passkeys.title)/>
                <OwnPasskeys/>
                <Section title=t_string!(i18n, team.account.codes)/>
                <ChangeCodes/>
                <Section title=t_string!(i18n, team.account.recovery)/>
                <p>{made}</p>
                <ChangeRecovery/>
                <Section title=t_string!(i18n, team.account.sessions)/>
                <Sessions/>
            </div>
        </TeamScreen>
    }
}

/// The password as it is now, proved once more before anything changes.
#[component]
pub(super) fn PresentPassword(id: &'static str, value: RwSignal<String>, on_enter: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TextField
            id=id
            kind="password"
            label=move || t_string!(i18n, team.account.present)
            value=value
            on_input=move |text| value.set(text)
            autocomplete="current-password"
            takes=Takes::SignIn
            on_enter=on_enter
        />
    }
}

/// A block that opens at a tap on `word`, with the focus in its first field, and what was done by it last.
pub(super) fn opened(
    open: RwSignal<bool>,
    word: &'static str,
    first: &'static str,
    said: RwSignal<Option<&'static str>>,
    inner: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let press = move |()| {
        said.set(None);
        open.set(true);
        focus_field(first);
    };
    // What was done is said above, where the button is again.
    Effect::new(move |was: Option<bool>| {
        let now = open.get();
        if was == Some(true) && !now {
            focus_heading();
        }
        now
    });
    view! {
        <p class="soft done-line" role="status">{move || said.get()}</p>
        {when(move || !open.get(), move || view! {
            <Button kind=ButtonKind::Alt fit=true on_press=press>{word}</Button>
        })}
        {when(move || open.get(), inner)}
    }
    .into_any()
}

#[component]
fn ChangePassword() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let (open, said) = (RwSignal::new(false), RwSignal::new(None));
    let form = move || {
        let (work, present, secret) = (DeskWork::new(), RwSignal::new(String::new()), new_password());
        let go = Callback::new(move |()| {
            if !secret.ask() || work.busy.get_untracked() {
                return;
            }
            let verb = worker.change_password(present.get_untracked(), secret.first.get_untracked());
            work.run(verb, move |()| {
                open.set(false);
                said.set(Some(t_string!(i18n, team.account.password_changed)));
            });
        });
        view! {
            <PresentPassword id="present-1" value=present on_enter=go/>
            <NewPassword secret=secret on_enter=go/>
            <p class="hint">{t!(i18n, team.account.password_hint)}</p>
            <FaultNote work=work/>
            <Button on_press=go busy=work.busy fit=true>{t!(i18n, team.account.password_change)}</Button>
            {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.sign_in.working)/> })}
        }
        .into_any()
    };
    opened(open, t_string!(i18n, team.account.password_change), "present-1", said, form)
}

#[component]
fn ChangeCodes() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let (open, said) = (RwSignal::new(false), RwSignal::new(None));
    let form = move || {
        let (work, present) = (DeskWork::new(), RwSignal::new(String::new()));
        let (proved, code) = (RwSignal::new_local(None::<ProvedAgain>), RwSignal::new(String::new()));
        let prove = Callback::new(move |()| {
            if !work.busy.get_untracked() {
                work.run(worker.prove_again(present.get_untracked()), move |again| {
                    proved.set(Some(again));
                    focus_field("code");
                });
            }
        });
        let go = Callback::new(move |()| {
            if let Some(again) = proved.get_untracked().filter(|_| !work.busy.get_untracked()) {
                work.run(worker.change_codes(again, code.get_untracked()), move |()| {
                    open.set(false);
                    said.set(Some(t_string!(i18n, team.account.codes_changed)));
                });
            }
        });
        let name = worker.me.with_untracked(|me| me.as_ref().map(|me| me.name.clone())).unwrap_or_default();
        view! {
            {move || match proved.get() {
                None => view! {
                    <PresentPassword id="present-2" value=present on_enter=prove/>
                    <Button on_press=prove busy=work.busy fit=true>{t!(i18n, team.recovery.next)}</Button>
                }
                .into_any(),
                Some(again) => view! {
                    <ConnectCodes name=name.clone() secret=again.codes_secret/>
                    <CodeField value=code on_enter=go/>
                    <Button on_press=go busy=work.busy fit=true>{t!(i18n, team.account.codes_change)}</Button>
                }
                .into_any(),
            }}
            <FaultNote work=work/>
            {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.place.wait)/> })}
        }
        .into_any()
    };
    opened(open, t_string!(i18n, team.account.codes_change), "present-2", said, form)
}

#[component]
fn ChangeRecovery() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let (open, said) = (RwSignal::new(false), RwSignal::new(None));
    let form = move || {
        let (work, present) = (DeskWork::new(), RwSignal::new(String::new()));
        let (code, printed) = (RwSignal::new(None::<String>), RwSignal::new(false));
        let go = Callback::new(move |()| {
            if !work.busy.get_untracked() {
                work.run(worker.change_recovery(present.get_untracked()), move |made| {
                    code.set(Some(made.to_string()));
                    focus_heading();
                });
            }
        });
        let asked = RwSignal::new(false);
        let missing = move || asked.get() && !printed.get();
        let close = move |()| {
            asked.set(true);
            if printed.get_untracked() {
                open.set(false);
                said.set(Some(t_string!(i18n, team.account.recovery_changed)));
            }
        };
        let name = worker.me.with_untracked(|me| me.as_ref().map(|me| me.name.clone())).unwrap_or_default();
        view! {
            {move || match code.get() {
                None => view! {
                    <PresentPassword id="present-3" value=present on_enter=go/>
                    <p class="hint">{t!(i18n, team.account.recovery_hint)}</p>
                    <Button on_press=go busy=work.busy fit=true>{t!(i18n, team.account.recovery_change)}</Button>
                }
                .into_any(),
                Some(code) => view! {
                    <RecoverySheet code=code name=name.clone() printed=printed/>
                    <p class="error" role="alert">
                        {move || missing().then(|| t_string!(i18n, team.recovery.print_first))}
                    </p>
                    <Button on_press=close fit=true>{t!(i18n, team.account.recovery_close)}</Button>
                }
                .into_any(),
            }}
            <FaultNote work=work/>
            {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.place.wait)/> })}
        }
        .into_any()
    };
    opened(open, t_string!(i18n, team.account.recovery_change), "present-3", said, form)
}

#[component]
fn Sessions() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let work = DeskWork::new();
    let all = RwSignal::new(None::<Vec<SessionReply>>);
    let ask = move || work.run(worker.sessions(), move |sessions| drop(all.try_set(Some(sessions))));
    ask();
    let close = move |()| work.run(worker.close_other_sessions(), move |()| ask());
    let line = move |session: SessionReply| {
        let at = |ms| {
            let moment = Moment(ms);
            t_string!(i18n, team.account.at, day = intl::day_short(clock::day_of(moment)), time = intl::time(moment))
                .to_string()
        };
        let here = session.here.then(|| view! { " · "<b>{t!(i18n, team.account.here)}</b> });
        let line = t_string!(i18n, team.account.session, made = at(session.made), used = at(session.used)).to_string();
        view! { <li>{line}{here}</li> }.into_any()
    };
    let list = move || all.get().map(|all| view! { <ul id="sessions">{all.into_iter().map(line).collect_view()}</ul> });
    let others = move || all.with(|all| all.as_ref().is_some_and(|all| all.len() > 1));
    view! {
        {list}
        {when(move || all.with(|all| all.as_ref().is_some_and(|all| all.len() == 1)), move || view! {
            <p class="hint">{t!(i18n, team.account.only_here)}</p>
        })}
        <FaultNote work=work/>
        {when(others, move || view! {
            <Button kind=ButtonKind::Alt fit=true on_press=close busy=work.busy>{t!(i18n, team.account.close_others)}</Button>
        })}
    }
}

/// So long a recovery is news on People, days.
const RECOVERY_NEWS_DAYS: i32 = 30;

/// That a recovery code was used lately, for whoever did not use it.
#[component]
pub(super) fn RecoveredNote() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    move || {
        let at = worker.me.with(|me| me.as_ref().and_then(|me| me.recovered))?;
        let day = clock::day_of(at);
        if day.add_days(RECOVERY_NEWS_DAYS) < clock::now().day() {
            return None;
        }
        let words = t_string!(i18n, team.recovery.was_used, day = intl::day_with_year(day)).to_string();
        Some(view! { <Notice>{words}</Notice> })
    }
}
