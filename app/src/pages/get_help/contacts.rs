//! The numbers of `contacts/uk.json`, built in so that they are there at once and with no signal. Only lines whose
//! number and hours are well sourced are listed; a test holds the file to that list.
use crate::components::Reach;
use domain::records;
use domain::time::Day;

// `REVIEWED` and `CONTACTS`, written by the build script from the file.
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
    use super::{CONTACTS, HelpNation, contacts_reviewed};

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
