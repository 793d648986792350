//! Before a check-in: what it is for, how long, that nobody is watching, that one can stop, skip and go back; and which one.
use super::sheet_day::{SheetDayField, sheet_fault};
use crate::components::{
    Art, Back, Button, CheckboxRow, Choice, Facts, Heading, LinkButton, Notice, OptionGroup, Promise, QuietLink, STILE,
    Screen, glyph,
};
use crate::i18n::*;
use crate::pages::person::shell::go::use_go;
use crate::pages::person::shell::names;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::clock;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::check_in::Draft;
use domain::id::CheckInId;
use domain::instrument::{Instrument, choose};
use domain::journey;
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
    let draft =
        person.notebook.records.with_untracked(|records| records.drafts.values().next().map(|it| it.pack.id.clone()));
    let last = person.notebook.records.with_untracked(|records| {
        records.check_ins.values().max_by_key(|it| it.completed.at).map(|it| it.pack.id.clone())
    });
    let usual = draft.or(last);
    let chosen = RwSignal::new(packs.iter().position(|it| Some(&it.pack.id) == usual.as_ref()).unwrap_or(0));
    let choices: Vec<Choice> = packs.iter().map(|it| choice(i18n, it)).collect();
    let count = choices.len();
    let packs = StoredValue::new(packs);
    let items = move || packs.with_value(|packs| packs.get(chosen.get()).map_or(0, |it| it.pack.items.len()));
    let sheet = move || packs.with_value(|packs| packs.get(chosen.get()).is_some_and(Instrument::answer_sheet));
    let (paper, typed, asked) = (RwSignal::new(false), RwSignal::new(String::new()), RwSignal::new(false));
    let day = Memo::new(move |_| typed.with(|text| Day::parse(text).ok()));
    let sheet_day = Memo::new(move |_| day.get().filter(|day| Draft::may_bear(*day, person.page.today.get())));
    let error = Signal::derive(move || match (day.get(), typed.with(String::is_empty)) {
        (Some(day), _) => sheet_fault(i18n, day, person.page.today.get()),
        (None, false) => Some(say!(i18n, person.begin.paper_wrong)),
        (None, true) => asked.get().then(|| say!(i18n, person.begin.paper_first)),
    });
    let done = Memo::new(move |_| {
        let pack = packs.with_value(|packs| packs.get(chosen.get()).map(|it| it.pack.id.clone()))?;
        person
            .notebook
            .records
            .with(|records| journey::just_done(&pack, records.check_ins.values(), person.page.today.get()))
    });
    let start = move |()| {
        let Some(instrument) = packs.with_value(|packs| packs.get(chosen.get_untracked()).cloned()) else { return };
        let day = if paper.get_untracked() { sheet_day.get_untracked() } else { None };
        if paper.get_untracked() && day.is_none() {
            return asked.set(true);
        }
        work.run(async move { person.check_ins.start_draft(&instrument, day).await }, move |id| {
            // A check-in that was begun before goes on where it was.
            let at = person.notebook.records.with_untracked(|records| {
                records.drafts.get(&id).filter(|draft| draft.company.is_some()).map(|draft| draft.at_item + 1)
            });
            match at {
                Some(at) => go.to(&format!("/check-in/{id}/{at}")),
                None => go.to(&format!("/check-in/{id}/company")),
            }
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
                    {move || done.get().filter(|_| !paper.get()).map(|(id, ago)| soon(i18n, id, ago))}
                </div>
                <div class="rows">
                    <CheckboxRow
                        label=say!(i18n, person.begin.paper)
                        hint=say!(i18n, person.begin.paper_hint)
                        checked=paper
                        on_change=move |on| paper.set(on)
                    />
                </div>
                {move || {
                    paper.get().then(|| {
                        view! {
                            <SheetDayField hint=say!(i18n, person.begin.paper_day_hint) typed=typed error=error/>
                        }
                    })
                }}
            </div>
            <FaultNote work=work/>
        </Screen>
    }
    .into_any()
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
            <QuietLink href=format!("/check-ins/{id}")>{t!(i18n, person.begin.soon_see)}</QuietLink>
        </Notice>
    }
    .into_any()
}

/// About how many minutes so many statements take, at four a minute; never fewer than two, which nobody has to hurry for.
fn minutes(items: usize) -> usize {
    items.div_ceil(4).max(2)
}

/// One of each questionnaire that can be started today.
fn offered(all: &[Instrument], today: Day) -> Vec<Instrument> {
    let mut ids: Vec<&str> = Vec::new();
    for it in all {
        if !ids.contains(&it.pack.id.as_str()) {
            ids.push(&it.pack.id);
        }
    }
    ids.into_iter().filter_map(|id| choose(all, id, today).cloned()).collect()
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

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn a_longer_questionnaire_says_that_it_takes_longer() {
        for (items, wanted) in [(1, 2), (10, 3), (11, 3), (12, 3), (13, 4), (21, 6)] {
            assert_eq!(minutes(items), wanted, "{items}");
        }
    }
}
