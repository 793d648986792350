//! What the person came with: an introduction or claim words in the address, kept in memory only.
use crate::platform::address::{self, Came};
pub(crate) use crate::platform::address::{CLAIM, MEET};
use crate::platform::events;
use leptos::prelude::*;

/// The code of a link that was opened: of an introduction, or claim words.
#[derive(Clone, Copy)]
pub struct Arrival {
    came: StoredValue<Option<Came>>,
    /// Another link was opened in the same tab.
    pub(crate) again: RwSignal<()>,
}

impl Arrival {
    /// Looks at the address and takes the code out of it at once; and again whenever another link is opened here, which
    /// changes only what follows `#`.
    pub fn look() -> Self {
        let this = Self { came: StoredValue::new(address::take_code()), again: RwSignal::new(()) };
        events::on_another_fragment(move || {
            if let Some(came) = address::take_code() {
                this.came.set_value(Some(came));
                this.again.set(());
            }
        });
        this
    }

    /// Where there is a code to go on with.
    pub(crate) fn leads_to(self) -> Option<&'static str> {
        self.came.with_value(|came| came.as_ref().map(|it| it.to))
    }

    /// The code that belongs there, once.
    pub(crate) fn take(self, to: &str) -> Option<Came> {
        self.came.try_update_value(|came| came.take_if(|it| it.to == to)).flatten()
    }
}
