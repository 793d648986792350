//! How the person likes things, and that they have begun at all.
use super::super::fault::Fault;
use super::notebook::Notebook;
use super::people::fresh_root;
use crate::platform::clock;
use crate::platform::note::LocalNote;
use domain::ask_again::AskAgain;
use domain::records::{Change, Record, Records, RootRecord, Settings};
use domain::time::Stamp;

/// Whether the first opening was finished here before, as far as the browser lets a page know at once.
pub(crate) fn was_opened() -> bool {
    LocalNote::Opened.is_there()
}

/// What is written first of all: that the person has begun, and what their keys come from.
pub(super) fn begun(records: &Records, now: Stamp, root: &RootRecord) -> Vec<Change> {
    let mut settings = records.settings.clone();
    settings.welcomed = settings.welcomed.or(Some(now));
    let mut changes = vec![Change::Put(Record::Settings(settings))];
    if records.identity.is_none() {
        changes.push(Change::Put(Record::Identity(root.clone())));
    }
    changes
}

/// That is on the disk.
pub(super) fn note_opened() {
    LocalNote::Opened.write("1");
}

/// How the person likes things.
pub struct Preferences {
    pub(super) notebook: &'static Notebook,
}

impl Preferences {
    /// Ends the first opening: the person has read what this is and says they are 16 or over. The first thing written.
    pub async fn finish_first_opening(&'static self) -> Result<(), Fault> {
        let (now, root) = (clock::now(), fresh_root());
        self.notebook.change(move |records| Ok((begun(records, now, &root), ()))).await?;
        note_opened();
        Ok(())
    }

    /// Keeps the day on which the person would like to be asked again; `None` lets it go.
    pub async fn set_ask_again(&'static self, ask: Option<AskAgain>) -> Result<(), Fault> {
        self.change(move |settings| settings.ask_again = ask).await
    }

    /// Changes how the person likes things.
    pub async fn change(&'static self, edit: impl Fn(&mut Settings) + 'static) -> Result<(), Fault> {
        self.notebook
            .change(move |records| {
                let mut settings = records.settings.clone();
                edit(&mut settings);
                Ok((vec![Change::Put(Record::Settings(settings))], ()))
            })
            .await
    }
}
