//! What is chosen before a check-in is written down: how, with whom, with what, and the day on a sheet. A digit chooses in
//! the list that is in turn, and the next list is in turn then.
use crate::platform::clock;
use crate::state::worker::helping::{HelpStart, HelpWay, HelpWhom};
use domain::check_in::Draft;
use domain::id::PersonId;
use domain::instrument::{HOW_ARE_THINGS, Instrument};
use domain::time::Day;
use leptos::prelude::*;

/// The lists, in their turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StartList {
    Way,
    Whom,
    Which,
    Day,
}

/// Which day is on the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SheetDay {
    Today,
    Yesterday,
    Another,
}

impl SheetDay {
    pub(super) const ALL: [Self; 3] = [Self::Today, Self::Yesterday, Self::Another];
}

/// What is still to be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotChosen {
    Way,
    Whom,
    Which,
    Day,
}

/// See the module. Nothing of it outlives its page.
#[derive(Clone, Copy)]
pub(super) struct StartChoices {
    pub(super) way: RwSignal<Option<HelpWay>>,
    pub(super) whom: RwSignal<Option<HelpWhom>>,
    /// A questionnaire, by its name.
    pub(super) which: RwSignal<String>,
    pub(super) day: RwSignal<Option<SheetDay>>,
    /// Another day, as it is typed.
    pub(super) typed: RwSignal<String>,
    pub(super) named: RwSignal<bool>,
    pub(super) turn: RwSignal<StartList>,
}

impl StartChoices {
    pub(super) fn new(whom: Option<HelpWhom>) -> Self {
        Self {
            way: RwSignal::new(None),
            whom: RwSignal::new(whom),
            which: RwSignal::new(HOW_ARE_THINGS.to_owned()),
            day: RwSignal::new(None),
            typed: RwSignal::new(String::new()),
            named: RwSignal::new(false),
            turn: RwSignal::new(StartList::Way),
        }
    }

    /// Whether the day on a sheet is asked.
    pub(super) fn is_paper(self) -> bool {
        self.way.get() == Some(HelpWay::FromPaper)
    }

    pub(super) fn choose_way(self, place: usize) {
        if let Some(way) = HelpWay::ALL.get(place) {
            self.way.set(Some(*way));
            self.turn.set(if self.whom.get_untracked().is_none() { StartList::Whom } else { StartList::Which });
        }
    }

    /// By the place in the list; after the last of them comes who has no app.
    pub(super) fn choose_whom(self, people: &[PersonId], place: usize) {
        let whom = match people.get(place) {
            Some(person) => HelpWhom::Met(*person),
            None if place == people.len() => HelpWhom::NoApp,
            None => return,
        };
        self.whom.set(Some(whom));
        self.turn.set(StartList::Which);
    }

    pub(super) fn choose_which(self, offers: &[Instrument], place: usize) {
        if let Some(instrument) = offers.get(place) {
            self.which.set(instrument.pack.id.clone());
            let paper = self.way.get_untracked() == Some(HelpWay::FromPaper);
            self.turn.set(if paper { StartList::Day } else { StartList::Which });
        }
    }

    pub(super) fn choose_day(self, place: usize) {
        if let Some(day) = SheetDay::ALL.get(place) {
            self.day.set(Some(*day));
            if *day == SheetDay::Another && self.typed.with_untracked(String::is_empty) {
                // The month and the year are mostly right; the day is not, and is asked for.
                self.typed.set(clock::today().to_string());
            }
        }
    }

    /// The day on the sheet, if one is chosen that a sheet may bear.
    fn sheet(self, today: Day) -> Option<Day> {
        sheet_day(self.day.get_untracked()?, &self.typed.get_untracked(), today)
    }

    /// Everything, or what is missing.
    pub(super) fn start(self, offers: &[Instrument]) -> Result<HelpStart, NotChosen> {
        let way = self.way.get_untracked().ok_or(NotChosen::Way)?;
        let whom = self.whom.get_untracked().ok_or(NotChosen::Whom)?;
        let which = self.which.get_untracked();
        let instrument = offers.iter().find(|it| it.pack.id == which).cloned().ok_or(NotChosen::Which)?;
        let sheet = match way {
            HelpWay::FromPaper => Some(self.sheet(clock::today()).ok_or(NotChosen::Day)?),
            _ => None,
        };
        Ok(HelpStart { way, whom, instrument, sheet, named: self.named.get_untracked() })
    }
}

/// Another day is neither today nor yesterday: those have a line of their own, and the field begins with today.
fn sheet_day(chosen: SheetDay, typed: &str, today: Day) -> Option<Day> {
    let yesterday = today.add_days(-1);
    match chosen {
        SheetDay::Today => Some(today),
        SheetDay::Yesterday => Some(yesterday),
        SheetDay::Another => Day::parse(typed).ok().filter(|day| Draft::may_bear(*day, today) && *day < yesterday),
    }
}

#[cfg(test)]
mod tests {
    use super::{SheetDay, sheet_day};
    use domain::time::Day;

    #[test]
    fn another_day_has_to_be_another_one() {
        let day = |text: &str| Day::parse(text).unwrap();
        let today = day("2026-05-12");
        for (typed, found) in [
            ("2026-05-10", Some(day("2026-05-10"))),
            ("2026-05-11", None),
            ("2026-05-12", None),
            ("2026-05-13", None),
            ("0026-05-10", None),
            ("", None),
        ] {
            assert_eq!(sheet_day(SheetDay::Another, typed, today), found, "{typed}");
        }
        assert_eq!(sheet_day(SheetDay::Today, "", today), Some(today));
        assert_eq!(sheet_day(SheetDay::Yesterday, "", today), Some(day("2026-05-11")));
    }
}
