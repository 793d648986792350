//! Someone the person shares with: who, what they can see, until when, change and take back.
use super::face::Face;
use super::glyph::{self, Glyph};
use super::icon::Icon;
use super::words;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// A worker's card on Sharing.
#[component]
pub fn PersonCard(
    /// Their name.
    #[prop(into)]
    name: String,
    /// "Key worker, Riverside team".
    #[prop(into)]
    role: TextProp,
    /// The worker's own page.
    #[prop(into)]
    href: String,
    /// "Can see: 3 check-ins, 1 aspiration".
    #[prop(into)]
    can_see: TextProp,
    /// "Until 12 November".
    #[prop(optional, into)]
    until: Option<TextProp>,
    /// "Opened by Amira on 3 May", "Waiting to send, when there is signal".
    #[prop(optional, into)]
    state: Option<TextProp>,
    /// The icon of that state.
    #[prop(optional)]
    state_glyph: Option<Glyph>,
    /// "Away until 12 May".
    #[prop(optional_no_strip)]
    away: Option<TextProp>,
    /// Where "Change" leads, and its word.
    #[prop(into)]
    change_href: String,
    /// "Change" or "Choose what to share".
    #[prop(into)]
    change: TextProp,
    /// "Take back"; without it there is nothing to take back.
    #[prop(optional, into)]
    take_back: Option<TextProp>,
    /// The first of the two taps.
    #[prop(optional, into)]
    on_take_back: Option<Callback<()>>,
) -> impl IntoView {
    let face = name.clone();
    view! {
        <article class="card person">
            <a class="who" href=href>
                <Face name=face/>
                <span class="grow">
                    <h2 class="name" dir="auto" translate="no">{name}</h2>
                    <span class="hint" dir="auto">{words::text(role)}</span>
                </span>
                <span class="chev"><Icon glyph=glyph::CHEVRON_RIGHT small=true/></span>
            </a>
            <p class="cansee">
                {words::text(can_see)} {until.map(|until| view! { <span class="hint">{words::text(until)}</span> })}
            </p>
            {away
                .map(|away| {
                    view! {
                        <p class="opened">
                            <Icon glyph=glyph::INFO small=true/>
                            {words::text(away)}
                        </p>
                    }
                })}
            {state
                .filter(|state| !state.get().is_empty())
                .map(|state| {
                    view! {
                        <p class="opened">
                            <Icon glyph=state_glyph.unwrap_or(glyph::EYE) small=true/>
                            {words::text(state)}
                        </p>
                    }
                })}
            <div class="acts">
                <a href=change_href>{words::text(change)}</a>
                {take_back
                    .zip(on_take_back)
                    .map(|(word, run)| {
                        view! {
                            <button type="button" class="take" on:click=move |_| run.run(())>
                                <Icon glyph=glyph::UNDO_2 small=true/>
                                {words::text(word)}
                            </button>
                        }
                    })}
            </div>
        </article>
    }
    .into_any()
}

/// Words from a worker: a reply, on a card, never on ruled lines.
#[component]
pub fn ReplyCard(
    /// Who wrote.
    #[prop(into)]
    name: String,
    /// "Amira wrote to you".
    #[prop(into)]
    title: TextProp,
    /// "Yesterday".
    #[prop(into)]
    when: TextProp,
    /// Their words.
    #[prop(into)]
    words: String,
    /// Makes the whole card a link.
    #[prop(optional, into)]
    href: Option<String>,
) -> impl IntoView {
    let inner = view! {
        <span class="who">
            <Face name=name small=true/>
            <span class="grow">
                <span class="label" dir="auto">{words::text(title)}</span>
                <span class="hint tiny">{words::text(when)}</span>
            </span>
            {href.is_some().then(|| view! { <span class="chev"><Icon glyph=glyph::CHEVRON_RIGHT small=true/></span> })}
        </span>
        <span class="said" dir="auto">{words}</span>
    };
    match href {
        Some(href) => view! { <a class="card reply" href=href>{inner}</a> }.into_any(),
        None => view! { <article class="card reply">{inner}</article> }.into_any(),
    }
}
