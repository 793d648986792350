//! "Share this check-in with …?": asked once, nothing picked beforehand, unanswered means not sent.
use super::names::first_name;
use super::work::{FaultNote, Work};
use crate::components::{Button, Kind};
use crate::i18n::*;
use crate::platform::{clock, intl};
use crate::state::use_person;
use crate::words::say;
use domain::consent::SourceItem;
use domain::id::{CheckInId, ConsentId};
use leptos::prelude::*;

/// The question for one check-in and one permission. `dated` names the check-in, where it stands by itself.
#[component]
pub(super) fn ShareQuestion(check_in: CheckInId, consent: ConsentId, #[prop(optional)] dated: bool) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let found = person.records.with_untracked(|records| {
        let worker = records.consents.get(&consent)?.worker();
        let name = first_name(&records.contacts.get(&worker)?.name);
        Some((name, records.check_ins.get(&check_in)?.answered_on))
    });
    found.map(|(name, day)| {
        let title = if dated {
            say!(i18n, person.today.open_question, day = intl::day_short(day), name = name.as_str())
        } else {
            say!(i18n, person.result.share_title, name = name.as_str())
        };
        let answer = move |share: bool| work.run(person.decide(check_in, consent, share), |()| {});
        view! {
            <section class="card">
                <p class="label">{title}</p>
                <p class="soft small">{say!(i18n, person.result.share_why, name = name.as_str())}</p>
                <div class="pair">
                    <Button kind=Kind::Alt on_press=move |()| answer(true) busy=work.busy>
                        {say!(i18n, person.result.share_with, name = name.as_str())}
                    </Button>
                    <Button kind=Kind::Alt on_press=move |()| answer(false) busy=work.busy>
                        {t!(i18n, person.result.not_this)}
                    </Button>
                </div>
                <FaultNote work=work/>
            </section>
        }
    })
}

/// The questions about one check-in that are still open, and how the others were answered.
#[component]
pub(super) fn ShareQuestions(check_in: CheckInId) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let standing = Memo::new(move |_| {
        person.records.with(|records| {
            let today = clock::today();
            let Some(it) = records.check_ins.get(&check_in) else { return Vec::new() };
            let mut found = Vec::new();
            for contact in records.contacts.values() {
                let Some(consent) = records.consent_with(contact.worker, today) else { continue };
                if consent.covers(&SourceItem::of_check_in(it), today) {
                    let name = first_name(&contact.name);
                    found.push((consent.id(), name, records.decided_to_share(consent, it)));
                }
            }
            found
        })
    });
    move || {
        let lines = standing.get().into_iter().map(|(consent, name, answer)| match answer {
            None => view! { <ShareQuestion check_in=check_in consent=consent/> }.into_any(),
            Some(true) => {
                view! { <p class="soft small" role="status">{say!(i18n, person.result.share_yes, name = name)}</p> }
                    .into_any()
            }
            Some(false) => {
                view! { <p class="soft small" role="status">{say!(i18n, person.result.share_no, name = name)}</p> }
                    .into_any()
            }
        });
        lines.collect_view()
    }
}
