//! "When shall we ask again?": a day for a line on Today, at the end of a check-in and at any time from Me. It is kept on
//! this phone; an entry for the phone's own calendar is made on the spot and only says "Waymark".
use crate::components::{Back, Button, ButtonKind, Choice, Icon, OptionGroup, Screen, TextField, glyph, when};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::shell::go::{param, use_go};
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::files::Handout;
use crate::platform::{clock, intl, random};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::ask_again::{AskAgain, AskWhen, asked_for};
use domain::id::CheckInId;
use domain::reminder::{Reminder, calendar};
use domain::time::Day;
use leptos::prelude::*;

/// The place of "a day of mine" among the options.
const OWN_DAY: usize = 2;

/// Towards evening, as the clock on the wall has it.
const RINGS_AT: (u8, u8) = (18, 0);

/// From Me, at any time.
#[component]
pub fn AskAgainPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Question back=Back::to("/me").named(say!(i18n, person.me.title)) next="/me"/> }
}

/// At the end of a check-in, after its result.
#[component]
pub fn AfterCheckInPage() -> impl IntoView {
    let i18n = use_i18n();
    use_person().check_ins.asked_again();
    let id = param::<CheckInId>("id");
    move || match id.get() {
        Some(id) => {
            let back = Back::to(format!("/check-ins/{id}")).named(say!(i18n, person.ask_again.result));
            view! { <Question back=back next="/"/> }.into_any()
        }
        None => view! { <NotFoundPage/> }.into_any(),
    }
}

/// What is chosen. Nothing is, at first.
#[derive(Clone, Copy)]
struct ChosenDay {
    today: Day,
    place: RwSignal<Option<usize>>,
    own: RwSignal<String>,
    pressed: RwSignal<bool>,
}

impl ChosenDay {
    /// The choice; none before one is made, or while the day of their own is none.
    fn when(self) -> Option<AskWhen> {
        match self.place.get()? {
            0 => Some(AskWhen::TwoWeeks),
            1 => Some(AskWhen::Month),
            OWN_DAY => self.own.with(|text| Day::parse(text)).ok().map(AskWhen::OwnDay),
            _ => Some(AskWhen::NotNow),
        }
    }

    /// The day it comes to, if that one can be chosen.
    fn day(self) -> Option<Day> {
        self.when()?.day(self.today).filter(|day| AskAgain::may_be(*day, self.today))
    }

    fn error(self, i18n: I18n) -> Option<String> {
        let wrong = self.pressed.get() && self.place.get() == Some(OWN_DAY) && self.day().is_none();
        wrong.then(|| say!(i18n, person.ask_again.far_day))
    }
}

/// The question, its four answers, and the calendar.
#[component]
fn Question(back: Back, next: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let (person, go, work) = (use_person(), use_go(), Work::new());
    let today = clock::today();
    let (place, own) = (RwSignal::new(None), RwSignal::new(String::new()));
    let chosen = ChosenDay { today, place, own, pressed: RwSignal::new(false) };
    let stands = person.notebook.records.with_untracked(|records| asked_for(records, today));
    let done = move |()| {
        chosen.pressed.set(true);
        match untrack(|| chosen.when()).map(|when| when.ask(clock::now())) {
            Some(Ok(ask)) => work.run(person.preferences.set_ask_again(ask), move |()| go.instead(next)),
            // Left open is an answer too; a day of their own that will not do is said beside its field.
            None if place.get_untracked() != Some(OWN_DAY) => go.instead(next),
            Some(Err(_)) | None => {}
        }
    };
    let dock = move || {
        view! {
            <p class="lead">{t!(i18n, person.ask_again.later)}</p>
            <Button on_press=done busy=work.busy>{t!(i18n, person.ask_again.done)}</Button>
        }
    };
    view! {
        <Screen title=say!(i18n, person.ask_again.title) lede=say!(i18n, person.ask_again.lede) back=back dock=dock>
            {stands.map(|ask| {
                let line = say!(i18n, person.ask_again.stands, day = intl::day_with_year(ask.on));
                view! { <p class="soft small">{line}</p> }
            })}
            <Options chosen=chosen on_go=done/>
            <InCalendar chosen=chosen/>
            <FaultNote work=work/>
        </Screen>
    }
}

/// Two weeks, a month, a day of their own, not now; each with its day in words.
#[component]
fn Options(chosen: ChosenDay, #[prop(into)] on_go: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let today = chosen.today;
    let day = move |when: AskWhen| when.day(today).map(intl::day_plain).unwrap_or_default();
    let own = move || {
        let own = chosen.own.with(|text| Day::parse(text).ok()).filter(|day| AskAgain::may_be(*day, today));
        own.map_or_else(|| say!(i18n, person.ask_again.choose), intl::day_plain)
    };
    let choices = vec![
        Choice::new(say!(i18n, person.ask_again.two_weeks)).end(day(AskWhen::TwoWeeks)),
        Choice::new(say!(i18n, person.ask_again.month)).end(day(AskWhen::Month)),
        Choice::new(say!(i18n, person.ask_again.own)).end(own),
        Choice::new(say!(i18n, person.ask_again.not_now)),
    ];
    let days = AskAgain::days(today);
    view! {
        <OptionGroup
            name="again"
            legend=say!(i18n, person.ask_again.title)
            choices=choices
            chosen=chosen.place
            on_choose=move |place| chosen.place.set(Some(place))
            on_go=on_go
        />
        {when(move || chosen.place.get() == Some(OWN_DAY), move || view! {
            <TextField
                id="own-day"
                label=say!(i18n, person.ask_again.day)
                value=chosen.own
                on_input=move |text| chosen.own.set(text)
                error=Signal::derive(move || chosen.error(i18n))
                kind="date"
                from=Signal::stored(Some(days.start().to_string()))
                until=Signal::stored(Some(days.end().to_string()))
            />
        })}
    }
}

/// The day as an entry for the phone's own calendar, once there is a day.
#[component]
fn InCalendar(chosen: ChosenDay) -> impl IntoView {
    let i18n = use_i18n();
    let work = Work::new();
    let file = RwSignal::new_local(None::<Handout>);
    let day = Memo::new(move |_| chosen.day());
    Effect::new(move |_| {
        file.set(day.get().and_then(|first| {
            let (id, title, made) = (random::make_bytes(), "Waymark".to_owned(), clock::now().at);
            let entry = Reminder { id, title, first, time: RINGS_AT, every: None, made };
            Handout::make("waymark.ics", "text/calendar;charset=utf-8", calendar(&entry).as_bytes())
        }));
    });
    move || {
        let file = file.get()?;
        let (address, name, sends) = (file.address(), file.name(), file.can_be_sent());
        let file = StoredValue::new_local(file);
        let send = move |()| {
            let sent = file.with_value(Handout::send);
            work.run(async move { Ok(sent.await) }, |_| {});
        };
        Some(view! {
            <div class="rows cal">
                <a class="row" href=address download=name>
                    <Icon glyph=glyph::CALENDAR/>
                    <span class="grow">
                        <span>{t!(i18n, person.ask_again.calendar)}</span>
                        <span class="hint">{t!(i18n, person.ask_again.calendar_hint)}</span>
                    </span>
                    <span class="chev"><Icon glyph=glyph::CHEVRON_RIGHT small=true/></span>
                </a>
            </div>
            {sends
                .then(|| {
                    view! {
                        <Button kind=ButtonKind::Quiet fit=true on_press=send busy=work.busy>
                            {t!(i18n, person.ask_again.calendar_send)}
                        </Button>
                    }
                })}
        })
    }
}
