//! The frame of every screen of the person's app: header, heading, dock and the four places.
//!
//! ```text
//! <Screen title="Aspirations" nav=Place::Aspirations
//!         dock=move || view! { <LinkButton href="/aspirations/new">"Add"</LinkButton> }>
//!     …
//! </Screen>
//! ```
use super::busy::Busy;
use super::glyph;
use super::icon::{Icon, Mark};
use super::words;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// The four places of the bottom navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `/`
    Today,
    /// `/check-ins`
    CheckIns,
    /// `/aspirations`
    Aspirations,
    /// `/sharing`
    Sharing,
}

/// The link at the top left: a chevron and the name of where it goes.
#[derive(Clone)]
pub struct Back {
    href: String,
    label: Option<TextProp>,
    close: bool,
    after: Option<Busy>,
}

impl Back {
    /// Goes to `href`; says "Back".
    pub fn to(href: impl Into<String>) -> Self {
        Back { href: href.into(), label: None, close: false, after: None }
    }

    /// Says where it goes, in place of "Back".
    pub fn named(mut self, label: impl Into<TextProp>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// A cross and "Close", for pages that lie on top of others.
    pub fn close(href: impl Into<String>) -> Self {
        Back { href: href.into(), label: None, close: true, after: None }
    }

    /// Leaves once what is under way is done: if it cannot be kept, the person stays and reads so.
    pub fn after(mut self, busy: Busy) -> Self {
        self.after = Some(busy);
        self
    }

    pub(super) fn into_view(self) -> AnyView {
        let icon = if self.close { glyph::CROSS } else { glyph::CHEVRON_LEFT };
        let label = self.label.unwrap_or_else(|| if self.close { words::close() } else { words::back() });
        let after = self.after;
        let press = move |event: MouseEvent| {
            let Some(busy) = after.filter(|busy| busy.get_untracked()) else { return };
            let Some(link) = event.current_target().and_then(|link| link.dyn_into::<HtmlElement>().ok()) else {
                return;
            };
            event.prevent_default();
            // A link that is no longer in the page leads nowhere.
            busy.when_done(move || link.click());
        };
        view! {
            <a class="back" href=self.href on:click=press>
                <Icon glyph=icon/>
                {move || label.get()}
            </a>
        }
        .into_any()
    }
}

/// Leaves the screen in a hurry. Where the app provides it, every screen shows the control.
#[derive(Clone, Copy)]
pub struct HideThis(pub Callback<()>);

fn hide_view() -> Option<AnyView> {
    let HideThis(hide) = use_context()?;
    let view = view! {
        <button type="button" class="hide" aria-label=move || words::hide_this().get() on:click=move |_| hide.run(())>
            <Icon glyph=glyph::EYE_OFF/>
            <span aria-hidden="true">{words::text(words::hide())}</span>
        </button>
    };
    Some(view.into_any())
}

/// How the heading of a screen is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Heading {
    /// Waymark's words.
    #[default]
    Plain,
    /// First opening, check-in intro, Get help now.
    Huge,
    /// A statement of a check-in.
    Statement,
    /// The person's own words, on ruled lines.
    Own,
    /// Read out, not seen.
    Hidden,
}

impl Heading {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Heading::Plain => "",
            Heading::Huge => "huge",
            Heading::Statement => "statement",
            Heading::Own => "own big",
            Heading::Hidden => "unseen",
        }
    }
}

/// One screen. The heading takes the focus when the screen opens, and again whenever `step` changes.
#[component]
pub fn Screen(
    /// The heading,.
    #[prop(into)]
    title: TextProp,
    /// Top left; without it, the mark (or Me, with `me`).
    #[prop(optional)]
    back: Option<Back>,
    /// "Me" at the top left, for Today.
    #[prop(optional)]
    me: bool,
    /// The current place: shows the bottom navigation. No navigation inside a task.
    #[prop(optional)]
    nav: Option<Place>,
    /// The one primary button, with at most a quiet lead line (`<p class="lead">`) above it.
    #[prop(optional, into)]
    dock: Option<ViewFnOnce>,
    /// Between header and heading: the progress line.
    #[prop(optional, into)]
    before: Option<ViewFnOnce>,
    /// A small line above the heading, such as a date or the stem of a statement.
    #[prop(optional, into)]
    over: Option<TextProp>,
    /// A softer sentence under the heading.
    #[prop(optional, into)]
    lede: Option<TextProp>,
    /// A drawing beside the heading.
    #[prop(optional, into)]
    beside: Option<ViewFnOnce>,
    /// How the heading is set.
    #[prop(optional)]
    heading: Heading,
    /// Extra class on the frame, for the few full-bleed screens.
    #[prop(optional)]
    class: &'static str,
    /// Changes whenever the screen shows something new under the same route, such as the next statement.
    #[prop(optional, into)]
    step: Option<Signal<u32>>,
    /// Leave out "Get help now" (only on the help page itself).
    #[prop(optional)]
    no_help: bool,
    /// The page.
    children: Children,
) -> impl IntoView {
    let h1 = NodeRef::<leptos::html::H1>::new();
    super::focus::on_open(h1, step);
    let own = matches!(heading, Heading::Own | Heading::Statement);
    // What stands over a statement belongs to it: no browser's translation may change what is answered.
    let asked = heading == Heading::Statement;
    let start = match back {
        Some(back) => back.into_view(),
        None if me => {
            view! { <a class="back" href="/me"><Icon glyph=glyph::CIRCLE_USER_ROUND/>{words::text(words::me())}</a> }
                .into_any()
        }
        None => view! { <a class="brand" href="/"><Mark/>"Waymark"</a> }.into_any(),
    };
    let h1 = view! { <h1 node_ref=h1 tabindex="-1" class=heading.class() dir=own.then_some("auto") translate=own.then_some("no")>{words::text(title)}</h1> };
    let head = view! {
        {over.map(|line| view! { <p class="over" translate=asked.then_some("no")>{words::text(line)}</p> })}
        {h1}
        {lede.map(|line| view! { <p class="lede">{words::text(line)}</p> })}
    };
    let head = match beside {
        Some(art) => view! { <div class="beside"><div>{head}</div>{art.run()}</div> }.into_any(),
        None => head.into_any(),
    };
    view! {
        <div class=format!("screen {class}") class:placed=nav.is_some()>
            {top(start, no_help)}
            // Progress, dock and places stick to the page's content: all of it is inside the one landmark.
            <main class="body">
                {before.map(|before| before.run())}
                <div class="main">{head} {children()}</div>
                <div class="foot">
                    {dock.map(|dock| view! { <div class="dock">{dock.run()}</div> })} {nav.map(nav_view)}
                </div>
            </main>
        </div>
    }
    .into_any()
}

/// The way back, the way out, the way to help.
fn top(start: AnyView, no_help: bool) -> impl IntoView {
    view! {
        <header class="top">
            {start}
            {hide_view()}
            {(!no_help)
                .then(|| {
                    view! {
                        <a class="help" href="/help">
                            <Icon glyph=glyph::LIFE_BUOY small=true/>
                            {words::text(words::get_help())}
                        </a>
                    }
                })}
        </header>
    }
}

/// The footpath with "you are here" standing on it.
fn nav_view(current: Place) -> AnyView {
    let places = [
        (Place::Today, "/", glyph::SIGNPOST, words::today()),
        (Place::CheckIns, "/check-ins", glyph::NOTEBOOK_PEN, words::check_ins()),
        (Place::Aspirations, "/aspirations", glyph::MOUNTAIN, words::aspirations()),
        (Place::Sharing, "/sharing", glyph::HANDSHAKE, words::sharing()),
    ];
    let links = places.map(|(place, href, icon, word)| {
        view! {
            <a href=href aria-current=(place == current).then_some("page")>
                <Icon glyph=icon/>
                <span>{words::text(word)}</span>
            </a>
        }
        .into_any()
    });
    view! { <nav class="nav" aria-label=words::places()>{links.into_iter().collect_view()}</nav> }.into_any()
}
