//! The frame of the team's screens: a bar with the places, a list at the left, a page at the right.
//!
//! From 60rem up both panes stand side by side; below, one of them is shown.
use super::button::{Button, ButtonKind};
use super::face::Face;
use super::glyph::{self, Glyph};
use super::icon::{Icon, Mark};
use super::screen::{Back, Heading};
use super::words;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// The places of the team's bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamPlace {
    /// `/`
    People,
    /// `/introductions`
    Introductions,
    /// `/help`
    Help,
    /// `/team`, for a lead.
    Team,
}

/// Which pane a narrow screen shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The page.
    #[default]
    Page,
    /// The list.
    List,
}

/// That the session ends soon.
#[derive(Clone, PartialEq)]
pub struct EndsSoon {
    /// When and why, and what becomes of what was written.
    pub words: String,
    /// What keeps it open, if anything does: the word on its button.
    pub stay: Option<&'static str>,
}

/// Who is signed in, for the end of the bar.
#[derive(Clone)]
pub struct SignedIn {
    /// Their name.
    pub name: String,
    /// Their team.
    pub team: String,
    /// Whether they are a lead, who has one place more.
    pub leads: bool,
    /// Whether helping is what they are there for: its place stands first.
    pub helps: bool,
    /// Why what the page shows is covered, if it is.
    pub covered: Signal<Option<&'static str>>,
    /// Whether the session ends soon.
    pub ends_soon: Signal<Option<EndsSoon>>,
    /// The button that keeps it open was tapped.
    pub on_stay: Callback<()>,
    /// "Sign out" was tapped.
    pub on_sign_out: Callback<()>,
}

/// One team screen. The heading takes the focus when it opens.
#[component]
pub fn TeamScreen(
    /// The heading of the page,.
    #[prop(into)]
    title: TextProp,
    /// The current place; without it there is no navigation (sign in, set up).
    #[prop(optional)]
    place: Option<TeamPlace>,
    /// Who is signed in.
    #[prop(optional, into)]
    worker: Signal<Option<SignedIn>>,
    /// The left pane. Its own heading is an `<h2>`.
    #[prop(optional, into)]
    list: Option<ViewFnOnce>,
    /// Which pane a narrow screen shows.
    #[prop(optional)]
    show: Pane,
    /// Above the heading, on narrow screens.
    #[prop(optional)]
    back: Option<Back>,
    /// A small line under the heading.
    #[prop(optional, into)]
    under: Option<TextProp>,
    /// Beside the heading: print, reply.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// At the foot of the page: its keys.
    #[prop(optional, into)]
    keys: Option<ViewFnOnce>,
    /// Changes whenever the page shows someone else under the same route.
    #[prop(optional, into)]
    step: Option<Signal<u32>>,
    /// Inside a task: nothing leads out of it but what the page itself has, for the device may be in other hands. Nothing
    /// that was fetched stands on it, so it is never covered.
    #[prop(optional)]
    task: bool,
    /// Between bar and heading: the progress line, the helper's own line.
    #[prop(optional, into)]
    before: Option<ViewFnOnce>,
    /// A small line above the heading that belongs to it: the stem of a statement.
    #[prop(optional, into)]
    over: Option<TextProp>,
    /// How the heading is set.
    #[prop(optional)]
    heading: Heading,
    /// The page.
    children: Children,
) -> impl IntoView {
    let h1 = NodeRef::<leptos::html::H1>::new();
    super::focus::on_open(h1, step);
    let who = move || worker.get().filter(|_| !task).map(signed_in);
    // No browser's translation may change what is answered.
    let asked = heading == Heading::Statement;
    // Hidden and not taken away: a reply that is being written is still there when the server answers again.
    let covered = Memo::new(move |_| worker.get().filter(|_| !task).and_then(|worker| worker.covered.get()));
    let cover = move || covered.get().map(|why| view! { <p class="lede covered" role="alert">{why}</p> });
    let ends_soon = Memo::new(move |_| worker.get().and_then(|worker| worker.ends_soon.get()));
    let on_stay = move || {
        // The button is about to go.
        super::focus::to_heading();
        if let Some(worker) = worker.get_untracked() {
            worker.on_stay.run(());
        }
    };
    let ending = move || ends_soon.get().map(|soon| ending_view(soon, Callback::new(move |()| on_stay())));
    let leads = Memo::new(move |_| worker.with(|worker| worker.as_ref().is_some_and(|it| it.leads)));
    let helps = Memo::new(move |_| worker.with(|worker| worker.as_ref().is_some_and(|it| it.helps)));
    let nav = place.map(|place| move || nav_view(place, leads, helps.get()));
    let brand = if task {
        view! { <span class="brand"><Mark/>"Waymark"</span> }.into_any()
    } else {
        view! { <a class="brand" href="/"><Mark/>"Waymark"</a> }.into_any()
    };
    let panes = match (list.is_some(), show) {
        (false, _) => "panes single",
        (true, Pane::Page) => "panes show-page",
        (true, Pane::List) => "panes show-list",
    };
    view! {
        <div class="team" class:task=task>
            <header class="tbar">
                {brand}
                {nav}
                {who}
            </header>
            // There before it has anything to say, so that it is read out.
            <div class="ends-soon" role="status">{ending}</div>
            {cover}
            <div class=panes hidden=move || covered.get().is_some()>
                {list.map(|list| view! { <nav class="plist" aria-label=words::people()>{list.run()}</nav> })}
                <main class="ppage">
                    {back.map(|back| view! { <div class="pback">{back.into_view()}</div> })}
                    {before.map(|before| before.run())}
                    {over.map(|line| view! { <p class="over" translate=asked.then_some("no")>{words::text(line)}</p> })}
                    <div class="phead">
                        <div>
                            <h1 node_ref=h1 tabindex="-1" class=heading.class() dir="auto" translate=asked.then_some("no")>{words::text(title)}</h1>
                            {under.map(|under| view! { <p class="hint">{words::text(under)}</p> })}
                        </div>
                        {actions.map(|actions| view! { <div class="pacts">{actions.run()}</div> })}
                    </div>
                    {children()}
                    {keys.map(|keys| view! { <div class="keysline">{keys.run()}</div> })}
                </main>
            </div>
        </div>
    }
    .into_any()
}

fn ending_view(EndsSoon { words, stay }: EndsSoon, on_stay: Callback<()>) -> AnyView {
    let button = stay.map(|word| view! { <Button on_press=on_stay kind=ButtonKind::Alt fit=true>{word}</Button> });
    view! {
        <div class="good">
            <Icon glyph=glyph::INFO/>
            <div class="grow"><p>{words}</p>{button}</div>
        </div>
    }
    .into_any()
}

fn signed_in(worker: SignedIn) -> AnyView {
    let SignedIn { name, team, on_sign_out, .. } = worker;
    let face = name.clone();
    view! {
        <div class="meface">
            <a class="toaccount" href="/account">
                <Face name=face small=true/>
                <span class="grow"><span dir="auto" translate="no">{name}</span><span class="hint tiny" dir="auto">{team}</span></span>
                <span class="unseen">{words::text(words::account())}</span>
            </a>
            <button type="button" class="iconbtn" on:click=move |_| on_sign_out.run(())>
                <Icon glyph=glyph::LOG_OUT small=true/>
                {words::text(words::sign_out())}
            </button>
        </div>
    }
    .into_any()
}

fn nav_view(current: TeamPlace, leads: Memo<bool>, helps: bool) -> AnyView {
    let link = move |(place, href, icon, word): (TeamPlace, &'static str, Glyph, TextProp)| {
        view! {
            <a href=href aria-current=(place == current).then_some("page")>
                <Icon glyph=icon small=true/>
                <span>{words::text(word)}</span>
            </a>
        }
        .into_any()
    };
    let mut all = [
        (TeamPlace::People, "/", glyph::USERS, words::people()),
        (TeamPlace::Introductions, "/introductions", glyph::USER_PLUS, words::introductions()),
        (TeamPlace::Help, "/help", glyph::NOTEBOOK_PEN, words::helping()),
    ];
    if helps {
        all.rotate_right(1);
    }
    let team = words::team();
    let last = move || leads.get().then(|| link((TeamPlace::Team, "/team", glyph::KEY_ROUND, team.clone())));
    view! { <nav class="tnav" aria-label=words::places()>{all.map(link).into_iter().collect_view()} {last}</nav> }
        .into_any()
}

/// One person in the team's list: newest first, dates, never scores.
#[component]
pub fn PersonRow(
    /// Their page.
    #[prop(into)]
    href: String,
    /// Their name.
    #[prop(into)]
    name: String,
    /// What is new: "Check-in, and a note".
    #[prop(into)]
    what: TextProp,
    /// When: "9 May".
    #[prop(into)]
    when: TextProp,
    /// Their page is open.
    #[prop(optional, into)]
    current: Signal<bool>,
) -> impl IntoView {
    let face = name.clone();
    view! {
        <a class="prow" href=href aria-current=move || current.get().then_some("page")>
            <Face name=face/>
            <span class="grow"><b dir="auto" translate="no">{name}</b><span class="hint">{words::text(what)}</span></span>
            <span class="when">{words::text(when)}</span>
        </a>
    }
    .into_any()
}
