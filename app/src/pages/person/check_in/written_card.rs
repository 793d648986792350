//! What a helper wrote down with the person, on Today: a card for the newest, which leads to it; and who that was.
use crate::components::{Icon, glyph};
use crate::i18n::*;
use crate::pages::person::check_in::HelpScreen;
use crate::pages::person::shell::names::{self, first_name};
use crate::pages::person::shell::screens::Addressed;
use crate::platform::intl::{self, Plural};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::check_in::Draft;
use domain::helped::{CameBy, Helper};
use domain::instrument::Instrument;
use domain::records::Records;
use leptos::prelude::*;

/// Of the newest that the person has not decided about; nothing if there is none.
#[component]
pub(crate) fn WrittenCard() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    move || {
        let instruments = person.notebook.instruments().get();
        person.notebook.records.with(|records| {
            let draft = *records.written_down().first()?;
            let instrument = instruments.iter().find(|it| it.hash == draft.pack.hash);
            let href = HelpScreen::Written.path(&[&draft.id]);
            let (title, what) = (wrote_down(i18n, records, draft), written_what(i18n, draft, instrument));
            Some(view! {
                <a class="card reply" href=href>
                    <span class="who">
                        <Icon glyph=glyph::NOTEBOOK_PEN/>
                        <span class="grow">
                            <span class="label" dir="auto">{title}</span>
                            <span class="hint" dir="auto">{what}</span>
                        </span>
                        <span class="chev"><Icon glyph=glyph::CHEVRON_RIGHT small=true/></span>
                    </span>
                </a>
            })
        })
    }
}

/// "Jo wrote this down with you on 3 May". Somebody the person has met by their name, anybody else by what they are.
pub(super) fn wrote_down(i18n: I18n, records: &Records, draft: &Draft) -> String {
    let Some(by) = &draft.written else { return String::new() };
    let met = match by.came {
        CameBy::Inbox { worker, .. } => records.contacts.get(&worker).map(|it| first_name(&it.name)),
        CameBy::ClaimWords { .. } => None,
    };
    let (who, day) = (met.unwrap_or_else(|| kind_of_helper(i18n, draft)), intl::day_plain(by.at.day()));
    if by.finished {
        say!(i18n, person.written.by, who = who, day = day)
    } else {
        say!(i18n, person.written.begun_by, who = who, day = day)
    }
}

/// "A peer worker", or what the team calls them.
fn kind_of_helper(i18n: I18n, draft: &Draft) -> String {
    match draft.helped.as_ref().map(|it| (it.helper, it.called.as_str())) {
        Some((_, called)) if !called.is_empty() => called.to_owned(),
        Some((Helper::KeyWorker, _)) => say!(i18n, person.written.key_worker),
        Some((Helper::PeerWorker, _)) => say!(i18n, person.written.peer_worker),
        Some((Helper::Lead, _)) => say!(i18n, person.written.lead),
        Some((Helper::FamilyOrFriend | Helper::SomeoneElse, _)) | None => say!(i18n, person.written.somebody),
    }
}

/// "Key life areas, 4 answers".
pub(super) fn written_what(i18n: I18n, draft: &Draft, instrument: Option<&Instrument>) -> String {
    let title = instrument.map_or_else(|| say!(i18n, person.written.unknown), |it| names::title(i18n, it));
    let count = draft.responses.answered();
    match intl::plural(count) {
        Plural::One => say!(i18n, person.written.answers_single, title = title),
        Plural::Other => say!(i18n, person.written.answers_many, title = title, count = count),
    }
}
