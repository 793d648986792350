//! "Share this check-in with …?": asked once, nothing picked beforehand, unanswered means not sent.
use crate::components::{Button, ButtonKind};
use crate::i18n::*;
use crate::pages::person::shell::names::first_name;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::{clock, intl};
use crate::state::use_person;
use crate::words::say;
use domain::consent::SourceItem;
use domain::id::{CheckInId, ConsentId};
use leptos::html::Div;
use leptos::prelude::*;

/// The question for one check-in and one permission. `dated` names the check-in, where it stands by itself.
#[component]
pub(crate) fn ShareQuestion(
    check_in: CheckInId,
    consent: ConsentId,
    #[prop(optional)] dated: bool,
    /// What was answered, and the name it was about. The question is gone by then, and the focus with it.
    #[prop(into)]
    on_answer: Callback<(bool, String)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let found = person.notebook.records.with_untracked(|records| {
        let worker = records.consents.get(&consent)?.worker();
        let name = first_name(&records.contacts.get(&worker)?.name);
        let it = records.check_ins.get(&check_in)?;
        // Nobody knows yet which answer is which: then no more goes than that it was filled in.
        let bare = person.notebook.instrument_of(&it.pack).is_some_and(|instrument| !instrument.totals_allowed());
        Some((name, it.answered_on, bare))
    });
    found.map(|(name, day, bare)| {
        let title = if dated {
            say!(i18n, person.today.open_question, day = intl::day_plain(day), name = name.as_str())
        } else {
            say!(i18n, person.result.share_title, name = name.as_str())
        };
        let about = StoredValue::new(name.clone());
        let answer = move |share: bool| {
            let told = (share, about.get_value());
            work.run(person.permissions.decide(check_in, consent, share), move |()| {
                let _ = on_answer.try_run(told);
            });
        };
        view! {
            <section class="card">
                <p class="label">{title}</p>
                <p class="soft small">{say!(i18n, person.result.share_why, name = name.as_str())}</p>
                {bare.then(|| view! { <p class="soft small">{t!(i18n, person.result.share_bare)}</p> })}
                <div class="pair">
                    <Button kind=ButtonKind::Alt on_press=move |()| answer(true) busy=work.busy>
                        {say!(i18n, person.result.share_with, name = name.as_str())}
                    </Button>
                    <Button kind=ButtonKind::Alt on_press=move |()| answer(false) busy=work.busy>
                        {t!(i18n, person.result.not_this)}
                    </Button>
                </div>
                <FaultNote work=work/>
            </section>
        }
    })
}

/// The questions about one check-in that are still open, and how the others were answered. Who kept one to themselves
/// can still share it.
#[component]
pub(super) fn ShareQuestions(check_in: CheckInId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let answered = NodeRef::<Div>::new();
    // Made here, so that it outlives the question that calls it.
    let to_answer = Callback::new(move |_: (bool, String)| {
        if let Some(place) = answered.get_untracked() {
            let _ = place.focus();
        }
    });
    let standing = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let today = clock::today();
            let Some(it) = records.check_ins.get(&check_in) else { return Vec::new() };
            let mut found = Vec::new();
            for contact in records.contacts.values() {
                let Some(consent) = records.consent_with(contact.worker, today) else { continue };
                if consent.covers(&SourceItem::of_check_in(it), today) {
                    let name = first_name(&contact.name);
                    let answer = records.decided_to_share(consent, it);
                    // What goes without a question goes now that this is seen.
                    let going = answer.is_none() && consent.goes_unasked(it.completed);
                    found.push((consent.id(), name, if going { Some(true) } else { answer }));
                }
            }
            found
        })
    });
    let questions = move || {
        let open = standing.get().into_iter().filter(|(_, _, answer)| answer.is_none());
        let open = open.map(|(consent, ..)| {
            view! { <ShareQuestion check_in=check_in consent=consent on_answer=to_answer/> }.into_any()
        });
        open.collect_view()
    };
    let lines = move || {
        let lines = standing.get().into_iter().filter_map(|(consent, name, answer)| {
            let told = (true, name.clone());
            let after_all = move |()| {
                let told = told.clone();
                work.run(person.permissions.decide(check_in, consent, true), move |()| {
                    let _ = to_answer.try_run(told);
                });
            };
            Some(match answer? {
                true => {
                    view! { <p class="soft small">{say!(i18n, person.result.share_yes, name = name)}</p> }.into_any()
                }
                false => {
                    let word = say!(i18n, person.result.share_after_all, name = name.as_str());
                    view! {
                        <p class="soft small">{say!(i18n, person.result.share_no, name = name)}</p>
                        <Button kind=ButtonKind::Quiet fit=true on_press=after_all busy=work.busy>{word}</Button>
                    }
                    .into_any()
                }
            })
        });
        lines.collect_view()
    };
    view! {
        {questions}
        <div node_ref=answered role="status" tabindex="-1">{lines}</div>
        <FaultNote work=work/>
    }
}
