//! What the person came with: an introduction in the address, kept in memory only.
use crate::platform::address;
use leptos::prelude::*;

/// The code of an introduction whose link was opened.
#[derive(Clone, Copy)]
pub struct Arrival(StoredValue<Option<String>>);

impl Arrival {
    /// Looks at the address and takes the code out of it at once.
    pub fn look() -> Self {
        Self(StoredValue::new(address::take_fragment()))
    }

    /// Looks again: another link may have been opened in the same tab.
    pub(super) fn look_again(self) {
        if let Some(code) = address::take_fragment() {
            self.0.set_value(Some(code));
        }
    }

    /// True while there is a code to go on with.
    pub(crate) fn has_code(self) -> bool {
        self.0.with_value(Option::is_some)
    }

    /// The code, once.
    pub(super) fn take(self) -> Option<String> {
        self.0.try_update_value(Option::take).flatten()
    }
}
