//! The day by which the deployer checks the numbers of Get help now again.

use crate::{Done, root, say};
use serde_json::Value;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

const DAY_S: u64 = 86_400;

/// The first day by which any of it is to be checked again, `YYYY-MM-DD`: the numbers, or whom it names for a part of life.
pub(super) fn review_by(root: &Path) -> Done<String> {
    let path = root.join("app/contacts/uk.json");
    let file: Value =
        serde_json::from_str(&root::read(&path)?).map_err(|e| format!("{} is not JSON: {e}", path.display()))?;
    earliest(&file).ok_or_else(|| format!("{} has no review_by", path.display()))
}

fn earliest(file: &Value) -> Option<String> {
    let areas = file["areas"].as_object().into_iter().flat_map(serde_json::Map::values);
    let days = areas.filter_map(|area| area["review_by"].as_str());
    days.chain([file["review_by"].as_str()?]).min().map(str::to_owned)
}

/// Tells whoever builds the site that the day has passed. The person is never told.
pub(super) fn warn_when_due(root: &Path) -> Done {
    let by = review_by(root)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    if by < day(now / DAY_S) {
        say(&format!("WARNING: the numbers in app/contacts/uk.json were to be checked again by {by}"));
    }
    Ok(())
}

/// The civil day so many days after 1 January 1970 (Howard Hinnant's `civil_from_days`, for days after 1970).
fn day(days: u64) -> String {
    let z = days + 719_468;
    let (era, of_era) = (z / 146_097, z % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::{day, earliest};
    use serde_json::json;

    #[test]
    fn what_is_to_be_checked_first_counts() {
        let areas = json!({ "money": { "review_by": "2027-01-31" }, "home": { "review_by": "2027-09-30" } });
        assert_eq!(earliest(&json!({ "review_by": "2027-05-23" })).as_deref(), Some("2027-05-23"));
        assert_eq!(earliest(&json!({ "review_by": "2027-05-23", "areas": areas })).as_deref(), Some("2027-01-31"));
        assert_eq!(earliest(&json!({ "areas": areas })), None);
    }

    #[test]
    fn days_are_counted_across_leap_years() {
        for (days, text) in [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_961, "2027-05-23")] {
            assert_eq!(day(days), text);
        }
    }
}
