//! What several of the team's screens need: who is signed in, a verb of theirs, and the sentence for a fault.
use crate::components::{Button, ButtonKind, EndsSoon, ErrorNote, Notice, SignedIn, Takes, TextField};
use crate::i18n::*;
use crate::pages::form;
use crate::platform::{
    clipboard,
    intl::{self, Plural},
};
use crate::state::worker::helping::Helping;
use crate::state::worker::{Presence, WorkerFault, WorkerState, Writings, use_worker};
use domain::role::Role;
use leptos::prelude::*;

/// A verb of the worker's, one at a time.
pub(super) type DeskWork = form::OneVerb<WorkerFault>;

/// Why the latest verb did nothing, if it did nothing.
#[component]
pub(super) fn FaultNote(work: DeskWork) -> impl IntoView {
    let i18n = use_i18n();
    move || work.fault.get().map(|wrong| view! { <ErrorNote title=fault(i18n, wrong)/> })
}

/// Why nothing can be done from a page that came over plain http, and what to do.
#[component]
pub(super) fn UnsafeNote() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <ErrorNote
            title=move || t_string!(i18n, team.wrong.unsafe_title)
            words=move || t_string!(i18n, team.wrong.unsafe_words)
        />
    }
}

/// The end of the bar.
pub(super) fn signed_in(worker: WorkerState) -> Signal<Option<SignedIn>> {
    let i18n = use_i18n();
    let covered = Signal::derive(move || worker.covered.get().then(|| t_string!(i18n, team.people.covered)));
    let ends_soon = Signal::derive(move || ends_soon(i18n, worker));
    Signal::derive(move || {
        let me = worker.me.get()?;
        let team = role_team(i18n, me.role, &me.called, &me.team);
        let on_stay = Callback::new(move |()| worker.stay());
        let on_sign_out = Callback::new(move |()| leptos::task::spawn_local(worker.sign_out()));
        let (leads, helps) = (me.role == Role::Lead, me.role == Role::PeerWorker);
        Some(SignedIn { name: me.name, team, leads, helps, covered, ends_soon, on_stay, on_sign_out })
    })
}

/// When and why the session ends, what becomes of what was written, and what to do.
fn ends_soon(i18n: I18n, worker: WorkerState) -> Option<EndsSoon> {
    let (why, stay) = match worker.presence.get() {
        Presence::Still => (t_string!(i18n, team.ending.still), Some(t_string!(i18n, team.ending.stay))),
        Presence::LastMinutes => (t_string!(i18n, team.ending.day), None),
        Presence::Here | Presence::Gone | Presence::DayOver => return None,
    };
    // Of a check-in that is being written down every answer is with the server already.
    let helping = worker.helping.with(Helping::holds_the_page);
    let words = match worker.drafts.with(Writings::all_kept) {
        Some(true) => format!("{why} {}", t_string!(i18n, team.ending.kept)),
        Some(false) => format!("{why} {}", t_string!(i18n, team.ending.not_kept)),
        None if helping => format!("{why} {}", t_string!(i18n, team.helping.ending)),
        None => why.to_owned(),
    };
    Some(EndsSoon { words, stay })
}

/// "Housing support", or where the team has no name for it "Key worker".
pub(super) fn role(i18n: I18n, role: Role, called: &str) -> String {
    let kind = match role {
        _ if !called.is_empty() => called,
        Role::KeyWorker => t_string!(i18n, team.me.key_worker),
        Role::PeerWorker => t_string!(i18n, team.me.peer_worker),
        Role::Lead => t_string!(i18n, team.me.team_lead),
    };
    kind.to_owned()
}

/// "Housing support, Hillside".
pub(super) fn role_team(i18n: I18n, kind: Role, called: &str, team: &str) -> String {
    let role = role(i18n, kind, called);
    if team.is_empty() {
        return role;
    }
    t_string!(i18n, team.me.team, role = role, team = team.to_owned()).to_string()
}

/// What happened, that nothing is lost, what to do now.
pub(super) fn fault(i18n: I18n, fault: WorkerFault) -> &'static str {
    match fault {
        WorkerFault::Network => t_string!(i18n, team.wrong.network),
        WorkerFault::Refused => t_string!(i18n, team.sign_in.wrong),
        WorkerFault::Code => t_string!(i18n, team.codes.wrong),
        WorkerFault::NoPasskey => t_string!(i18n, team.passkeys.not_used),
        WorkerFault::Passkey => t_string!(i18n, team.passkeys.refused),
        WorkerFault::LastFactor => t_string!(i18n, team.passkeys.last),
        WorkerFault::Recovery => t_string!(i18n, team.recovery.wrong),
        WorkerFault::Link => t_string!(i18n, team.set_up.used),
        WorkerFault::SignedOut => t_string!(i18n, team.wrong.signed_out),
        WorkerFault::OtherWorker => t_string!(i18n, team.wrong.other),
        WorkerFault::Busy => t_string!(i18n, team.wrong.busy),
        WorkerFault::Keyring => t_string!(i18n, team.wrong.keyring),
        WorkerFault::Arrived => t_string!(i18n, team.reply.arrived),
        WorkerFault::Keys => t_string!(i18n, team.wrong.keys),
        WorkerFault::NoMemory(_) => t_string!(i18n, team.wrong.memory),
        WorkerFault::OtherAddress => t_string!(i18n, team.wrong.address),
        WorkerFault::NotLead => t_string!(i18n, team.wrong.not_lead),
        WorkerFault::Taken => t_string!(i18n, team.wrong.taken),
        WorkerFault::Unfit => t_string!(i18n, team.wrong.unfit),
        WorkerFault::Day => t_string!(i18n, team.wrong.day),
        WorkerFault::OwnList => t_string!(i18n, team.wrong.own_list),
        WorkerFault::Server => t_string!(i18n, team.wrong.server),
    }
}

/// "2 items could not be checked, so they are not shown."
pub(super) fn unchecked(i18n: I18n, count: usize) -> String {
    match intl::plural(count) {
        Plural::One => t_string!(i18n, team.people.bad_single).to_string(),
        Plural::Other => t_string!(i18n, team.people.bad_many, count = count).to_string(),
    }
}

/// "The server lists 2 people whom this page does not know …"
pub(super) fn strangers(i18n: I18n, count: usize) -> String {
    match intl::plural(count) {
        Plural::One => t_string!(i18n, team.people.strangers_single).to_string(),
        Plural::Other => t_string!(i18n, team.people.strangers_many, count = count).to_string(),
    }
}

/// The name to sign in with.
#[component]
pub(super) fn NameField(
    name: RwSignal<String>,
    /// What Enter does.
    #[prop(optional)]
    on_enter: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TextField
            id="name"
            label=move || t_string!(i18n, team.sign_in.name)
            value=name
            on_input=move |text| name.set(text)
            autocomplete="username"
            takes=Takes::SignIn
            max=400
            on_enter=on_enter.unwrap_or_else(|| Callback::new(|()| ()))
        />
    }
}

/// That a check-in stopped when the session ended or the page was left, and where it can be gone on with.
#[component]
pub(super) fn CutShortNote() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    move || {
        worker.cut_short.get().map(|cut| {
            let words = if cut.by_words {
                t_string!(i18n, team.helping.cut_words)
            } else {
                t_string!(i18n, team.helping.cut_phone)
            };
            let unsent = (!cut.kept).then(|| view! { <p>{t!(i18n, team.helping.cut_unsent)}</p> });
            view! { <Notice><p>{words}</p>{unsent}</Notice> }
        })
    }
}

/// A link in full, and a button that copies it.
#[component]
pub(super) fn LinkToCopy(
    /// `id` in the page.
    id: &'static str,
    link: String,
    /// Below the link.
    #[prop(optional, into)]
    hint: Option<String>,
    /// On the button.
    word: &'static str,
    /// Once it is copied.
    said: String,
) -> impl IntoView {
    let (copied, text) = (RwSignal::new(false), link.clone());
    let copy = move |()| {
        let text = text.clone();
        leptos::task::spawn_local(async move {
            let done = clipboard::copy(&text).await;
            // The page may have been left meanwhile.
            let _ = copied.try_set(done);
        });
    };
    view! {
        <p class="link-line" id=id dir="ltr">{link}</p>
        {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
        <Button on_press=copy kind=ButtonKind::Alt fit=true>{word}</Button>
        <p class="hint" role="status">{move || copied.get().then(|| said.clone())}</p>
    }
}
