//! Get help now: whose numbers stand first, and the person's own contacts. What has to be there before the
//! lock, and before the first opening, is also a note beside the database, which is not sealed.
use super::super::fault::Fault;
use super::notebook::{Notebook, Ready};
use super::preferences::Preferences;
use crate::platform::note::LocalNote;
use domain::records::{Nation, OWN_CONTACTS_MAX, OwnContact};
use domain::visible::is_blank;
use leptos::prelude::*;

const NATIONS: [(Nation, &str); 4] = [
    (Nation::England, "england"),
    (Nation::Scotland, "scotland"),
    (Nation::Wales, "wales"),
    (Nation::NorthernIreland, "northern-ireland"),
];

/// The nation chosen on this phone.
pub fn chosen_nation() -> Option<Nation> {
    let note = LocalNote::Nation.read()?;
    NATIONS.into_iter().find(|(_, word)| *word == note).map(|(nation, _)| nation)
}

/// The person's own contacts, if they stand before the lock too.
pub fn own_before_lock() -> Vec<OwnContact> {
    LocalNote::OwnContacts.read().map(|note| read_own(&note)).unwrap_or_default()
}

/// What Get help now shows first.
pub struct Help {
    pub(super) notebook: &'static Notebook,
    pub(super) preferences: &'static Preferences,
}

impl Help {
    /// Puts one nation's numbers first. Works before the first opening and before the lock; the notebook learns it when
    /// it is open.
    pub async fn choose_nation(&'static self, nation: Option<Nation>) -> Result<(), Fault> {
        match NATIONS.into_iter().find(|(one, _)| Some(*one) == nation) {
            Some((_, word)) => LocalNote::Nation.write(word),
            None => LocalNote::Nation.remove(),
        }
        let welcomed = self.notebook.records.with_untracked(|records| records.settings.welcomed.is_some());
        if self.notebook.ready.get_untracked() == Ready::Open && welcomed {
            self.preferences.change(move |settings| settings.nation = nation).await?;
        }
        Ok(())
    }

    /// Keeps the person's own contacts: sealed, and outside the lock only if they said so. Whoever has no number is left
    /// out, and a name with nothing to see in it is none.
    pub async fn keep_own_contacts(
        &'static self,
        mut contacts: Vec<OwnContact>,
        before_lock: bool,
    ) -> Result<(), Fault> {
        contacts.retain(|one| !is_blank(&one.number));
        for one in &mut contacts {
            one.name = if is_blank(&one.name) { String::new() } else { on_one_line(&one.name) };
            one.number = on_one_line(&one.number);
        }
        contacts.truncate(OWN_CONTACTS_MAX);
        let note = (before_lock && !contacts.is_empty()).then(|| write_own(&contacts));
        self.preferences
            .change(move |settings| {
                settings.own_contacts.clone_from(&contacts);
                settings.own_before_lock = before_lock;
            })
            .await?;
        match note {
            Some(note) => LocalNote::OwnContacts.write(&note),
            None => LocalNote::OwnContacts.remove(),
        }
        Ok(())
    }
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn write_own(contacts: &[OwnContact]) -> String {
    contacts.iter().map(|one| format!("{}\t{}\n", one.name, one.number)).collect()
}

fn read_own(note: &str) -> Vec<OwnContact> {
    let pairs = note.lines().filter_map(|line| line.split_once('\t'));
    pairs.map(|(name, number)| OwnContact { name: name.into(), number: number.into() }).take(OWN_CONTACTS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::{OwnContact, read_own, write_own};

    #[test]
    fn own_contacts_survive_their_note() {
        let one = |name: &str, number: &str| OwnContact { name: name.into(), number: number.into() };
        let own = vec![one("My sister", "07700 900123"), one("", "020 7946 0000")];
        assert_eq!(read_own(&write_own(&own)), own);
        assert_eq!(read_own("no tab here\n"), []);
    }
}
