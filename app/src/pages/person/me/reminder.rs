//! A reminder: an entry for the phone's own calendar, with a title that says nothing to others; and the end of one, as
//! far as Waymark can: what stands in the calendar is taken out there.
use crate::components::{Back, Button, ButtonKind, Choice, Notice, OptionGroup, Screen, TextField, glyph, when};
use crate::i18n::*;
use crate::pages::person::shell::hand_out::HandOut;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::files::Handout;
use crate::platform::{clock, random};
use crate::state::{Fault, use_person};
use crate::words::{I18n, say};
use domain::reminder::{Every, Reminder, Rhythm, calendar, parse_time};
use domain::time::Day;
use leptos::prelude::*;

/// In the order of the options.
const EVERY: [Every; 3] = [Every::Week, Every::TwoWeeks, Every::FourWeeks];

/// What was just done here.
#[derive(Clone, Copy)]
enum Done {
    Saved,
    Ended,
    TakenBack,
}

/// What is chosen and typed for the entry in the calendar.
#[derive(Clone, Copy)]
struct TypedReminder {
    today: Day,
    every: RwSignal<Option<usize>>,
    first: RwSignal<String>,
    time: RwSignal<String>,
    title: RwSignal<String>,
    asked: RwSignal<bool>,
}

impl TypedReminder {
    /// As the reminder stands that is held; else in two weeks, towards evening.
    fn new(i18n: I18n, today: Day, held: Option<Rhythm>) -> Self {
        let every = held.and_then(|it| EVERY.iter().position(|every| *every == it.every)).unwrap_or(1);
        Self {
            today,
            every: RwSignal::new(Some(every)),
            first: RwSignal::new(held.map_or(today.add_days(14), |it| it.next(today)).to_string()),
            time: RwSignal::new("18:00".to_owned()),
            title: RwSignal::new(say!(i18n, person.reminder.title_plain)),
            asked: RwSignal::new(false),
        }
    }

    /// Whoever calls it is called again when any of it changes.
    fn track(self) {
        self.every.track();
        self.first.track();
        self.time.track();
        self.title.track();
    }

    /// The entry, made now; nothing while day or time will not do, and then the fields say so.
    fn ask(self) -> Option<Reminder> {
        self.asked.set(true);
        let first = self.first.with_untracked(|text| Day::parse(text).ok())?;
        let time = self.time.with_untracked(|text| parse_time(text))?;
        let every = self.every.get_untracked().and_then(|place| EVERY.get(place)).copied().unwrap_or(Every::TwoWeeks);
        let (id, title, made) = (random::make_bytes(), self.title.get_untracked(), clock::now().at);
        Rhythm::may_begin(first, self.today).then_some(Reminder { id, title, first, time, every: Some(every), made })
    }

    fn day_error(self, i18n: I18n) -> Option<String> {
        match (self.asked.get(), self.first.with(|text| Day::parse(text))) {
            (true, Err(_)) => Some(say!(i18n, person.reminder.no_day)),
            (true, Ok(day)) if !Rhythm::may_begin(day, self.today) => Some(say!(i18n, person.reminder.far_day)),
            _ => None,
        }
    }

    fn time_error(self, i18n: I18n) -> Option<String> {
        let wrong = self.asked.get() && self.time.with(|text| parse_time(text).is_none());
        wrong.then(|| say!(i18n, person.reminder.no_time))
    }
}

/// How often and when, as a file for the phone's own calendar; it leaves no trace with anybody.
#[component]
pub fn ReminderPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let held = person.notebook.records.with_untracked(|records| records.settings.reminder);
    // The latest one: it stays at hand when it is ended, so that it can be taken back for as long as the page is open.
    let (known, done) = (RwSignal::new(held), RwSignal::new(None::<Done>));
    let typed = TypedReminder::new(i18n, clock::today(), held);
    let file = RwSignal::new_local(None::<Handout>);
    // An entry in the calendar stays there when another is made.
    let earlier = RwSignal::new(held.is_some());
    // An entry that was made before something was changed is not the one asked for now.
    Effect::new(move |_| {
        typed.track();
        file.set(None);
    });
    let save = move |()| {
        done.set(None);
        let Some(entry) = typed.ask() else { return };
        let rhythm = Rhythm { first: entry.first, every: entry.every.unwrap_or(Every::TwoWeeks) };
        let keep = async move {
            let made = Handout::make("reminder.ics", "text/calendar;charset=utf-8", calendar(&entry).as_bytes());
            let made = made.ok_or(Fault::NoFile)?;
            person.preferences.change(move |settings| settings.reminder = Some(rhythm)).await?;
            Ok(made)
        };
        work.run(keep, move |made| {
            file.set(Some(made));
            known.set(Some(rhythm));
            done.set(Some(Done::Saved));
        });
    };
    let tapped = Callback::new(move |()| earlier.set(true));
    let dock = move || {
        view! {
            {move || match file.get() {
                Some(file) => {
                    view! { <HandOut file=file words=say!(i18n, person.reminder.take) on_tap=tapped/> }.into_any()
                }
                None => {
                    view! { <Button on_press=save busy=work.busy>{t!(i18n, person.reminder.save)}</Button> }.into_any()
                }
            }}
        }
    };
    view! {
        <Screen
            title=say!(i18n, person.reminder.title)
            lede=say!(i18n, person.reminder.lede)
            back=Back::to("/me").named(say!(i18n, person.me.title))
            dock=dock
        >
            <Fields typed=typed/>
            {when(move || earlier.get(), move || view! { <p class="soft small">{t!(i18n, person.reminder.earlier)}</p> })}
            <FaultNote work=work/>
            <div role="status">{move || done.get().map(|done| said(i18n, done))}</div>
            {when(move || known.with(Option::is_some), move || view! { <End work=work known=known done=done/> })}
        </Screen>
    }
}

/// How often, from when, at what time, in which words.
#[component]
fn Fields(typed: TypedReminder) -> impl IntoView {
    let i18n = use_i18n();
    let choices = vec![
        Choice::new(say!(i18n, person.reminder.week)),
        Choice::new(say!(i18n, person.reminder.two_weeks)),
        Choice::new(say!(i18n, person.reminder.four_weeks)),
    ];
    view! {
        <OptionGroup
            name="every"
            legend=say!(i18n, person.reminder.every)
            legend_shown=true
            choices=choices
            chosen=typed.every
            on_choose=move |place| typed.every.set(Some(place))
        />
        <TextField
            id="first"
            label=say!(i18n, person.reminder.first)
            value=typed.first
            on_input=move |text| typed.first.set(text)
            error=Signal::derive(move || typed.day_error(i18n))
            kind="date"
            from=Signal::stored(Some(typed.today.to_string()))
            until=Signal::stored(Some(Rhythm::latest_first(typed.today).to_string()))
        />
        <TextField
            id="time"
            label=say!(i18n, person.reminder.time)
            value=typed.time
            on_input=move |text| typed.time.set(text)
            error=Signal::derive(move || typed.time_error(i18n))
            kind="time"
        />
        <TextField
            id="title"
            label=say!(i18n, person.reminder.words)
            hint=say!(i18n, person.reminder.words_hint)
            value=typed.title
            on_input=move |text| typed.title.set(text)
            max=60
        />
    }
}

/// Ends the reminder, and takes that back. One button for both, so that the focus stays where it is.
#[component]
fn End(work: Work, known: RwSignal<Option<Rhythm>>, done: RwSignal<Option<Done>>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let there = Memo::new(move |_| person.notebook.records.with(|records| records.settings.reminder.is_some()));
    let end = move |()| {
        done.set(None);
        let (to, then) =
            if there.get_untracked() { (None, Done::Ended) } else { (known.get_untracked(), Done::TakenBack) };
        work.run(person.preferences.change(move |settings| settings.reminder = to), move |()| done.set(Some(then)));
    };
    let word = move || if there.get() { say!(i18n, person.reminder.end) } else { say!(i18n, person.undo.undo) };
    view! { <Button kind=ButtonKind::Quiet on_press=end busy=work.busy>{word}</Button> }
}

/// What was just done, in words.
fn said(i18n: I18n, done: Done) -> AnyView {
    let words = match done {
        Done::Saved => say!(i18n, person.reminder.saved),
        Done::Ended => say!(i18n, person.reminder.ended),
        Done::TakenBack => say!(i18n, person.undo.taken_back),
    };
    view! { <Notice glyph=glyph::CHECK>{words}</Notice> }.into_any()
}
