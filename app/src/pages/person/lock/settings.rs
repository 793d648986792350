//! The app lock: set it, change it, take it off, say when it closes; and in plain words what it does and does not.
use super::locked::{LOCK_LONGEST, tried_words};
use crate::components::{
    Back, Button, ButtonKind, Choice, Notice, OptionGroup, QuietLink, Screen, SecretField, Section, ShowButton, glyph,
    when,
};
use crate::i18n::*;
use crate::pages::form::TypedTwice;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::intl::{self, Plural};
use crate::platform::text;
use crate::state::{Fault, Tried, use_person};
use crate::words::{self, I18n, say};
use domain::lock::{LockFault, LockKind, check, spelled};
use domain::records::LOCK_AFTER_MIN;
use domain::stretch::Cost;
use leptos::prelude::*;

const KINDS: [LockKind; 2] = [LockKind::Pin, LockKind::Words];
/// Minutes out of sight, in the order of the options.
const AFTER: [u16; 5] = [0, 1, 2, 5, 15];

/// What the page is about to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Task {
    Nothing,
    Change,
    TakeOff,
}

/// The lock as it is set now, and the three things that can be done about it.
#[component]
pub fn LockPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let task = RwSignal::new(Task::Nothing);
    let news = RwSignal::new(None::<String>);
    let stands = move || match person.lock.kind.get() {
        None => say!(i18n, person.lock.off),
        Some(LockKind::Pin) => say!(i18n, person.lock.on_pin),
        Some(LockKind::Words) => say!(i18n, person.lock.on_words),
    };
    let form = move || {
        match (person.lock.kind.get(), task.get()) {
        (None, _) | (Some(_), Task::Change) => view! { <SetForm task=task news=news/> }.into_any(),
        (Some(_), Task::TakeOff) => view! { <OffForm task=task news=news/> }.into_any(),
        (Some(_), Task::Nothing) => {
            view! {
                <WhenForm/>
                <div class="low">
                    <Button on_press=move |()| person.lock.close()>{t!(i18n, person.lock.lock_now)}</Button>
                    <p>
                        <Button kind=ButtonKind::Quiet on_press=move |()| task.set(Task::Change)>{t!(i18n, person.lock.change)}</Button>
                    </p>
                    <p>
                        <Button kind=ButtonKind::Take on_press=move |()| task.set(Task::TakeOff)>{t!(i18n, person.lock.take_off)}</Button>
                    </p>
                </div>
            }
            .into_any()
        }
    }
    };
    view! {
        <Screen
            title=say!(i18n, person.lock.title)
            lede=say!(i18n, person.lock.lede)
            back=Back::to("/me").named(say!(i18n, person.me.title))
        >
            <p class="label low">{stands}</p>
            <div role="status">
                {move || news.get().map(|words| view! { <Notice glyph=glyph::CHECK>{words}</Notice> })}
            </div>
            {form}
            <section>
                <Section title=say!(i18n, person.lock.forgotten_title)/>
                <p>{t!(i18n, person.lock.forgotten)}</p>
                <p><QuietLink href="/me/copy">{t!(i18n, person.lock.copy_first)}</QuietLink></p>
            </section>
            <section>
                <Section title=say!(i18n, person.lock.limits_title)/>
                <p>{t!(i18n, person.lock.limit_who)}</p>
                <p>{t!(i18n, person.lock.limit_expert)}</p>
                <p>{t!(i18n, person.lock.limit_phone)}</p>
                <p>{t!(i18n, person.lock.limit_help)}</p>
            </section>
        </Screen>
    }
}

/// Choose a lock. Whoever changes one opens the present one first.
#[component]
fn SetForm(task: RwSignal<Task>, news: RwSignal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let present = person.lock.kind.get_untracked();
    let (kind, now) = (RwSignal::new(Some(0_usize)), RwSignal::new(String::new()));
    let (tried, lacking) = (RwSignal::new(None::<Tried>), RwSignal::new(false));
    let chosen = move || kind.get().and_then(|place| KINDS.get(place).copied()).unwrap_or(LockKind::Pin);
    let secret = TypedTwice::new(
        move |typed| spelled(chosen(), &text::normalised(typed)),
        move |spelled| check(chosen(), spelled).err(),
    );
    let set_with = Callback::new(move |cost: Cost| {
        if !secret.ask() || work.busy.get_untracked() {
            return;
        }
        news.set(None);
        lacking.set(false);
        let (now, new, kind) = (now.get_untracked(), secret.first.get_untracked(), untrack(chosen));
        let verb = async move {
            let opened = match present {
                Some(_) => person.lock.try_secret(&now).await?,
                None => Tried::Open,
            };
            if opened == Tried::Open {
                let made = person.lock.set(kind, new, cost).await;
                let _ = lacking.try_set(matches!(made, Err(Fault::NoMemory(_))));
                made?;
            }
            Ok(opened)
        };
        work.run(verb, move |opened| {
            let _ = tried.try_set(Some(opened));
            if opened == Tried::Open {
                task.set(Task::Nothing);
                news.set(Some(match cost {
                    Cost::Full => say!(i18n, person.lock.set_done),
                    Cost::Small => say!(i18n, person.lock.small_done),
                }));
            }
        });
    });
    let set = Callback::new(move |()| set_with.run(Cost::Full));
    let choices = vec![
        Choice::new(say!(i18n, person.lock.pin)).hint(say!(i18n, person.lock.pin_hint)),
        Choice::new(say!(i18n, person.lock.words)).hint(say!(i18n, person.lock.words_hint)),
    ];
    view! {
        {present.map(|present| present_field(i18n, present, now, tried, set))}
        <OptionGroup
            name="lock-kind"
            legend=say!(i18n, person.lock.kind)
            legend_shown=true
            choices=choices
            chosen=kind
            on_choose=move |place| kind.set(Some(place))
        />
        {new_fields(i18n, chosen, secret, set)}
        <FaultNote work=work/>
        // Only after the full one could not be made, and only where the person chooses it.
        {when(move || lacking.get(), move || view! {
            <p>{t!(i18n, person.lock.small)}</p>
            <p class="soft">{t!(i18n, person.lock.small_later)}</p>
            <p>
                <Button kind=ButtonKind::Quiet on_press=move |()| set_with.run(Cost::Small)>{t!(i18n, person.lock.small_set)}</Button>
            </p>
        })}
        <p class="soft" role="status">{move || work.busy.get().then_some(t!(i18n, person.lock.setting))}</p>
        <Button on_press=set busy=work.busy>{t!(i18n, person.lock.set)}</Button>
    }
}

/// The new PIN or words, twice.
fn new_fields(
    i18n: I18n,
    chosen: impl Fn() -> LockKind + Copy + Send + Sync + 'static,
    secret: TypedTwice<LockFault>,
    set: Callback<()>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let first_error = secret.first_error(move |fault| words::lock(i18n, fault));
    let again_error = secret.again_error(move || say!(i18n, person.lock.differs));
    move || {
        let pin = chosen() == LockKind::Pin;
        // A PIN is never shown: somebody may be looking.
        shown.set(false);
        let label = if pin { say!(i18n, person.lock.new_pin) } else { say!(i18n, person.lock.new_words) };
        view! {
            <SecretField
                id="first"
                label=label
                pin=pin
                value=secret.first
                shown=shown
                error=first_error
                max=LOCK_LONGEST
                on_enter=set
            />
            <SecretField
                id="second"
                label=say!(i18n, person.lock.again)
                pin=pin
                value=secret.again
                shown=shown
                error=again_error
                max=LOCK_LONGEST
                on_enter=set
            />
            {(!pin).then(|| view! { <ShowButton shown=shown words=say!(i18n, person.copy.show)/> })}
        }
    }
}

/// Take the lock off.
#[component]
fn OffForm(task: RwSignal<Task>, news: RwSignal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let (now, tried) = (RwSignal::new(String::new()), RwSignal::new(None::<Tried>));
    let take_off = move |()| {
        news.set(None);
        work.run(person.lock.take_off(now.get_untracked()), move |answer| {
            let _ = tried.try_set(Some(answer));
            if answer == Tried::Open {
                task.set(Task::Nothing);
                news.set(Some(say!(i18n, person.lock.taken_off)));
            }
        });
    };
    let present = person.lock.kind.get_untracked().unwrap_or(LockKind::Pin);
    view! {
        {present_field(i18n, present, now, tried, Callback::new(take_off))}
        <FaultNote work=work/>
        <Button on_press=take_off busy=work.busy>{t!(i18n, person.lock.take_off)}</Button>
    }
}

fn present_field(
    i18n: I18n,
    present: LockKind,
    value: RwSignal<String>,
    tried: RwSignal<Option<Tried>>,
    on_enter: Callback<()>,
) -> AnyView {
    let error = Signal::derive(move || tried.get().and_then(|tried| tried_words(i18n, tried)));
    view! {
        <SecretField
            id="now"
            label=say!(i18n, person.lock.now)
            pin=present == LockKind::Pin
            value=value
            error=error
            max=LOCK_LONGEST
            on_enter=on_enter
        />
    }
    .into_any()
}

/// After how long out of sight the lock closes.
#[component]
fn WhenForm() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let chosen = Signal::derive(move || {
        let after = person.notebook.records.with(|records| records.settings.lock_after_min.unwrap_or(LOCK_AFTER_MIN));
        AFTER.iter().position(|one| *one == after)
    });
    let choose = move |place: usize| {
        let after = AFTER.get(place).copied();
        work.run(person.preferences.change(move |settings| settings.lock_after_min = after), |()| {});
    };
    let choices = AFTER
        .iter()
        .map(|after| match (*after, intl::plural(usize::from(*after))) {
            (0, _) => Choice::new(say!(i18n, person.lock.after_none)),
            (_, Plural::One) => Choice::new(say!(i18n, person.lock.after_single)),
            (count, Plural::Other) => Choice::new(say!(i18n, person.lock.after_many, count = count)),
        })
        .collect::<Vec<_>>();
    view! {
        <OptionGroup
            name="lock-after"
            legend=say!(i18n, person.lock.after)
            legend_shown=true
            choices=choices
            chosen=chosen
            on_choose=choose
        />
        <FaultNote work=work/>
    }
}
