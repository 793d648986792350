//! The day by which the deployer checks the numbers of Get help now again.

use crate::{Done, root, say};
use serde_json::Value;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

const DAY_S: u64 = 86_400;

/// What the file says, `YYYY-MM-DD`.
pub(super) fn review_by(root: &Path) -> Done<String> {
    let path = root.join("app/contacts/uk.json");
    let file: Value =
        serde_json::from_str(&root::read(&path)?).map_err(|e| format!("{} is not JSON: {e}", path.display()))?;
    let day = file["review_by"].as_str().ok_or_else(|| format!("{} has no review_by", path.display()))?;
    Ok(day.to_owned())
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
    use super::day;

    #[test]
    fn days_are_counted_across_leap_years() {
        for (days, text) in [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_961, "2027-05-23")] {
            assert_eq!(day(days), text);
        }
    }
}
