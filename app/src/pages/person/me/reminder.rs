//! A reminder: an entry for the phone's own calendar, with a title that says nothing to others; and the end of one, as
//! far as Waymark can: what stands in the calendar is taken out there.
use crate::components::{Back, Button, ButtonKind, Choice, Notice, OptionGroup, Screen, TextField, glyph};
use crate::i18n::*;
use crate::pages::person::shell::hand_out::HandOut;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::files::Handout;
use crate::platform::{clock, random};
use crate::state::{Fault, use_person};
use crate::words::say;
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

/// How often and when, as a file for the phone's own calendar; it leaves no trace with anybody.
#[component]
pub fn ReminderPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let (today, held) = (clock::today(), person.notebook.records.with_untracked(|records| records.settings.reminder));
    // The latest one: it stays at hand when it is ended, so that it can be taken back for as long as the page is open.
    let known = RwSignal::new(held);
    let there = Memo::new(move |_| person.notebook.records.with(|records| records.settings.reminder.is_some()));
    let (done, asked) = (RwSignal::new(None::<Done>), RwSignal::new(false));
    let every = held.and_then(|it| EVERY.iter().position(|every| *every == it.every)).unwrap_or(1);
    let every = RwSignal::new(Some(every));
    let first = RwSignal::new(held.map_or(today.add_days(14), |it| it.next(today)).to_string());
    let time = RwSignal::new("18:00".to_owned());
    let title = RwSignal::new(say!(i18n, person.reminder.title_plain));
    let day_error = Signal::derive(move || match (asked.get(), first.with(|text| Day::parse(text))) {
        (true, Err(_)) => Some(say!(i18n, person.reminder.no_day)),
        (true, Ok(day)) if !Rhythm::may_begin(day, today) => Some(say!(i18n, person.reminder.far_day)),
        _ => None,
    });
    let time_error = Signal::derive(move || {
        (asked.get() && time.with(|text| parse_time(text).is_none())).then(|| say!(i18n, person.reminder.no_time))
    });
    let file = RwSignal::new_local(None::<Handout>);
    // An entry in the calendar stays there when another is made.
    let earlier = RwSignal::new(held.is_some());
    // An entry that was made before something was changed is not the one asked for now.
    Effect::new(move |_| {
        every.track();
        first.track();
        time.track();
        title.track();
        file.set(None);
    });
    let save = move |()| {
        asked.set(true);
        done.set(None);
        let day = first.with_untracked(|text| Day::parse(text).ok().filter(|day| Rhythm::may_begin(*day, today)));
        let hour = time.with_untracked(|text| parse_time(text));
        let (Some(first), Some(time)) = (day, hour) else { return };
        let every = every.get_untracked().and_then(|place| EVERY.get(place)).copied().unwrap_or(Every::TwoWeeks);
        let (id, title, made) = (random::make_bytes(), title.get_untracked(), clock::now().at);
        let rhythm = Rhythm { first, every };
        let entry = calendar(&Reminder { id, title, first, time, every, made });
        let keep = async move {
            let made = Handout::make("reminder.ics", "text/calendar;charset=utf-8", entry.as_bytes());
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
    // One button for both, so that the focus stays where it is.
    let end = move |()| {
        done.set(None);
        let (to, then) =
            if there.get_untracked() { (None, Done::Ended) } else { (known.get_untracked(), Done::TakenBack) };
        work.run(person.preferences.change(move |settings| settings.reminder = to), move |()| done.set(Some(then)));
    };
    let end_word = move || if there.get() { say!(i18n, person.reminder.end) } else { say!(i18n, person.undo.undo) };
    let said = move || {
        let words = match done.get()? {
            Done::Saved => say!(i18n, person.reminder.saved),
            Done::Ended => say!(i18n, person.reminder.ended),
            Done::TakenBack => say!(i18n, person.undo.taken_back),
        };
        Some(view! { <Notice glyph=glyph::CHECK>{words}</Notice> })
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
    let choices = vec![
        Choice::new(say!(i18n, person.reminder.week)),
        Choice::new(say!(i18n, person.reminder.two_weeks)),
        Choice::new(say!(i18n, person.reminder.four_weeks)),
    ];
    view! {
        <Screen
            title=say!(i18n, person.reminder.title)
            lede=say!(i18n, person.reminder.lede)
            back=Back::to("/me").named(say!(i18n, person.me.title))
            dock=dock
        >
            <OptionGroup
                name="every"
                legend=say!(i18n, person.reminder.every)
                legend_shown=true
                choices=choices
                chosen=every
                on_choose=move |place| every.set(Some(place))
            />
            <TextField
                id="first"
                label=say!(i18n, person.reminder.first)
                value=first
                on_input=move |text| first.set(text)
                error=day_error
                kind="date"
                from=Signal::stored(Some(today.to_string()))
                until=Signal::stored(Some(Rhythm::latest_first(today).to_string()))
            />
            <TextField
                id="time"
                label=say!(i18n, person.reminder.time)
                value=time
                on_input=move |text| time.set(text)
                error=time_error
                kind="time"
            />
            <TextField
                id="title"
                label=say!(i18n, person.reminder.words)
                hint=say!(i18n, person.reminder.words_hint)
                value=title
                on_input=move |text| title.set(text)
                max=60
            />
            {move || earlier.get().then(|| view! { <p class="soft small">{t!(i18n, person.reminder.earlier)}</p> })}
            <FaultNote work=work/>
            <div role="status">{said}</div>
            {move || {
                known
                    .with(Option::is_some)
                    .then(|| {
                        view! {
                            <Button kind=ButtonKind::Quiet on_press=end busy=work.busy>{end_word}</Button>
                        }
                    })
            }}
        </Screen>
    }
}
