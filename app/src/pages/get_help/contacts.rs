//! The numbers of `contacts/uk.json`, built in so that they are there at once and with no signal. Only lines whose
//! number and hours are well sourced are listed; a test holds the file to that list.
use crate::components::Reach;
use domain::time::Day;
use serde::Deserialize;

const FILE: &str = include_str!("../../../contacts/uk.json");

/// Where a line answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Nation {
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Way {
    Call,
    Text,
}

/// One line to call or text.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contact {
    /// Where it answers.
    pub(crate) nation: Nation,
    /// What it is called.
    pub(crate) name: String,
    /// The number as people write it.
    pub(crate) number: String,
    reach: Way,
    /// What to text.
    pub(crate) message: Option<String>,
    /// Who it is for and when it answers.
    pub(crate) hint: String,
    #[allow(dead_code, reason = "for whoever reviews the file; never shown")]
    source: String,
}

/// The whole file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contacts {
    /// The day the numbers were last checked.
    pub(crate) reviewed: Day,
    /// Lines for everyone first, then nation by nation.
    pub(crate) contacts: Vec<Contact>,
}

impl Contact {
    /// Call or text.
    pub(crate) fn reach(&self) -> Reach {
        match self.reach {
            Way::Call => Reach::Call,
            Way::Text => Reach::Text,
        }
    }
}

impl Contacts {
    /// The built-in file; `None` only if it is broken, which the test below rules out.
    pub(crate) fn built_in() -> Option<Self> {
        serde_json::from_str(FILE).ok()
    }

    /// The lines of one nation, in their order.
    pub(crate) fn of(&self, nation: Nation) -> impl Iterator<Item = &Contact> {
        self.contacts.iter().filter(move |contact| contact.nation == nation)
    }
}

#[cfg(test)]
mod tests {
    use super::{Contacts, Nation};

    #[test]
    fn the_numbers_are_exactly_the_well_sourced_ones() {
        let contacts = Contacts::built_in().unwrap().contacts;
        let rows: Vec<_> = contacts.iter().map(|it| (it.nation, it.number.as_str())).collect();
        let expected = [
            (Nation::Uk, "999"),
            (Nation::Uk, "116 123"),
            (Nation::Uk, "85258"),
            (Nation::Uk, "0800 068 4141"),
            (Nation::England, "111"),
            (Nation::Scotland, "111"),
            (Nation::Scotland, "0800 83 85 87"),
            (Nation::Wales, "111"),
            (Nation::NorthernIreland, "0808 808 8000"),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn lines_for_everyone_stand_first_and_danger_before_all() {
        let contacts = Contacts::built_in().unwrap().contacts;
        assert_eq!(contacts[0].number, "999");
        let first_nation = contacts.iter().position(|it| it.nation != Nation::Uk).unwrap();
        assert!(contacts[first_nation..].iter().all(|it| it.nation != Nation::Uk));
    }

    #[test]
    fn hours_that_are_not_well_sourced_are_not_given() {
        let contacts = Contacts::built_in().unwrap().contacts;
        let papyrus = contacts.iter().find(|it| it.name.starts_with("Papyrus")).unwrap();
        assert_eq!(papyrus.hint, "If you are under 35.");
    }
}
