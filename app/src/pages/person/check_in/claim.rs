//! "I have eight words": what a helper wrote down for somebody who had no app yet comes to this phone. Slips are found here,
//! before anybody is asked; a link from the slip's square code fills the words in.
use crate::components::{Back, Button, ErrorNote, Notice, Screen, Spinner, Takes, TextArea, when};
use crate::i18n::*;
use crate::pages::form::OneVerb;
use crate::pages::person::check_in::HelpScreen;
use crate::pages::person::shell::arrival::{Arrival, CLAIM};
use crate::pages::person::shell::go::use_go;
use crate::pages::person::shell::screens::Addressed;
use crate::platform::intl::{self, Plural};
use crate::state::{ClaimFault, use_person};
use crate::words::{self, I18n, say};
use domain::seal::claim_words::WordsFault;
use leptos::prelude::*;

/// Eight words, and what waits under them.
#[component]
pub fn ClaimWordsPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let arrival = expect_context::<Arrival>();
    let work = OneVerb::<ClaimFault>::new();
    let (typed, seen) = (RwSignal::new(String::new()), RwSignal::new(false));
    Effect::new(move |_| {
        arrival.again.track();
        if let Some(came) = arrival.take(CLAIM) {
            seen.set(came.seen);
            typed.set(came.code.replace('-', " "));
        }
    });
    let look = move |()| {
        work.run(person.written.claim(typed.get_untracked()), move |id| {
            go.instead(&HelpScreen::Written.path(&[&id]));
        });
    };
    let dock = move || {
        view! {
            <p class="lead">{t!(i18n, person.claim.uses_nothing)}</p>
            <Button on_press=look busy=work.busy>{t!(i18n, person.claim.look)}</Button>
        }
    };
    let fault = move || {
        work.fault.get().map(|fault| {
            let (title, next) = said(i18n, &fault);
            view! { <ErrorNote title=title words=next/> }
        })
    };
    view! {
        <Screen
            title=say!(i18n, person.claim.title)
            lede=say!(i18n, person.claim.lede)
            back=Back::to("/").named(say!(i18n, parts.today))
            dock=dock
        >
            <div role="status">
                {when(move || seen.get(), move || view! { <Notice><p>{t!(i18n, person.claim.seen)}</p></Notice> })}
            </div>
            <TextArea
                id="claim-words"
                label=say!(i18n, person.claim.words)
                hint=say!(i18n, person.back.words_hint)
                value=typed
                on_input=move |text| typed.set(text)
                takes=Takes::Secret
            />
            {fault}
            {when(move || work.busy.get(), move || view! { <Spinner words=say!(i18n, person.claim.looking)/> })}
            <p class="soft small">{t!(i18n, person.claim.own_phone)}</p>
        </Screen>
    }
}

/// What happened; that nothing is lost, and what to do now.
fn said(i18n: I18n, fault: &ClaimFault) -> (String, String) {
    match fault {
        ClaimFault::Slip(slip) => (slip_said(i18n, slip), say!(i18n, errors.claim.slip_next)),
        ClaimFault::NotThere => (say!(i18n, errors.claim.not_there), say!(i18n, errors.claim.not_there_next)),
        ClaimFault::TooMany => (say!(i18n, errors.claim.too_many), say!(i18n, errors.claim.too_many_next)),
        ClaimFault::Offline => (say!(i18n, errors.backup.offline), say!(i18n, errors.claim.later)),
        ClaimFault::Away => (say!(i18n, errors.backup.away), say!(i18n, errors.claim.later)),
        ClaimFault::Unopened => (say!(i18n, errors.claim.unopened), say!(i18n, errors.claim.unopened_next)),
        ClaimFault::NoMemory(_) => (say!(i18n, errors.memory.title), say!(i18n, errors.memory.next)),
        ClaimFault::Store(error) => words::store(i18n, error),
    }
}

fn slip_said(i18n: I18n, slip: &WordsFault) -> String {
    match slip {
        WordsFault::Count(count) => match intl::plural(*count) {
            Plural::One => say!(i18n, errors.claim.count_single),
            Plural::Other => say!(i18n, errors.claim.count_many, count = *count),
        },
        WordsFault::Unknown(place, typed) => {
            say!(i18n, errors.claim.unknown, place = *place, typed = typed.as_str())
        }
        WordsFault::Check => say!(i18n, errors.claim.check),
    }
}
