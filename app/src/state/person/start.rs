//! How the person's app starts: the store is opened, the picture filled, and the page listens from then on to the
//! network, to other tabs and to a waiting new version. No request is made before an introduction is opened.
use super::notebook::Ready;
use super::post::Connection;
use super::{Loads, PersonState};
use crate::platform::{clock, connection, events, look, service_worker, tabs};
use crate::store::Store;
use domain::records::{Settings, Theme};
use domain::sync::rounds::Reason;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How often the inbox is asked while the page can be seen.
const POLL_MS: u32 = 30_000;

/// How long an open app goes on before it looks for a new version, when it is seen again.
const UPDATE_LOOK_MS: f64 = 6.0 * 3_600_000.0;

/// Makes the person's state, puts it into context and begins to open the store.
pub fn provide_person(loads: Loads) -> PersonState {
    let person = PersonState::over(Store::of_this_phone(), loads);
    provide_context(person);
    // Not before the records are open: until then the page wears what `load.js` remembered.
    let started_in = look::language();
    Effect::new(move |_| {
        if person.notebook.ready.get() == Ready::Open {
            person.notebook.records.with(|records| {
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
                    look::reload();
                }
            });
        }
    });
    spawn_local(async move {
        person.lock.open().await;
        person.listen();
    });
    person
}

impl PersonState {
    fn listen(self) {
        let refresh = move || {
            let online = connection::is_online();
            self.post.connection.set(if online { Connection::Online } else { Connection::Offline });
            if online && connection::is_visible() {
                self.post.wake(Reason::Online);
                self.offline.try_again();
            }
        };
        refresh();
        events::on_connection_change(refresh);
        events::on_visibility_change(refresh);
        events::on_visibility_change(move || self.unfinished.keep());
        let same_day = move || {
            let today = clock::today();
            if self.page.today.get_untracked() != today {
                self.page.today.set(today);
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
            if connection::is_visible() && self.post.has_reason_to_look() {
                self.post.wake(Reason::Look);
            }
        });
        tabs::on_news(move |news| self.lock.hear(news));
        self.lock.listen();
        self.offline.begin_in_time();
    }
}
