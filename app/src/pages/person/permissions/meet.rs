//! An introduction: from a link or typed letters to the worker's card, the check words, and the person's decision
//! about their own name. Opening uses nothing up and shares nothing.
use crate::components::{
    Back, Button, ButtonKind, CheckWords, Choice, Face, Notice, OptionGroup, Screen, Section, Spinner, Takes, TextArea,
    TextField, when,
};
use crate::i18n::*;
use crate::pages::person::permissions::PermissionScreen;
use crate::pages::person::shell::arrival::{Arrival, MEET};
use crate::pages::person::shell::go::use_go;
use crate::pages::person::shell::names::{first_name, role};
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::{clock, intl};
use crate::state::{IntroductionFound, use_person};
use crate::words::say;
use domain::visible::is_blank;
use leptos::prelude::*;

/// From a code to a card to a decision; a link brings its code along.
#[component]
pub fn MeetPage() -> impl IntoView {
    let person = use_person();
    let arrival = expect_context::<Arrival>();
    let work = Work::new();
    let found = RwSignal::new_local(None::<IntroductionFound>);
    let (text, seen) = (RwSignal::new(String::new()), RwSignal::new(false));
    let turn = StoredValue::new(0_u32);
    let open = move |text: String| {
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        work.run(async move { person.people.open(&text).await }, move |it| {
            // Another link may have been opened while this one was looked up.
            if turn.try_get_value() == Some(mine) {
                found.set(Some(it));
            }
        });
    };
    Effect::new(move |_| {
        arrival.again.track();
        let Some(came) = arrival.take(MEET) else { return };
        found.set(None);
        seen.set(came.seen);
        if came.seen {
            // It has travelled openly: the person decides whether it is still theirs alone.
            text.set(came.code);
        } else {
            text.set(String::new());
            open(came.code);
        }
    });
    move || match found.get() {
        Some(it) => view! { <Found found=it back=found/> }.into_any(),
        None => view! { <Ask text=text seen=seen work=work open=open/> }.into_any(),
    }
}

#[component]
fn Ask(
    /// What stands in the field.
    text: RwSignal<String>,
    /// The code came in an address that was sent to the server.
    seen: RwSignal<bool>,
    work: Work,
    #[prop(into)] open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let go = move |()| open.run(text.get_untracked());
    let dock = move || {
        view! {
            <p class="lead">{t!(i18n, person.meet.uses_nothing)}</p>
            <Button on_press=go busy=work.busy>{t!(i18n, person.meet.open)}</Button>
        }
    };
    view! {
        <Screen
            title=say!(i18n, person.meet.title)
            lede=say!(i18n, person.meet.lede)
            back=Back::to("/sharing").named(say!(i18n, parts.sharing))
            dock=dock
        >
            <div role="status">
                {when(move || seen.get(), move || view! {
                    <Notice>
                        <p>{t!(i18n, person.meet.seen)}</p>
                        <p>{t!(i18n, person.meet.seen_next)}</p>
                    </Notice>
                })}
            </div>
            // Lines, because a message is often pasted whole.
            <TextArea
                id="code"
                label=say!(i18n, person.meet.code)
                hint=say!(i18n, person.meet.code_hint)
                value=text
                on_input=move |typed| text.set(typed)
                takes=Takes::Code
                lines=2
                on_enter=go
            />
            {when(move || work.busy.get(), move || view! { <Spinner words=say!(i18n, person.meet.opening)/> })}
            <FaultNote work=work/>
        </Screen>
    }
}

#[component]
fn Found(found: IntroductionFound, back: RwSignal<Option<IntroductionFound>, LocalStorage>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let work = Work::new();
    let name = first_name(&found.name);
    let own = person.notebook.records.with_untracked(|records| records.settings.name.clone().unwrap_or_default());
    let (own, tell, asked) = (RwSignal::new(own), RwSignal::new(None::<bool>), RwSignal::new(false));
    let nameless = move || tell.get() == Some(true) && own.with(|own| is_blank(own));
    let kept = StoredValue::new_local(found.clone());
    let accept = move |()| {
        let Some(told) = tell.get_untracked() else { return asked.set(true) };
        if untrack(nameless) {
            return asked.set(true);
        }
        let verb = async move {
            let name = own.get_untracked();
            let name = told.then_some(name.as_str());
            person.people.accept(&kept.get_value(), name).await
        };
        work.run(verb, move |worker| go.instead(&PermissionScreen::Choose.path(&[&worker])));
    };
    let lead = move || match (asked.get(), tell.get()) {
        (true, None) => say!(i18n, person.meet.choose_first),
        (true, Some(true)) if nameless() => say!(i18n, person.meet.name_first),
        _ => say!(i18n, person.meet.nothing_shared),
    };
    let dock = move || {
        view! {
            <p class="lead" role="status">{lead}</p>
            <Button on_press=accept busy=work.busy>{t!(i18n, person.meet.accept)}</Button>
            <Button kind=ButtonKind::Quiet on_press=move |()| { back.set(None); go.instead("/sharing"); }>
                {t!(i18n, person.meet.not_now)}
            </Button>
        }
    };
    let role = role(i18n, found.role, &found.called);
    let organisation = found.organisation.as_str();
    let about = if found.team.is_empty() {
        say!(i18n, person.meet.organisation_plain, role = role, organisation = organisation)
    } else {
        say!(i18n, person.meet.organisation, role = role, team = found.team.as_str(), organisation = organisation)
    };
    let known = found.known.then(|| say!(i18n, person.meet.known, name = name.as_str()));
    let until = intl::day_short(clock::day_of(found.expires));
    view! {
        <Screen title=say!(i18n, person.meet.found, name = name.as_str()) back=Back::to("/sharing") dock=dock>
            <div class="card who">
                <Face name=found.name.clone()/>
                <span class="grow">
                    <b class="label" dir="auto" translate="no">{found.name.clone()}</b>
                    <span class="hint" dir="auto">{about}</span>
                </span>
            </div>
            {known.map(|line| view! { <Notice><p>{line}</p></Notice> })}
            <Section title=say!(i18n, person.meet.words)/>
            <p class="soft small">{say!(i18n, person.meet.words_why, name = name.as_str())}</p>
            <CheckWords words=found.check_words.map(str::to_owned).to_vec() label=say!(i18n, person.meet.words)/>
            <p class="soft small">{say!(i18n, person.meet.words_differ, name = name.as_str())}</p>
            <OwnName name=name tell=tell own=own/>
            <p class="soft small sub">{say!(i18n, person.meet.until, day = until)}</p>
            <FaultNote work=work/>
        </Screen>
    }
}

/// Whether the worker is told the person's name, and which; one that is kept already is not asked for.
#[component]
fn OwnName(
    /// The worker's.
    name: String,
    /// What was decided.
    tell: RwSignal<Option<bool>>,
    /// The person's.
    own: RwSignal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let had_name = own.with_untracked(|own| !own.is_empty());
    let tell_choice = Choice::new(say!(i18n, person.meet.name_tell, name = name.as_str()));
    let tell_choice = if had_name {
        tell_choice.hint(say!(i18n, person.meet.name_tell_as, own = own.get_untracked()))
    } else {
        tell_choice
    };
    let choices =
        vec![tell_choice, Choice::new(say!(i18n, person.meet.name_keep)).hint(say!(i18n, person.meet.name_keep_hint))];
    view! {
        <div class="ruled-off">
            <OptionGroup
                name="tell"
                legend=say!(i18n, person.meet.name_title, name = name.as_str())
                legend_shown=true
                choices=choices
                chosen=Signal::derive(move || tell.get().map(|told| usize::from(!told)))
                on_choose=move |place: usize| tell.set(Some(place == 0))
            />
        </div>
        {when(move || tell.get() == Some(true) && !had_name, move || view! {
            <TextField
                id="told-name"
                label=say!(i18n, person.meet.name_field)
                value=own
                on_input=move |text| own.set(text)
                own=true
                max=60
            />
        })}
    }
}
