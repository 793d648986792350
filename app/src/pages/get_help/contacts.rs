//! The numbers of `contacts/uk.json`, built in so that they are there at once and with no signal. Only lines whose
//! number and hours are well sourced are listed; a test holds the file to that list.
use crate::components::Reach;
use domain::records;
use domain::time::Day;

// `REVIEWED`, `CONTACTS` and `AREAS`, written by the build script from the file.
include!(concat!(env!("OUT_DIR"), "/contacts.rs"));

/// Where a line answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HelpNation {
    /// Everywhere in the United Kingdom.
    Uk,
    /// England.
    England,
    /// Scotland.
    Scotland,
    /// Wales.
    Wales,
    /// Northern Ireland.
    NorthernIreland,
}

impl HelpNation {
    /// As the notebook keeps it; nothing for the whole kingdom.
    pub(crate) const fn kept(self) -> Option<records::Nation> {
        Some(match self {
            Self::Uk => return None,
            Self::England => records::Nation::England,
            Self::Scotland => records::Nation::Scotland,
            Self::Wales => records::Nation::Wales,
            Self::NorthernIreland => records::Nation::NorthernIreland,
        })
    }
}

impl From<records::Nation> for HelpNation {
    fn from(nation: records::Nation) -> Self {
        match nation {
            records::Nation::England => Self::England,
            records::Nation::Scotland => Self::Scotland,
            records::Nation::Wales => Self::Wales,
            records::Nation::NorthernIreland => Self::NorthernIreland,
        }
    }
}

/// One line to call or text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HelpLine {
    /// Where it answers.
    nation: HelpNation,
    /// What it is called.
    pub(crate) name: &'static str,
    /// The number as people write it.
    pub(crate) number: &'static str,
    /// Call or text.
    pub(crate) reach: Reach,
    /// What to text.
    pub(crate) message: Option<&'static str>,
    /// Who it is for and when it answers.
    pub(crate) hint: &'static str,
}

/// Somebody whom the deployer names for a part of life.
#[derive(Debug, Clone, Copy)]
struct AreaLine {
    /// The part, by its id among the key life areas.
    area: &'static str,
    /// The last day on which it is shown, `YYYY-MM-DD`.
    review_by: &'static str,
    /// How to reach them.
    line: HelpLine,
}

/// Who can help with that part of life, if the deployer names somebody and it was to be checked again not before `today`.
pub(crate) fn who_helps(area: &str, today: Day) -> Option<HelpLine> {
    in_date(AREAS, area, today)
}

fn in_date(lines: &[AreaLine], area: &str, today: Day) -> Option<HelpLine> {
    let found = lines.iter().find(|it| it.area == area)?;
    Day::parse(found.review_by).is_ok_and(|last| today <= last).then_some(found.line)
}

/// The lines of one nation, in their order.
pub(crate) fn contacts_of(nation: HelpNation) -> impl Iterator<Item = HelpLine> {
    CONTACTS.iter().copied().filter(move |contact| contact.nation == nation)
}

/// The day the numbers were last checked; `None` only if the file holds no day, which the test below rules out.
pub(crate) fn contacts_reviewed() -> Option<Day> {
    Day::parse(REVIEWED).ok()
}

#[cfg(test)]
mod tests {
    use super::{AREAS, AreaLine, CONTACTS, HelpLine, HelpNation, contacts_reviewed, in_date};
    use crate::components::Reach;
    use domain::time::Day;

    #[test]
    fn whoever_is_named_for_a_part_of_life_is_shown_until_it_is_to_be_checked_again() {
        let line = HelpLine {
            nation: HelpNation::Uk,
            name: "The money desk",
            number: "01632 960001",
            reach: Reach::Call,
            message: None,
            hint: "Mondays.",
        };
        let lines = [AreaLine { area: "money", review_by: "2027-01-31", line }];
        for (area, today, shown) in
            [("money", "2027-01-31", true), ("money", "2027-02-01", false), ("home", "2027-01-31", false)]
        {
            let today = Day::parse(today).unwrap();
            assert_eq!(in_date(&lines, area, today).is_some(), shown, "{area} {today}");
        }
        assert!(AREAS.is_empty(), "who that is, is different from place to place: none is shipped");
    }

    #[test]
    fn the_numbers_are_exactly_the_well_sourced_ones() {
        let rows: Vec<_> = CONTACTS.iter().map(|it| (it.nation, it.number)).collect();
        let expected = [
            (HelpNation::Uk, "999"),
            (HelpNation::Uk, "116 123"),
            (HelpNation::Uk, "85258"),
            (HelpNation::Uk, "0800 068 4141"),
            (HelpNation::England, "111"),
            (HelpNation::Scotland, "111"),
            (HelpNation::Scotland, "0800 83 85 87"),
            (HelpNation::Wales, "111"),
            (HelpNation::NorthernIreland, "0808 808 8000"),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn lines_for_everyone_stand_first_and_danger_before_all() {
        assert_eq!(CONTACTS[0].number, "999");
        let first_nation = CONTACTS.iter().position(|it| it.nation != HelpNation::Uk).unwrap();
        assert!(CONTACTS[first_nation..].iter().all(|it| it.nation != HelpNation::Uk));
    }

    #[test]
    fn hours_that_are_not_well_sourced_are_not_given() {
        let papyrus = CONTACTS.iter().find(|it| it.name.starts_with("Papyrus")).unwrap();
        assert_eq!(papyrus.hint, "If you are under 35.");
    }
    #[test]
    fn the_file_says_when_it_was_checked() {
        assert!(contacts_reviewed().is_some());
    }
}
