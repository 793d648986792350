//! What the person came with: an introduction in the address, kept in memory only.
use crate::platform::address::{self, Came};
use crate::platform::events;
use leptos::prelude::*;

/// The code of an introduction whose link was opened.
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

    /// True while there is a code to go on with.
    pub(crate) fn has_code(self) -> bool {
        self.came.with_value(Option::is_some)
    }

    /// The code, once.
    pub(crate) fn take(self) -> Option<Came> {
        self.came.try_update_value(Option::take).flatten()
    }
}
