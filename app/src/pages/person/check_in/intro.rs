//! Before a check-in: what it is for, how long, that nobody is watching, that one can stop, skip and go back; and which one.
use super::sheet_day::{SheetDayField, sheet_fault};
use crate::components::{
    Art, Back, Button, CheckboxRow, Choice, Facts, Heading, LinkButton, Notice, OptionGroup, Promise, QuietLink, STILE,
    Screen, glyph, when,
};
use crate::i18n::*;
use crate::pages::person::check_in::CheckInScreen;
use crate::pages::person::check_in::going_on;
use crate::pages::person::shell::go::use_go;
use crate::pages::person::shell::names;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::clock;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::begin::{minutes, offered, usual};
use domain::check_in::Draft;
use domain::id::CheckInId;
use domain::instrument::Instrument;
use domain::journey;
use domain::records::Records;
use domain::time::Day;
use leptos::prelude::*;

/// The page before the first statement.
#[component]
pub fn IntroPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let work = Work::new();
    let packs = person.notebook.instruments().with_untracked(|all| offered(all, clock::today()));
    let place = |records: &Records| packs.iter().position(|it| Some(it.pack.id.as_str()) == usual(records));
    let chosen = RwSignal::new(person.notebook.records.with_untracked(place).unwrap_or(0));
    let choices: Vec<Choice> = packs.iter().map(|it| choice(i18n, it)).collect();
    let count = choices.len();
    let packs = StoredValue::new(packs);
    let items = move || packs.with_value(|packs| packs.get(chosen.get()).map_or(0, |it| it.pack.items.len()));
    let sheet = move || packs.with_value(|packs| packs.get(chosen.get()).is_some_and(Instrument::answer_sheet));
    let paper = Paper::new();
    let done = Memo::new(move |_| {
        let pack = packs.with_value(|packs| packs.get(chosen.get()).map(|it| it.pack.id.clone()))?;
        person
            .notebook
            .records
            .with(|records| journey::just_done(&pack, records.check_ins.values(), person.page.today.get()))
    });
    let start = move |()| {
        let Some(instrument) = packs.with_value(|packs| packs.get(chosen.get_untracked()).cloned()) else { return };
        let Ok(day) = paper.ask(person.page.today.get_untracked()) else { return };
        work.run(async move { person.check_ins.start_draft(&instrument, day).await }, move |id| {
            // A check-in that was begun before goes on where it was.
            let at = person
                .notebook
                .records
                .with_untracked(|records| records.drafts.get(&id).and_then(|draft| draft.goes_on_at()));
            go.to(&going_on(id, at));
        });
    };
    let dock = move || view! { <Button on_press=start busy=work.busy>{t!(i18n, person.begin.start)}</Button> };
    if count == 0 {
        let back = move || view! { <LinkButton href="/">{t!(i18n, errors.not_found.back)}</LinkButton> };
        return view! { <Screen title=say!(i18n, person.begin.none) back=Back::to("/") dock=back>""</Screen> }
            .into_any();
    }
    view! {
        <Screen
            title=say!(i18n, person.begin.title)
            lede=say!(i18n, person.begin.lede)
            back=Back::to("/").named(say!(i18n, parts.today))
            heading=Heading::Huge
            beside=move || view! { <Art drawing=STILE/> }
            dock=dock
        >
            {promises(i18n, items)}
            <div class="ruled-off low">
                <OptionGroup
                    name="which"
                    legend=say!(i18n, person.begin.which)
                    legend_shown=true
                    choices=choices
                    chosen=Signal::derive(move || Some(chosen.get()))
                    on_choose=move |place| chosen.set(place)
                    on_go=start
                />
                <p class="soft small" aria-live="polite">
                    {move || sheet().then_some(t!(i18n, person.begin.sheet_how))}
                </p>
                <div aria-live="polite">
                    {move || done.get().filter(|_| !paper.ticked.get()).map(|(id, ago)| soon(i18n, id, ago))}
                </div>
                <PaperDay paper=paper/>
            </div>
            <FaultNote work=work/>
        </Screen>
    }
    .into_any()
}

/// How long it takes, and what is promised.
fn promises(i18n: I18n, items: impl Fn() -> usize + Copy + Send + Sync + 'static) -> AnyView {
    view! {
        <Facts rows=vec![
            ((move || items().to_string()).into(), say!(i18n, person.begin.statements).into()),
            ((move || minutes(items()).to_string()).into(), say!(i18n, person.begin.minutes).into()),
        ]/>
        <ul class="promise">
            <Promise glyph=glyph::EYE_OFF>{t!(i18n, person.begin.nobody)}</Promise>
            <Promise glyph=glyph::UNDO_2>{t!(i18n, person.begin.stop)}</Promise>
            <Promise glyph=glyph::SMARTPHONE>{t!(i18n, person.begin.kept)}</Promise>
        </ul>
        <p class="soft small sub">{t!(i18n, person.begin.as_written)}</p>
    }
    .into_any()
}

/// Whether it is typed in from paper, and of which day the paper is.
#[derive(Clone, Copy)]
struct Paper {
    ticked: RwSignal<bool>,
    typed: RwSignal<String>,
    day: Memo<Option<Day>>,
    asked: RwSignal<bool>,
}

impl Paper {
    fn new() -> Self {
        let typed = RwSignal::new(String::new());
        let day = Memo::new(move |_| typed.with(|text| Day::parse(text).ok()));
        Self { ticked: RwSignal::new(false), typed, day, asked: RwSignal::new(false) }
    }

    /// The day of the sheet, none if there is no paper; an error while no day stands there that may be one, and then the
    /// field says so.
    fn ask(self, today: Day) -> Result<Option<Day>, ()> {
        if !self.ticked.get_untracked() {
            return Ok(None);
        }
        let day = self.day.get_untracked().filter(|day| Draft::may_bear(*day, today));
        if day.is_none() {
            self.asked.set(true);
        }
        day.map(Some).ok_or(())
    }
}

/// "From paper", and then the day of the sheet.
#[component]
fn PaperDay(paper: Paper) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let error = Signal::derive(move || match (paper.day.get(), paper.typed.with(String::is_empty)) {
        (Some(day), _) => sheet_fault(i18n, day, person.page.today.get()),
        (None, false) => Some(say!(i18n, person.begin.paper_wrong)),
        (None, true) => paper.asked.get().then(|| say!(i18n, person.begin.paper_first)),
    });
    view! {
        <div class="rows">
            <CheckboxRow
                label=say!(i18n, person.begin.paper)
                hint=say!(i18n, person.begin.paper_hint)
                checked=paper.ticked
                on_change=move |on| paper.ticked.set(on)
            />
        </div>
        {when(move || paper.ticked.get(), move || view! {
            <SheetDayField hint=say!(i18n, person.begin.paper_day_hint) typed=paper.typed error=error/>
        })}
    }
}

/// A soft word, never in the way: the same one was done a few days ago.
fn soon(i18n: I18n, id: CheckInId, ago: i32) -> AnyView {
    let line = match ago {
        0 => say!(i18n, person.begin.soon_today),
        1 => say!(i18n, person.begin.soon_yesterday),
        _ => say!(i18n, person.begin.soon_days, days = ago),
    };
    view! {
        <Notice>
            <p>{line}</p>
            <QuietLink href=CheckInScreen::Result.path(&[&id])>{t!(i18n, person.begin.soon_see)}</QuietLink>
        </Notice>
    }
    .into_any()
}

fn choice(i18n: I18n, instrument: &Instrument) -> Choice {
    if instrument.practice() {
        Choice::new(say!(i18n, person.begin.practice)).hint(say!(i18n, person.begin.practice_hint))
    } else if instrument.answer_sheet() {
        // The one that is built in, or one of a deployer's, by its own name.
        let title = match instrument.pack.id.as_str() {
            "reqol-10" => say!(i18n, person.begin.sheet),
            _ => say!(i18n, person.begin.sheet_of, title = instrument.pack.title.as_str()),
        };
        Choice::new(title).hint(say!(i18n, person.begin.sheet_hint))
    } else if instrument.key_areas() {
        Choice::new(names::title(i18n, instrument)).hint(say!(i18n, person.begin.areas_hint))
    } else {
        let hint = say!(i18n, person.begin.licensed_hint, count = instrument.pack.items.len());
        Choice::new(names::title(i18n, instrument)).hint(hint)
    }
}
