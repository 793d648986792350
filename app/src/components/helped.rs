//! Who helped with a check-in, who typed it in and when, and what was agreed on the telephone: the same on the person's own
//! page, in their preview and on the worker's page.
use super::rows::Terms;
use crate::i18n::*;
use crate::platform::intl;
use domain::helped::{Agreed, Helped, Helper, TypedBy};
use domain::time::Day;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// The help with one check-in.
#[component]
pub fn HelpFacts(
    /// Who, how, and what was agreed.
    helped: Helped,
    /// The day the answers were given.
    answered_on: Day,
    /// The day they were put in.
    entered_on: Day,
    /// It is the reader's own check-in.
    #[prop(optional)]
    own: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let typed = match helped.typed_by {
        TypedBy::Helper => t!(i18n, team.shared.typed_helper),
        TypedBy::Person if own => t!(i18n, team.shared.typed_own),
        TypedBy::Person => t!(i18n, team.shared.typed_person),
    };
    let row = |term: &'static str, value: String| (TextProp::from(term), TextProp::from(value));
    let mut rows = vec![
        row(t!(i18n, team.shared.helped_by), helper_said(i18n, &helped)),
        row(t!(i18n, team.shared.typed_by), typed.to_owned()),
    ];
    if answered_on != entered_on {
        rows.push(row(t!(i18n, team.shared.answered_on), intl::day_with_year(answered_on)));
        rows.push(row(t!(i18n, team.shared.entered_on), intl::day_with_year(entered_on)));
    }
    view! {
        <Terms rows=rows/>
        {helped.agreed.map(|agreed| words_agreed(i18n, agreed))}
    }
    .into_any()
}

/// "Jo, Peer worker"; without the name where the person has not set it there.
fn helper_said(i18n: I18n, helped: &Helped) -> String {
    let role = match helped.helper {
        _ if !helped.called.is_empty() => helped.called.clone(),
        Helper::KeyWorker => t!(i18n, team.shared.helper_key).to_owned(),
        Helper::PeerWorker => t!(i18n, team.shared.helper_peer).to_owned(),
        Helper::Lead => t!(i18n, team.shared.helper_lead).to_owned(),
        Helper::FamilyOrFriend => t!(i18n, team.shared.helper_close).to_owned(),
        Helper::SomeoneElse => t!(i18n, team.shared.helper_else).to_owned(),
    };
    match &helped.name {
        Some(name) => t!(i18n, team.shared.helper_named, name = name, role = role).to_string(),
        None => role,
    }
}

fn words_agreed(i18n: I18n, agreed: Agreed) -> AnyView {
    let day = intl::day_with_year(agreed.at.day());
    view! {
        <p class="label">{t!(i18n, team.shared.agreed, day = day, version = agreed.version)}</p>
        <p class="small notranslate" dir="auto" translate="no">{agreed.words}</p>
    }
    .into_any()
}
