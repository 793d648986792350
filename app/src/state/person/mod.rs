//! The person's state in groups, each with its verbs beside it: a page says `person.lock.unlock(…)`. A group holds the
//! groups it uses and no others, so that none needs the whole. Only what crosses them all stands here: starting, and
//! deleting everything.
mod aside;
mod aspirations;
mod backup;
mod bringing;
mod changing;
mod check_ins;
mod copy_file;
mod delivery;
mod erase;
pub mod erased;
mod find_backup;
mod first_answer;
mod help;
mod lock;
mod notebook;
mod notes;
mod offline;
mod people;
mod permissions;
mod post;
mod preferences;
pub(super) mod start;
mod strays;
mod tries;
mod undo;
mod unfinished;
mod written;

pub use aside::{About, Opens, Why, stands_aside};
pub use copy_file::{MadeCopy, OpenedCopy, SafeCopy, last_copy, note_copy, wants_words};
pub use delivery::{Round, round};
pub use help::{chosen_nation, own_before_lock};
pub use notebook::{Ready, Saved};
pub use people::IntroductionFound;
pub use permissions::Permission;
pub use post::Connection;
pub(crate) use preferences::was_opened;
pub use tries::Tried;
pub use undo::{Action, Offer};
pub use written::ClaimFault;

use crate::platform::clock;
use crate::platform::part::Load;
use crate::store::Store;
use domain::instrument::ReadPack;
use domain::time::{Day, Stamp};
use leptos::prelude::*;

/// Handles to everything a page of the person's app reads or changes. Copy it freely.
#[derive(Clone, Copy)]
pub struct PersonState {
    /// The records, and the one way to change them.
    pub notebook: &'static notebook::Notebook,
    /// How the person likes things.
    pub preferences: &'static preferences::Preferences,
    /// Check-ins and their drafts.
    pub check_ins: &'static check_ins::CheckIns,
    /// Check-ins that a helper wrote down.
    pub written: &'static written::WrittenCheckIns,
    /// Notes.
    pub notes: &'static notes::Notes,
    /// Aspirations.
    pub aspirations: &'static aspirations::Aspirations,
    /// Words that are being written.
    pub unfinished: &'static unfinished::Unfinished,
    /// What was just done and can be taken back.
    pub undo: &'static undo::Undo,
    /// Get help now.
    pub help: &'static help::Help,
    /// Who may see what.
    pub permissions: &'static permissions::Permissions,
    /// The people somebody may share with.
    pub people: &'static people::People,
    /// Permissions that only the server knows.
    pub strays: &'static strays::Strays,
    /// When to turn to the server.
    pub post: &'static post::Post,
    /// The app lock, and the way into the notebook.
    pub lock: &'static lock::AppLock,
    /// What stands aside on this phone.
    pub aside: &'static aside::StandsAside,
    /// Safe copies as files.
    pub copy_file: &'static copy_file::CopyFile,
    /// The copy with the organisation.
    pub backup: &'static backup::Backups,
    /// What deleting everything has left.
    pub erased: &'static erased::Erased,
    /// What the browser keeps of the app itself.
    pub offline: &'static offline::Offline,
    /// What the page itself is told.
    pub page: &'static Page,
}

/// What a later part of the program brings to the state.
#[derive(Clone, Copy)]
pub struct Loads {
    /// Sealing, sending and fetching.
    pub round: Load<Round>,
    /// Reading packs that were given to this person.
    pub packs: Load<ReadPack>,
}

/// What the page is told by the phone and the browser.
pub struct Page {
    /// The civil day, also while a page stays open over midnight.
    pub today: RwSignal<Day>,
    /// When the app was opened.
    pub opened: Stamp,
}

/// A group lives as long as the page does: there is one state in a page, and closures that outlive a screen use it. So
/// a handle is one word, whatever it holds.
fn lasting<T>(group: T) -> &'static T {
    Box::leak(Box::new(group))
}

impl PersonState {
    /// The state over any store; nothing is opened yet.
    pub fn over(store: Store, loads: Loads) -> Self {
        let Loads { round: load_round, packs } = loads;
        let notebook = lasting(notebook::Notebook::over(store, packs));
        let preferences = lasting(preferences::Preferences { notebook });
        let undo = lasting(undo::Undo::new(notebook));
        let unfinished = lasting(unfinished::Unfinished::new(notebook, undo));
        let erased = lasting(erased::Erased::new());
        let post = lasting(post::Post::new(notebook, erased));
        let strays = lasting(strays::Strays::new(notebook, post));
        let backup = lasting(backup::Backups::new(notebook, post));
        let lock = lasting(lock::AppLock::new(notebook, unfinished, post, strays));
        let aside = lasting(aside::StandsAside::new(notebook, post));
        let page = Page { opened: clock::now(), today: RwSignal::new(clock::today()) };
        let offline = lasting(offline::Offline::new(notebook));
        notebook.follow_with(|changes| {
            post.after_commit(changes);
            offline.after_commit();
        });
        let delivery = lasting(delivery::Delivery { notebook, erased, post, strays, backup });
        post.carry_out_by(move || {
            Box::pin(async move {
                // Without its part nothing can be sent; what waits is kept, and the next look asks for the part again.
                if let Ok(round) = load_round().await {
                    round(delivery).await;
                }
            })
        });
        Self {
            notebook,
            preferences,
            check_ins: lasting(check_ins::CheckIns::new(notebook, undo)),
            written: lasting(written::WrittenCheckIns { notebook, undo, post }),
            notes: lasting(notes::Notes { notebook, undo }),
            aspirations: lasting(aspirations::Aspirations { notebook, undo }),
            unfinished,
            undo,
            help: lasting(help::Help { notebook, preferences }),
            permissions: lasting(permissions::Permissions { notebook, undo, post }),
            people: lasting(people::People { notebook, post }),
            strays,
            post,
            lock,
            aside,
            copy_file: lasting(copy_file::CopyFile { notebook, lock, aside, post }),
            backup,
            erased,
            offline,
            page: lasting(page),
        }
    }
}

/// The person's state, from any component below `provide_person`.
pub fn use_person() -> PersonState {
    expect_context()
}
