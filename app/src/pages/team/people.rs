//! People: who shares with me. New things first, then by date; never by a score.
use super::own_account::RecoveredNote;
use super::parts;
use super::people_order::Order;
use crate::components::{
    Button, ButtonKind, Icon, LinkButton, Notice, Pane, PersonRow, TeamPlace, TeamScreen, focus_heading, glyph,
    news_word, when,
};
use crate::i18n::*;
use crate::platform::intl;
use crate::state::worker::{Blank, Gap, PersonShares, use_worker};
use domain::consent::ItemKind;
use domain::id::PersonId;
use domain::share::Standing;
use domain::time::{Day, Moment, Stamp};
use leptos::prelude::*;

/// The list alone; on a wide screen with room for a person beside it.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    worker.look_soon();
    let choose = move || match (worker.people.with(Vec::is_empty), worker.looked.get()) {
        (false, _) => t_string!(i18n, team.people.choose),
        (true, Some(_)) => t_string!(i18n, team.people.empty),
        // Before the server has answered once, nobody knows.
        (true, None) => t_string!(i18n, team.place.wait),
    };
    view! {
        <TeamScreen
            title=move || t_string!(i18n, team.people.title)
            place=TeamPlace::People
            worker=parts::signed_in(worker)
            show=Pane::List
            list=|| view! { <PeopleList/> }
        >
            <RecoveredNote/>
            <p class="lede">{choose}</p>
            <p class="hint">{t!(i18n, team.people.empty_next)}</p>
        </TeamScreen>
    }
}

/// The left pane: everyone introduced.
#[component]
pub(super) fn PeopleList(
    /// Whose page is open.
    #[prop(optional, into)]
    current: Signal<Option<PersonId>>,
) -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let (opened, turn) = (worker.looked.get_untracked(), RwSignal::new(0u32));
    let order = Memo::new(move |before: Option<&Order>| {
        let (settled, turn) = (worker.looked.get() != opened, turn.get());
        worker.people.with(|all| Order::next(before, all, settled, turn))
    });
    let rows = move |some: &[PersonId]| {
        worker.people.with(|all| {
            let known = some.iter().filter_map(|person| all.iter().find(|known| known.person == *person));
            known.map(|known| row(known, current)).collect::<Vec<_>>()
        })
    };
    let groups = move || {
        let Order { fresh, others, .. } = order.get();
        let (fresh, others) = (rows(&fresh), rows(&others));
        // Without anything new there is one group, and nothing to tell apart.
        let apart = !fresh.is_empty();
        let title = apart.then(|| view! { <h3 class="lh">{t!(i18n, team.people.new)}</h3> });
        let rest = (apart && !others.is_empty()).then(|| view! { <h3 class="lh">{t!(i18n, team.people.others)}</h3> });
        view! { {title} {fresh} {rest} {others} }
    };
    let behind = Memo::new(move |_| order.with(|order| worker.people.with(|all| order.is_behind(all, current.get()))));
    let show = move |()| {
        focus_heading();
        turn.update(|turn| *turn += 1);
    };
    let looked = move || {
        let at = worker.looked.get()?;
        Some(t_string!(i18n, team.people.looked, time = intl::time(at)).to_string())
    };
    view! {
        <div class="ptitle">
            <h2>{t!(i18n, team.people.title)}</h2>
            <LinkButton href="/introductions/new" kind=ButtonKind::Alt fit=true>
                <Icon glyph=glyph::USER_PLUS small=true/>
                {t!(i18n, team.people.introduce)}
            </LinkButton>
        </div>
        <p class="hint" role="status">{move || worker.let_go.get().then_some(t!(i18n, team.people.let_go))}</p>
        {when(move || worker.apart.get(), move || view! { <p class="hint" role="status">{t!(i18n, team.people.apart)}</p> })}
        {move || {
            let count = worker.strangers.get();
            (count > 0).then(|| view! { <Notice>{parts::strangers(i18n, count)}</Notice> })
        }}
        {when(move || worker.away.get(), move || view! { <p class="hint" role="status">{t!(i18n, team.people.offline)}</p> })}
        {move || {
            let none = worker.people.with(Vec::is_empty) && worker.looked.get().is_some();
            none.then(|| view! { <p class="empty-line">{t!(i18n, team.people.empty)}</p> })
        }}
        {groups}
        <p class="sorted">{t!(i18n, team.people.sorted)} " " <span id="looked">{looked}</span></p>
        // Below the rows, which it must not move.
        <p role="status">{move || behind.get().then_some(t!(i18n, team.people.fresh))}</p>
        {when(move || behind.get(), move || view! { <Button on_press=show kind=ButtonKind::Quiet fit=true>{t!(i18n, team.people.fresh_show)}</Button> })}
    }
}

fn row(known: &PersonShares, current: Signal<Option<PersonId>>) -> AnyView {
    let i18n = use_i18n();
    let person = known.person;
    let name = known.name.clone().unwrap_or_else(|| t_string!(i18n, team.people.unnamed).to_owned());
    let day = known.newest.map(|at| intl::day_plain(day_here(at)));
    let (what, when) = match (known.news.is_empty(), day) {
        // Who asked for a conversation is not taken for somebody of whom there is nothing.
        (_, Some(_)) if known.standing == Standing::Waiting && known.page.conversation.is_some() => {
            let (wish, waits) = (t_string!(i18n, team.people.conversation), t_string!(i18n, team.people.waits));
            (t_string!(i18n, team.words.and, first = wish, second = waits).to_string(), String::new())
        }
        (false, day) => (news(known), day.unwrap_or_default()),
        (true, Some(day)) => (t_string!(i18n, team.people.last, day = day).to_string(), String::new()),
        (true, None) => (nothing(known), String::new()),
    };
    // A new name may be somebody else's: for a month the row says both, so that nobody is taken for another.
    let what = match known.page.about.as_ref().and_then(|about| about.formerly.clone()) {
        Some(before) => {
            let formerly = t_string!(i18n, team.shared.formerly, name = before).to_string();
            t_string!(i18n, team.words.and, first = formerly, second = what).to_string()
        }
        None => what,
    };
    let is_current = Signal::derive(move || current.get() == Some(person));
    view! { <PersonRow href=format!("/people/{person}") name=name what=what when=when current=is_current/> }.into_any()
}

/// Why nothing has come from somebody.
fn nothing(known: &PersonShares) -> String {
    let i18n = use_i18n();
    let words = match known.why_blank() {
        Blank::Fetching => t_string!(i18n, team.place.wait),
        Blank::Unchecked(count) => return parts::unchecked(i18n, count),
        Blank::Gap if known.gap == Some(Gap::Missing) => t_string!(i18n, team.people.missing),
        Blank::Gap => t_string!(i18n, team.people.older),
        Blank::Standing(Standing::NothingChosen) => t_string!(i18n, team.people.not_chosen),
        Blank::Standing(Standing::Shares) => t_string!(i18n, team.people.not_yet),
        Blank::Standing(Standing::TakenBack) => t_string!(i18n, team.people.taken_back),
        Blank::Standing(Standing::Ended) => t_string!(i18n, team.people.ended),
        Blank::Standing(Standing::Waiting) => t_string!(i18n, team.people.waits_unknown),
        Blank::Standing(Standing::NotThere) => t_string!(i18n, team.people.not_there),
        Blank::Standing(Standing::Unknown) => t_string!(i18n, team.people.nothing),
    };
    words.to_owned()
}

/// "Check-in, Note": the kinds of new things, a wish for a conversation first.
fn news(known: &PersonShares) -> String {
    let i18n = use_i18n();
    let (wishes, others): (Vec<_>, Vec<_>) = known.news.iter().partition(|kind| **kind == ItemKind::Conversation);
    let words =
        wishes.into_iter().chain(others).filter_map(|kind: &ItemKind| news_word(i18n, *kind)).map(str::to_owned);
    words
        .reduce(|first, second| t_string!(i18n, team.words.and, first = first, second = second).to_string())
        .unwrap_or_default()
}

/// The civil day of a moment where the worker is now.
pub(super) fn day_here(at: Moment) -> Day {
    Stamp { at, ..crate::platform::clock::now() }.day()
}
