//! The way past a check-in that is finished.
use crate::pages::person::check_in::ResultScreen;
use crate::pages::person::shell::go::Go;
use crate::pages::person::shell::screens::Addressed;
use crate::platform::history;
use domain::id::CheckInId;

/// Leaves a page of a check-in that is finished. The browser's "back" goes past it, else it would show the same result
/// once for every statement; whoever has the address comes to the result.
pub(super) fn past(go: Go, id: CheckInId) {
    if history::led_here() {
        history::back();
    } else {
        go.instead(&ResultScreen::Result.path(&[&id]));
    }
}
