//! My journey: what the notebook holds over time, as lines, as distance and day by day.
mod areas;
mod distances;
mod lines;
mod notes;
mod page;
mod search;
mod span;
mod timeline;
mod told;

use crate::pages::person::shell::screens::screens;

screens! {
    /// The one screen of the journey.
    JourneyScreen {
        Journey = "/journey" => page::JourneyPage,
    }
}
