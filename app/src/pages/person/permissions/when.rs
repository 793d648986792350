//! The second choice: from when, and until when; at most six months on.
use super::choice::{Choosing, PermissionChoice, WhichCheckIns, leave_if_refused};
use crate::components::{Back, Button, Choice, OptionGroup, Progress, Screen, TextField, when};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::permissions::PermissionScreen;
use crate::pages::person::shell::go::{param, use_go};
use crate::pages::person::shell::names::first_name;
use crate::pages::person::shell::screens::Addressed;
use crate::platform::{clock, intl};
use crate::state::use_person;
use crate::words::say;
use domain::consent::{is_asked_about, latest_until};
use domain::id::WorkerId;
use domain::time::Day;
use leptos::prelude::*;

const MONTHS: [i32; 3] = [1, 3, 6];

/// The first and the last day of what was chosen; then the preview.
#[component]
pub fn WhenPage() -> impl IntoView {
    let person = use_person();
    let worker = param::<WorkerId>("worker");
    leave_if_refused(worker);
    move || {
        let known =
            |worker: &WorkerId| person.notebook.records.with_untracked(|records| records.contacts.contains_key(worker));
        match worker.get().filter(known) {
            Some(worker) => view! { <When worker=worker/> }.into_any(),
            None => view! { <NotFoundPage/> }.into_any(),
        }
    }
}

#[component]
fn When(worker: WorkerId) -> impl IntoView {
    let i18n = use_i18n();
    let go = use_go();
    let person = use_person();
    let choice = expect_context::<Choosing>().about(person, worker);
    let (changing, asks_from) = choice.with_untracked(|choice| {
        choice.as_ref().map_or((false, true), |it| (it.from_now.is_some(), it.has_check_ins()))
    });
    if choice.with_untracked(|choice| choice.as_ref().is_none_or(|it| it.picked() == 0)) {
        go.instead(&PermissionScreen::Choose.path(&[&worker]));
    }
    let asked = RwSignal::new(false);
    let from = Memo::new(move |_| choice.with(|choice| choice.as_ref().and_then(|it| it.reach)));
    let until = Memo::new(move |_| choice.with(|choice| choice.as_ref().and_then(|it| it.until)));
    let next = move |()| match (from.get_untracked().is_some() || !asks_from, until.get_untracked()) {
        (true, Some(_)) => go.to(&PermissionScreen::Preview.path(&[&worker])),
        _ => asked.set(true),
    };
    let dock = move || {
        view! {
            <p class="lead" role="status">
                {move || match (asked.get(), from.get(), until.get()) {
                    (true, None, _) if asks_from => Some(say!(i18n, person.when.first_from)),
                    (true, _, None) => Some(say!(i18n, person.when.first_until)),
                    _ => None,
                }}
            </p>
            <Button on_press=next>{t!(i18n, person.when.next)}</Button>
        }
    };
    let at = say!(i18n, person.choose.at, at = 2, of = 3);
    view! {
        <Screen
            title=say!(i18n, person.when.title)
            back=Back::to(PermissionScreen::Choose.path(&[&worker]))
            before=move || view! { <Progress at=Signal::stored(2) of=Signal::stored(3) words=at/> }
            dock=dock
        >
            {asks_from.then(|| view! { <FromWhen worker=worker changing=changing choice=choice from=from/> })}
            <UntilWhen choice=choice until=until/>
            // Said until a short one is chosen, which is not asked about.
            <p class="soft small sub">
                {move || {
                    until.get().is_none_or(|until| is_asked_about(clock::today(), until)).then_some(t!(i18n, person.when.ask))
                }}
            </p>
        </Screen>
    }
}

/// Which check-ins it reaches.
#[component]
fn FromWhen(
    worker: WorkerId,
    /// Whether a permission is changed.
    changing: bool,
    choice: RwSignal<Option<PermissionChoice>>,
    from: Memo<Option<WhichCheckIns>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let records = use_person().notebook.records;
    let name = records.with_untracked(|records| records.contacts.get(&worker).map(|it| first_name(&it.name)));
    let name = name.unwrap_or_default();
    // What goes on as until now stands first, where there is something that goes on.
    let ways: &'static [WhichCheckIns] = if changing {
        &[WhichCheckIns::AsUntilNow, WhichCheckIns::OnlyNew, WhichCheckIns::EarlierToo]
    } else {
        &[WhichCheckIns::OnlyNew, WhichCheckIns::EarlierToo]
    };
    let way = |reach: &WhichCheckIns| match reach {
        WhichCheckIns::AsUntilNow => {
            let hint = say!(i18n, person.when.as_now_hint, name = name.as_str());
            Choice::new(say!(i18n, person.when.as_now)).hint(hint)
        }
        WhichCheckIns::OnlyNew => {
            Choice::new(say!(i18n, person.when.only_new)).hint(say!(i18n, person.when.only_new_hint))
        }
        WhichCheckIns::EarlierToo => {
            Choice::new(say!(i18n, person.when.earlier)).hint(say!(i18n, person.when.earlier_hint))
        }
    };
    let choices: Vec<Choice> = ways.iter().map(way).collect();
    view! {
        <OptionGroup
            name="from"
            legend=say!(i18n, person.when.from)
            legend_shown=true
            choices=choices
            chosen=Signal::derive(move || ways.iter().position(|one| Some(*one) == from.get()))
            on_choose=move |place: usize| edit(choice, &|it| it.reach = ways.get(place).copied())
        />
    }
}

/// The last day: one of the usual ones, or another.
#[component]
fn UntilWhen(choice: RwSignal<Option<PermissionChoice>>, until: Memo<Option<Day>>) -> impl IntoView {
    let i18n = use_i18n();
    let today = clock::today();
    let latest = latest_until(today);
    let month = move |place: usize| MONTHS.get(place).map(|months| today.add_months(*months));
    // A last day that is chosen already, and is none of the usual ones, stands in its field.
    let usual = |day: Day| MONTHS.iter().any(|months| today.add_months(*months) == day);
    let chosen = until.get_untracked().filter(|day| !usual(*day));
    let typed = RwSignal::new(chosen.map(|day| day.to_string()).unwrap_or_default());
    let other = RwSignal::new(chosen.is_some());
    let choose_until = move |place: usize| {
        other.set(place == MONTHS.len());
        edit(choice, &|it| it.until = month(place));
    };
    let type_until = move |text: String| {
        let day = Day::parse(&text).ok().filter(|day| *day >= today && *day <= latest);
        typed.set(text);
        edit(choice, &|it| it.until = day);
    };
    let until_place = Memo::new(move |_| {
        if other.get() {
            return Some(MONTHS.len());
        }
        let until = until.get()?;
        Some((0..MONTHS.len()).find(|place| month(*place) == Some(until)).unwrap_or(MONTHS.len()))
    });
    let error = Signal::derive(move || {
        let wrong = typed.with(|text| !text.is_empty()) && until.get().is_none();
        wrong.then(|| say!(i18n, person.when.too_far, day = intl::day_with_year(latest)))
    });
    let until_day =
        move |months: i32| say!(i18n, person.when.until_day, day = intl::day_with_year(today.add_months(months)));
    view! {
        <div class="ruled-off">
            <OptionGroup
                name="until"
                legend=say!(i18n, person.when.until)
                legend_shown=true
                choices=vec![
                    Choice::new(say!(i18n, person.when.one_month)).hint(until_day(1)),
                    Choice::new(say!(i18n, person.when.three_months)).hint(until_day(3)),
                    Choice::new(say!(i18n, person.when.six_months)).hint(until_day(6)),
                    Choice::new(say!(i18n, person.when.another)),
                ]
                chosen=until_place
                on_choose=choose_until
            />
        </div>
        {when(move || other.get(), move || view! {
            <TextField
                id="last-day"
                kind="date"
                label=say!(i18n, person.when.another_label)
                hint=say!(i18n, person.when.another_hint, day = intl::day_with_year(latest))
                value=typed
                on_input=type_until
                error=error
            />
        })}
    }
}

fn edit(choice: RwSignal<Option<PermissionChoice>>, change: &dyn Fn(&mut PermissionChoice)) {
    choice.update(|choice| choice.iter_mut().for_each(change));
}
