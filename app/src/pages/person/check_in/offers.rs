//! What stands under a part of life where the person ticked "more help": the same three ways for every part and every
//! answer, in one order. Nothing of it is kept, and nobody is told.
use crate::components::{ContactRow, Icon, RowLink, glyph};
use crate::i18n::*;
use crate::pages::get_help::{HelpLine, who_helps};
use crate::platform::clock;
use crate::state::use_person;
use crate::words::say;
use domain::records::ContactState;
use leptos::prelude::*;

/// The three ways.
#[component]
pub(super) fn Offers(
    /// The part of life, as the questionnaire names it.
    area: String,
    /// What it is called on the screen: rows that say the same are told apart by it.
    name: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let met: Vec<_> = person.notebook.records.with_untracked(|records| {
        let met = records.contacts.values().filter(|it| it.state != ContactState::Refused);
        met.map(|it| it.worker).collect()
    });
    // Only whoever has met somebody can say there that they would like a conversation.
    let talk = match met.as_slice() {
        [] => view! { <RowLink href="/journey" label=say!(i18n, person.result.offer_print) glyph=glyph::PRINTER/> },
        [one] => {
            let href = format!("/sharing/{one}");
            view! { <RowLink href=href label=say!(i18n, person.result.offer_talk) glyph=glyph::MESSAGE_CIRCLE/> }
        }
        _ => {
            view! { <RowLink href="/sharing" label=say!(i18n, person.result.offer_talk) glyph=glyph::MESSAGE_CIRCLE/> }
        }
    };
    let who = match who_helps(&area, clock::today()) {
        Some(HelpLine { name, number, reach, message, .. }) => {
            let (title, message) = (say!(i18n, person.result.offer_who), message.unwrap_or_default());
            view! { <ContactRow reach=reach number=number title=title hint=name message=message/> }.into_any()
        }
        None => {
            view! { <RowLink href="/help" label=say!(i18n, person.result.offer_who) glyph=glyph::USERS/> }.into_any()
        }
    };
    let write = format!("/aspirations/new?area={area}");
    view! {
        <div class="offers" role="group" aria-label=say!(i18n, person.result.offers, area = name)>
            <p class="chip">
                <Icon glyph=glyph::CHECK small=true/>
                {t!(i18n, person.result.ticked)}
            </p>
            <div class="rows">
                <RowLink href=write label=say!(i18n, person.result.offer_write) glyph=glyph::MOUNTAIN/>
                {talk}
                {who}
            </div>
        </div>
    }
    .into_any()
}
