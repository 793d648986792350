//! One person: what they share, exactly as their own preview showed it, and a reply.
use super::letting_go::LettingGo;
use super::parts;
use super::people::{PeopleList, day_here};
use super::reply::ReplyForm;
use crate::components::{Back, Button, Icon, Notice, SharedPageView, TeamPlace, TeamScreen, glyph};
use crate::i18n::*;
use crate::platform::intl;
use crate::state::worker::{Blank, DraftStanding, Gap, PersonShares, WorkerState, use_worker};
use domain::id::PersonId;
use domain::share::Standing;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// A person's page beside the list.
#[component]
pub fn PersonPage() -> impl IntoView {
    let (i18n, worker, params) = (use_i18n(), use_worker(), use_params_map());
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<PersonId>().ok()));
    let known = Memo::new(move |_| id.get().and_then(|id| worker.person(id)));
    let page = Memo::new(move |_| known.get().map(|known| known.page));
    let name = Memo::new(move |_| known.get().and_then(|known| known.name));
    let replying = RwSignal::new(false);
    let half_written = Memo::new(move |_| {
        let standing = id.get().map(|id| worker.drafts.with(|all| all.standing(id)));
        !matches!(standing, None | Some(DraftStanding::Empty | DraftStanding::Sent))
    });
    // Whose page this is, for the moment in which it is left.
    let here = StoredValue::new(None::<PersonId>);
    Effect::new(move |before: Option<(Option<PersonId>, bool)>| {
        let (id, half_written) = (id.get(), half_written.get());
        let (same, offered) =
            before.map_or((false, false), |(before, offered)| (before == id, before == id && offered));
        if !same {
            // Another person's page never opens with words meant for the last one.
            replying.set(false);
            worker.let_go.set(false);
            keep(worker, here.get_value());
            here.set_value(id);
            id.into_iter().for_each(|id| worker.open_draft(id));
            // What is new since the last look is wanted now, not at the next one.
            worker.look_soon();
        }
        // What was half written is there again. Once a visit: whoever closes the form has seen what is in it.
        // A form that is open stays as it is: whoever types in it has just begun.
        if half_written && !offered && !replying.get_untracked() {
            replying.set(true);
        }
        (id, offered || half_written)
    });
    on_cleanup(move || keep(worker, here.try_get_value().flatten()));
    // Whatever is on the screen counts as opened, and the person is told so.
    Effect::new(move |_| {
        if let Some(known) = known.get()
            && !known.page.is_empty()
        {
            leptos::task::spawn_local(worker.tell_opened(known.person));
        }
    });
    let step = Memo::new(move |before: Option<&u32>| {
        id.track();
        before.map_or(0, |count| count + 1)
    });
    // It stays until its page is left: once all is deleted they are on the list no more.
    let deletable = Memo::new(move |before: Option<&Option<PersonId>>| {
        let listed = known.with(Option::is_some);
        id.get().filter(|id| listed || before == Some(&Some(*id)))
    });
    let reply_words = move || match name.get() {
        _ if half_written.get() => t_string!(i18n, team.person.go_on).to_owned(),
        Some(name) => t_string!(i18n, team.person.reply_to, name = first_name(&name)).to_string(),
        None => t_string!(i18n, team.person.reply).to_string(),
    };
    let back = Back::to("/").named(move || t_string!(i18n, team.place.people));
    view! {
        <TeamScreen
            title=move || name.get().unwrap_or_else(|| t_string!(i18n, team.people.unnamed).to_owned())
            place=TeamPlace::People
            worker=parts::signed_in(worker)
            list=move || view! { <PeopleList current=id/> }
            back=back
            under=move || known.get().map_or_else(|| t_string!(i18n, team.person.not_monitored).to_owned(), under)
            step=step
            actions=move || {
                view! {
                    <Button on_press=move |()| replying.set(true) fit=true>
                        <Icon glyph=glyph::REPLY small=true/>
                        {reply_words}
                    </Button>
                }
            }
        >
            {move || replying.get().then(|| id.get()).flatten().map(|id| view! { <ReplyForm person=id name=name open=replying/> })}
            {move || gap(known.get())}
            {move || unchecked(known.get())}
            {move || waits(known.get())}
            {move || match page.get().filter(|page| !page.is_empty()) {
                Some(page) => view! { <SharedPageView page=page/> }.into_any(),
                None => known.get().map_or_else(|| ().into_any(), |known| nothing(&known)),
            }}
            {move || {
                id.get()
                    .map(|id| {
                        view! {
                            <p class="hint" translate="no">{t!(i18n, team.person.number, number = id.spelled())}</p>
                            <p class="hint">{t!(i18n, team.person.number_why)}</p>
                        }
                    })
            }}
            {move || deletable.get().map(|id| view! { <LettingGo person=id name=name/> })}
            <p class="safety">
                {t!(i18n, team.person.safety)} " "
                {move || worker.me.with(|me| me.as_ref().map(|me| me.office.safeguarding.clone()))}
            </p>
        </TeamScreen>
    }
}

/// What no pause has kept yet is kept now: the page is left.
fn keep(worker: WorkerState, left: Option<PersonId>) {
    if let Some(left) = left {
        worker.keep_draft(left);
    }
}

/// In place of the page: what is known of why there is none.
fn nothing(known: &PersonShares) -> AnyView {
    let i18n = use_i18n();
    let standing = match known.why_blank() {
        Blank::Fetching => return view! { <p class="lede">{t!(i18n, team.place.wait)}</p> }.into_any(),
        // Said above.
        Blank::Unchecked(_) | Blank::Gap => return ().into_any(),
        Blank::Standing(standing) => standing,
    };
    let (lede, why) = match standing {
        Standing::NothingChosen => {
            (t_string!(i18n, team.person.not_chosen), Some(t_string!(i18n, team.person.not_chosen_why)))
        }
        Standing::Shares => (t_string!(i18n, team.person.on_its_way), None),
        Standing::TakenBack => (t_string!(i18n, team.person.gone), Some(t_string!(i18n, team.person.taken_back))),
        Standing::Ended => (t_string!(i18n, team.person.gone), Some(t_string!(i18n, team.person.ended))),
        Standing::Waiting => (t_string!(i18n, team.person.waits), Some(t_string!(i18n, team.person.waits_why))),
        Standing::NotThere => {
            (t_string!(i18n, team.person.not_there), Some(t_string!(i18n, team.person.not_there_why)))
        }
        Standing::Unknown => (t_string!(i18n, team.person.gone), None),
    };
    view! {
        <p class="lede">{lede}</p>
        {why.map(|why| view! { <p class="hint">{why}</p> })}
    }
    .into_any()
}

/// "Shared on 9 May. Not monitored."
fn under(known: PersonShares) -> String {
    let i18n = use_i18n();
    match known.newest {
        Some(at) => t_string!(i18n, team.person.shared, day = intl::day_plain(day_here(at))).to_string(),
        None => t_string!(i18n, team.person.not_monitored).to_string(),
    }
}

/// What the server offers lacks something: it was on this worker's screen before, or the phone says that it sent it.
fn gap(known: Option<PersonShares>) -> Option<AnyView> {
    let i18n = use_i18n();
    let words = match known.and_then(|known| known.gap)? {
        Gap::OlderPermission => t_string!(i18n, team.person.older_permission),
        Gap::OlderShares => t_string!(i18n, team.person.older_shares),
        Gap::Missing => t_string!(i18n, team.person.missing),
    };
    Some(view! { <Notice>{words}</Notice> }.into_any())
}

/// A wish for a conversation is shown although its permission waits for the phone.
fn waits(known: Option<PersonShares>) -> Option<AnyView> {
    let i18n = use_i18n();
    let waits = known.is_some_and(|known| known.standing == Standing::Waiting && !known.page.is_empty());
    waits.then(|| view! { <Notice>{t!(i18n, team.person.waits_wish)}</Notice> }.into_any())
}

fn unchecked(known: Option<PersonShares>) -> Option<AnyView> {
    let i18n = use_i18n();
    let count = known.map(|known| known.unchecked).filter(|count| *count > 0)?;
    Some(view! { <Notice>{parts::unchecked(i18n, count)}</Notice> }.into_any())
}

/// What a short button calls somebody.
fn first_name(name: &str) -> String {
    name.split_whitespace().next().unwrap_or(name).to_owned()
}
