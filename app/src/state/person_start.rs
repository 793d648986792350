//! How the person's app starts: the store is opened, the picture filled, and the page listens from then on to the
//! network, to other tabs and to a waiting new version. No request is made before an introduction is opened.
use super::fault::Fault;
use super::person::{Connection, PersonState, Ready, Saved};
use super::person_backup::Rest;
use super::person_erase::left_to_send;
use super::person_introduction::fresh_root;
use super::person_sync::Round;
use crate::platform::note::Note;
use crate::platform::part::Load;
use crate::platform::{clock, connection, events, look, service_worker, tabs};
use crate::store::{Store, StoreError};
use domain::records::{Change, Record, Records, Settings, Theme};
use domain::sync::outbox::Outbox;
use domain::sync::rounds::{Reason, Rounds};
use domain::visible::is_blank;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// Whether the first opening was finished here before, as far as the browser lets a page know at once.
pub(crate) fn was_opened() -> bool {
    Note::Opened.is_there()
}

/// How often the inbox is asked while the page can be seen.
const POLL_MS: u32 = 30_000;

/// How long an open app goes on before it looks for a new version, when it is seen again.
const UPDATE_LOOK_MS: f64 = 6.0 * 3_600_000.0;

/// Makes the person's state, puts it into context and begins to open the store.
pub fn provide_person(load_sync: Load<Round>) -> PersonState {
    let person = PersonState::over(Store::of_this_phone(), load_sync);
    provide_context(person);
    // Not before the records are open: until then the page wears what `load.js` remembered.
    let started_in = look::language();
    Effect::new(move |_| {
        if person.ready.get() == Ready::Open {
            person.records.with(|records| {
                let Settings { theme, text_percent, more_contrast, less_movement, language, .. } = &records.settings;
                let theme = match theme {
                    Theme::System => "",
                    Theme::Light => "light",
                    Theme::Dark => "dark",
                };
                let language = language.as_deref().unwrap_or_default();
                look::show(theme, *text_percent, *more_contrast, *less_movement, language);
                // Read back: a browser that keeps no notes would start again for ever.
                if look::language() != started_in {
                    look::start_again();
                }
            });
        }
    });
    spawn_local(async move {
        person.open().await;
        person.listen();
    });
    person
}

impl PersonState {
    /// The state over any store; nothing is opened yet.
    pub fn over(store: Store, load_sync: Load<Round>) -> Self {
        let records = RwSignal::new(Records::default());
        Self {
            records,
            instruments: StoredValue::new(None),
            owner: StoredValue::new(Owner::current()),
            ready: RwSignal::new(Ready::Opening),
            lock: RwSignal::new(None),
            saved: RwSignal::new(Saved::Untouched),
            connection: RwSignal::new(Connection::Online),
            loss: RwSignal::new(None),
            unreadable: RwSignal::new(0),
            update_waiting: RwSignal::new(false),
            today: RwSignal::new(clock::today()),
            left: RwSignal::new(left_to_send().len()),
            erased: RwSignal::new(false),
            syncing: RwSignal::new(false),
            aside: RwSignal::new(None),
            looked_aside: StoredValue::new(None),
            strays: RwSignal::new(Vec::new()),
            undo: RwSignal::new(None),
            pending: StoredValue::new(Vec::new()),
            load_sync,
            asked_to_keep: StoredValue::new(false),
            torn: StoredValue::new(false),
            hidden_at: StoredValue::new(None),
            outbox: StoredValue::new(Outbox::default()),
            rounds: StoredValue::new(Rounds::default()),
            waiting: StoredValue::new(Vec::new()),
            timer: StoredValue::new(None),
            server_wrong: RwSignal::new(false),
            backup_trouble: RwSignal::new(None),
            backup_rest: StoredValue::new(Rest::default()),
            store: StoredValue::new_local(Rc::new(store)),
        }
    }

    /// Opens the store, or tries again after it was refused.
    pub async fn open(self) {
        let store = self.store.get_value();
        match store.open().await {
            Ok(opened) => {
                self.records.set(opened.records);
                self.unreadable.set(opened.unreadable);
                self.loss.set(opened.loss);
                self.lock.set(store.opened_lock());
                self.ready.set(Ready::Open);
            }
            Err(StoreError::Locked) => self.find_locked().await,
            Err(error) => self.ready.set(Ready::Refused(error)),
        }
    }

    /// Ends the first opening: the person has read what this is and says they are 16 or over. The first thing written.
    pub async fn finish_first_opening(self, name: Option<&str>) -> Result<(), Fault> {
        let name = name.map(str::trim).filter(|name| !is_blank(name)).map(str::to_owned);
        let (now, root) = (clock::now(), fresh_root());
        self.change(move |records| {
            let mut settings = records.settings.clone();
            settings.welcomed = settings.welcomed.or(Some(now));
            settings.name = name.clone().or(settings.name);
            let mut changes = vec![Change::Put(Record::Settings(settings))];
            if records.identity.is_none() {
                changes.push(Change::Put(Record::Identity(root.clone())));
            }
            Ok((changes, ()))
        })
        .await?;
        Note::Opened.write("1");
        Ok(())
    }

    /// Changes how the person likes things.
    pub async fn change_settings(self, edit: impl Fn(&mut Settings) + 'static) -> Result<(), Fault> {
        self.change(move |records| {
            let mut settings = records.settings.clone();
            edit(&mut settings);
            Ok((vec![Change::Put(Record::Settings(settings))], ()))
        })
        .await
    }

    /// The person has seen that records are missing and goes on with what is there.
    pub async fn accept_loss(self) -> Result<(), StoreError> {
        self.store.get_value().accept_loss().await?;
        self.loss.set(None);
        Ok(())
    }

    fn listen(self) {
        let refresh = move || {
            let online = connection::is_online();
            self.connection.set(if online { Connection::Online } else { Connection::Offline });
            if online && connection::is_visible() {
                self.wake(Reason::Online);
            }
        };
        refresh();
        events::on_connection_change(refresh);
        events::on_visibility_change(refresh);
        events::on_visibility_change(move || self.keep_scraps());
        let same_day = move || {
            let today = clock::today();
            if self.today.get_untracked() != today {
                self.today.set(today);
            }
        };
        events::on_visibility_change(same_day);
        let looked = StoredValue::new(clock::monotonic_ms());
        events::on_visibility_change(move || {
            // The browser itself looks when a page is opened, and an installed app may stay open for weeks.
            if connection::is_visible() && clock::monotonic_ms() - looked.get_value() > UPDATE_LOOK_MS {
                looked.set_value(clock::monotonic_ms());
                service_worker::look_for_update();
            }
        });
        events::every(POLL_MS, move || {
            same_day();
            if connection::is_visible() && self.has_reason_to_look() {
                self.wake(Reason::Look);
            }
        });
        tabs::on_news(move |news| self.hear(news));
        self.listen_for_lock();
        service_worker::register(move || self.update_waiting.set(true));
    }
}
