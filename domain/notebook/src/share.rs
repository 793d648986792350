//! From a permission to what a worker sees. `assemble` is the only way to something that can be
//! sealed, and it asks the permission first.
//!
//! A payload cannot be made by hand:
//!
//! ```compile_fail,E0451
//! use notebook::share::{SharePayload, SharedItem};
//! fn smuggle(consent: notebook::id::ConsentId, item: SharedItem) -> SharePayload {
//!     SharePayload { consent, item, ..todo!() }
//! }
//! ```
//!
//! nor can a permission that nobody granted:
//!
//! ```compile_fail,E0451
//! use notebook::consent::{Consent, Scope};
//! fn widen(consent: Consent, scope: Scope) -> Consent {
//!     Consent { scope, ..consent }
//! }
//! ```

mod assemble;
mod away;
pub mod ending;
mod head;
mod item;
mod names;
mod page;
mod remembered;
pub mod seen;
mod standing;
mod total_rule;

pub use assemble::{NotCovered, SharePayload, assemble, head, preview};
pub use away::away_until;
pub use head::{OpenedHeads, SharedHead};
pub use item::{
    SharedAbout, SharedAnswer, SharedAspiration, SharedCheckIn, SharedHelp, SharedItem, SharedLookBack, SharedNote,
    SharedStep, SharedTotal,
};
pub use page::{SharedPage, SharedPoint, SharedSeries, answer_before, check_in_before};
pub use remembered::{LastDays, Outdated, SeenConsent, SeenConsents};
pub use standing::Standing;
pub use total_rule::{MessageParts, reveals, settle, was_told_a_total};
