//! What a story may not take from the machine that runs it.

use super::{Check, Faults, File};

/// Ways to make a day of a moment that ask the machine, not the phone of the story, which day that is.
const OWN_DAYS: [&str; 4] = [".toLocaleDateString(", "DateTimeFormat(", ".toISOString().slice(", ".getDate()"];

pub(super) fn checks() -> Vec<Check> {
    vec![Check {
        rule: "a day in a story is the day on its phone: lib/day.mjs makes it",
        find: own_days,
        planted: || vec![File::new("end2end/stories/a.test.mjs", "const day = new Date().toISOString().slice(0, 10);")],
    }]
}

fn own_days(tree: &[File]) -> Faults {
    let story = |file: &&File| file.path.starts_with("end2end/") && file.path != "end2end/lib/day.mjs";
    let faults = tree.iter().filter(story).flat_map(|file| {
        let lines = file.text.lines().enumerate();
        lines
            .filter(|(_, line)| OWN_DAYS.iter().any(|way| line.contains(way)))
            .map(move |(at, line)| format!("{}:{}: {}", file.path, at + 1, line.trim()))
    });
    faults.collect()
}
