//! A short reply, sealed to the person before it leaves the page.
use super::parts::{self, DeskWork};
use crate::components::{Button, ButtonKind, ErrorNote, Notice, Spinner, Takes, TextArea, when};
use crate::i18n::*;
use crate::state::worker::people::REPLY_LIMIT;
use crate::state::worker::{DraftStanding, WorkerFault, use_worker};
use domain::id::PersonId;
use domain::visible::is_blank;
use leptos::prelude::*;

/// The field and its button. The words stay until they were really sent, whatever page is opened meanwhile.
#[component]
pub(super) fn ReplyForm(
    /// To whom.
    person: PersonId,
    /// Their name, if they told it.
    #[prop(into)]
    name: Signal<Option<String>>,
    /// Whether the form is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let (empty, sent, work) = (RwSignal::new(false), RwSignal::new(false), DeskWork::new());
    let words = Memo::new(move |_| worker.drafts.with(|all| all.words(person).to_owned()));
    let standing = Memo::new(move |_| worker.drafts.with(|all| all.standing(person)));
    let send = Callback::new(move |()| {
        let text = words.get_untracked().trim().to_owned();
        empty.set(is_blank(&text));
        if is_blank(&text) || work.busy.get_untracked() {
            return;
        }
        // What was typed meanwhile stands in the field as one more.
        let all_of_it = move || worker.drafts.with_untracked(|all| all.standing(person)) == DraftStanding::Sent;
        work.run(worker.reply(person, text), move |()| sent.set(all_of_it()));
    });
    let close = move |()| {
        worker.keep_draft(person);
        open.set(false);
    };
    let kept = move || match standing.get() {
        DraftStanding::Kept => Some(t_string!(i18n, team.reply.kept)),
        DraftStanding::Unreached => Some(t_string!(i18n, team.reply.unreached)),
        DraftStanding::NotShared => Some(t_string!(i18n, team.reply.not_shared)),
        // Where sending found it out, that says it.
        DraftStanding::Arrived if work.fault.get() != Some(WorkerFault::Arrived) => {
            Some(t_string!(i18n, team.reply.arrived))
        }
        DraftStanding::Empty | DraftStanding::Sent | DraftStanding::NotYet | DraftStanding::Arrived => None,
    };
    // Whether the reply arrived was not known, and is known now.
    Effect::new(move |_| {
        let (known, open) = (standing.get(), work.fault.get_untracked().is_some_and(WorkerFault::leaves_open));
        if open && matches!(known, DraftStanding::Sent | DraftStanding::Arrived) {
            work.fault.set(None);
            sent.set(known == DraftStanding::Sent);
        }
    });
    let not_yet = move || standing.get() == DraftStanding::NotYet;
    let title = move || match name.get() {
        Some(name) => t_string!(i18n, team.reply.title, name = name).to_string(),
        None => t_string!(i18n, team.reply.title_plain).to_string(),
    };
    let field = move || {
        view! {
            <TextArea
                id="reply"
                label=move || t_string!(i18n, team.reply.label)
                hint=move || t_string!(i18n, team.reply.hint)
                value=words
                on_input=move |text| worker.write_draft(person, text)
                error=Signal::derive(move || empty.get().then(|| t_string!(i18n, team.reply.empty).to_owned()))
                takes=Takes::Reply
                max=u32::try_from(REPLY_LIMIT).unwrap_or(u32::MAX)
            />
            // What is settled is read out; each key is not.
            <p class="hint">
                <span role="status" id="reply-kept">{kept}</span>
                {when(not_yet, move || view! { <span>{t!(i18n, team.reply.not_yet)}</span> })}
            </p>
            {move || {
                work.fault.get().map(|fault| {
                    let title = match fault {
                        WorkerFault::Arrived => return view! { <ErrorNote title=parts::fault(i18n, fault)/> }.into_any(),
                        fault if fault.leaves_open() => t_string!(i18n, team.reply.not_known),
                        _ => t_string!(i18n, team.reply.not_sent),
                    };
                    view! { <ErrorNote title=title words=parts::fault(i18n, fault)/> }.into_any()
                })
            }}
            <div class="pair">
                <Button on_press=send busy=work.busy fit=true>{t!(i18n, team.reply.send)}</Button>
                <Button on_press=close kind=ButtonKind::Quiet>{t!(i18n, team.reply.close)}</Button>
            </div>
            {when(move || work.busy.get(), move || view! { <Spinner words=t_string!(i18n, team.reply.sending)/> })}
        }
        .into_any()
    };
    let done = move || {
        view! {
            <Notice>{t!(i18n, team.reply.sent)}</Notice>
            <Button on_press=move |()| open.set(false) kind=ButtonKind::Quiet>{t!(i18n, team.reply.close)}</Button>
        }
        .into_any()
    };
    view! {
        <section class="reply-form" aria-labelledby="reply-title">
            <h2 class="h-s" id="reply-title" dir="auto">{title}</h2>
            {move || if sent.get() { done() } else { field() }}
        </section>
    }
}
