//! The first choice: what. The limits are said first, nothing is picked beforehand, and the most personal answer has
//! its own choice.
use super::choice::{Choosing, PermissionChoice, leave_if_refused};
use super::choose_areas::AreaChoices;
use super::choose_notes::NoteChoices;
use super::safeguarding::Safeguarding;
use super::share_words;
use super::tick::{tick, tick_one};
use crate::components::{
    Back, Button, ButtonKind, CheckboxRow, Choice, LinkButton, Notice, OptionGroup, Progress, Screen, Section, when,
};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::permissions::PermissionScreen;
use crate::pages::person::shell::go::{param, use_go};
use crate::pages::person::shell::names::{self, first_name};
use crate::pages::person::shell::screens::Addressed;
use crate::platform::clock;
use crate::platform::intl::{self, Plural};
use crate::state::use_person;
use crate::words::say;
use domain::consent::{Scope, ScopePart};
use domain::id::WorkerId;
use domain::instrument::Instrument;
use leptos::prelude::*;

/// What the worker of the address may see; whoever was refused or is unknown has nothing to choose.
#[component]
pub fn ChoosePage() -> impl IntoView {
    let person = use_person();
    let worker = param::<WorkerId>("worker");
    leave_if_refused(worker);
    move || {
        let found = worker.get().and_then(|worker| {
            person
                .notebook
                .records
                .with_untracked(|records| records.contacts.get(&worker).map(|it| (worker, first_name(&it.name))))
        });
        match found {
            Some((worker, name)) => view! { <Choose worker=worker name=name/> }.into_any(),
            None => view! { <NotFoundPage/> }.into_any(),
        }
    }
}

#[component]
fn Choose(worker: WorkerId, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let choice = expect_context::<Choosing>().about(person, worker);
    let changing = choice.with_untracked(|choice| choice.as_ref().is_some_and(|it| it.from_now.is_some()));
    let asked = RwSignal::new(false);
    let picked = Memo::new(move |_| choice.with(|choice| choice.as_ref().map_or(0, PermissionChoice::picked)));
    let open = Memo::new(move |_| choice.with(|choice| choice.as_ref().is_some_and(PermissionChoice::sensitive_open)));
    let next = move |()| {
        if picked.get_untracked() == 0 || open.get_untracked() {
            return asked.set(true);
        }
        go.to(&PermissionScreen::When.path(&[&worker]));
    };
    let lead_name = name.clone();
    let lead = move || match picked.get() {
        0 if asked.get() => say!(i18n, person.choose.nothing),
        0 => say!(i18n, person.choose.picked_none),
        _ if changing && !(asked.get() && open.get()) => {
            say!(i18n, person.choose.starts_from_now, name = lead_name.as_str())
        }
        _ if asked.get() && open.get() => say!(i18n, person.choose.sensitive_first),
        count => match intl::plural(count) {
            Plural::One => say!(i18n, person.choose.picked_single),
            Plural::Other => say!(i18n, person.choose.picked_many, count = count),
        },
    };
    // Whoever sees nothing of the person's yet may just help.
    let first =
        !changing && person.notebook.records.with_untracked(|it| it.consent_with(worker, clock::today()).is_none());
    let one = PermissionScreen::One.path(&[&worker]);
    let dock = move || {
        view! {
            <p class="lead" role="status">{lead}</p>
            <Button on_press=next>{t!(i18n, person.choose.next)}</Button>
            {first.then(|| {
                view! {
                    <LinkButton kind=ButtonKind::Quiet href=one.clone() instead=true>
                        {t!(i18n, person.choose.only_help)}
                    </LinkButton>
                }
            })}
        }
    };
    let unread = say!(i18n, person.choose.limits_unread, name = name.as_str());
    let parts = ScopePart::ALL.map(|part| part_of(part, choice, &name));
    let at = say!(i18n, person.choose.at, at = 1, of = 3);
    view! {
        <Screen
            title=say!(i18n, person.choose.title, name = name.as_str())
            back=Back::to(PermissionScreen::One.path(&[&worker]))
            before=move || view! { <Progress at=Signal::stored(1) of=Signal::stored(3) words=at/> }
            dock=dock
        >
            <Notice>
                <p class="label">{t!(i18n, person.choose.limits_title)}</p>
                <p>{unread}</p>
                <p>{t!(i18n, person.choose.limits_watch)}</p>
            </Notice>
            <Safeguarding name=name/>
            {parts}
            <p class="soft small sub">{t!(i18n, person.choose.aspirations_follow)}</p>
        </Screen>
    }
}

/// Where one part is chosen.
fn part_of(part: ScopePart, choice: RwSignal<Option<PermissionChoice>>, name: &str) -> AnyView {
    match part {
        ScopePart::CheckIns => view! { <CheckInChoices choice=choice name=name.to_owned()/> }.into_any(),
        ScopePart::LifeAreas => view! { <AreaChoices choice=choice/> }.into_any(),
        ScopePart::Aspirations => view! { <AspirationChoices choice=choice/> }.into_any(),
        ScopePart::Notes => view! { <NoteChoices choice=choice/> }.into_any(),
        ScopePart::Conversation => view! { <ConversationChoice choice=choice name=name.to_owned()/> }.into_any(),
    }
}

/// Totals and answers, the most personal one by itself.
#[component]
fn CheckInChoices(choice: RwSignal<Option<PermissionChoice>>, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let (totals, set_totals) = tick(choice, |it| it.scope.totals, |it, on| it.scope.totals = on);
    let (answers, set_answers) = tick(choice, |it| it.scope.answers, |it, on| it.scope.answers = on);
    let company = say!(i18n, person.choose.company, name = name.as_str());
    view! {
        <Section title=say!(i18n, person.choose.check_ins)/>
        <div class="rows">
            <CheckboxRow
                label=say!(i18n, person.choose.totals)
                hint=say!(i18n, person.choose.totals_hint)
                checked=totals
                on_change=set_totals
            />
            <CheckboxRow
                label=say!(i18n, person.choose.answers)
                hint=say!(i18n, person.choose.answers_hint)
                checked=answers
                on_change=set_answers
            />
        </div>
        <p class="soft small sub">{company}</p>
        {when(move || answers.get(), move || view! { <Sensitive choice=choice name=name.clone()/> })}
        <Unconfirmed choice=choice/>
    }
}

/// Each aspiration, in the person's own order.
#[component]
fn AspirationChoices(choice: RwSignal<Option<PermissionChoice>>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let own = person.notebook.records.with_untracked(|records| {
        let mut own: Vec<_> = records.aspirations.values().map(|it| (it.order, it.id, it.words.clone())).collect();
        own.sort();
        own
    });
    let none = own.is_empty().then(|| view! { <p class="soft small">{t!(i18n, person.choose.aspirations_none)}</p> });
    let own = own.into_iter().map(|(_, id, words)| {
        let (checked, change) = tick_one(choice, |scope| &scope.aspirations, |scope| &mut scope.aspirations, id);
        view! { <CheckboxRow label=words checked=checked on_change=change as_written=true/> }.into_any()
    });
    let own: Vec<_> = own.collect();
    view! {
        <Section title=say!(i18n, person.choose.aspirations)/>
        {none}
        <div class="rows">{own}</div>
    }
}

/// The wish for a conversation.
#[component]
fn ConversationChoice(choice: RwSignal<Option<PermissionChoice>>, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let away = move || {
        let worker = choice.with(|choice| choice.as_ref().map(|it| it.worker))?;
        person.notebook.records.with(|records| share_words::away_wish(i18n, records, worker, &name))
    };
    let (talk, set_talk) = tick(choice, |it| it.scope.conversation, |it, on| it.scope.conversation = on);
    view! {
        <Section title=say!(i18n, person.choose.more)/>
        <div class="rows">
            <CheckboxRow label=say!(i18n, person.choose.conversation) checked=talk on_change=set_talk/>
        </div>
        <p class="soft small sub" role="status">{away}</p>
    }
}

/// Questionnaires of the person's whose order nobody has confirmed yet: what is chosen does not hold for them.
#[component]
fn Unconfirmed(choice: RwSignal<Option<PermissionChoice>>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let wanted = Memo::new(move |_| choice.with(|choice| choice.as_ref().is_some_and(|it| it.scope.check_ins())));
    let lines = person.notebook.instruments().with_untracked(|all| {
        let used = |it: &&Instrument| {
            let hash = it.hash;
            !it.totals_allowed()
                && person
                    .notebook
                    .records
                    .with_untracked(|records| records.check_ins.values().any(|it| it.pack.hash == hash))
        };
        let line = |it: &Instrument| say!(i18n, person.choose.unconfirmed, title = names::title(i18n, it));
        all.iter().filter(used).map(line).collect::<Vec<_>>()
    });
    view! {
        <div role="status">
            {when(move || wanted.get(), move || lines.iter().map(|line| view! { <p class="soft small">{line.clone()}</p> }).collect_view())}
        </div>
    }
}

/// The most personal answer, left out or included: neither is picked beforehand.
#[component]
fn Sensitive(choice: RwSignal<Option<PermissionChoice>>, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let before = move || {
        let found =
            choice.with(|choice| choice.as_ref().filter(|it| it.total_kept()).map(|it| (it.worker, it.scope.clone())));
        let (worker, scope) = found?;
        let scope = Scope { sensitive: false, ..scope };
        person.notebook.records.with_untracked(|records| share_words::kept_back(i18n, records, worker, &name, &scope))
    };
    let chosen = Memo::new(move |_| choice.with(|choice| choice.as_ref().and_then(|it| it.sensitive)).map(usize::from));
    let kept = Memo::new(move |_| choice.with(|choice| choice.as_ref().is_some_and(PermissionChoice::total_kept)));
    let choose = move |place: usize| {
        choice.update(|choice| choice.iter_mut().for_each(|it| it.sensitive = Some(place == 1)));
    };
    view! {
        <div class="side-by-side">
            <OptionGroup
                name="sensitive"
                legend=say!(i18n, person.choose.sensitive)
                legend_shown=true
                choices=vec![
                    Choice::new(say!(i18n, person.choose.sensitive_leave)),
                    Choice::new(say!(i18n, person.choose.sensitive_include)),
                ]
                chosen=chosen
                on_choose=choose
            />
            <p class="soft small" role="status">{move || kept.get().then_some(t!(i18n, person.choose.rule))}</p>
            <p class="soft small" role="status">{before}</p>
        </div>
    }
}
