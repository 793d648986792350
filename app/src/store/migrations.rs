//! From any released version of the database to the newest, as plain steps that a test can walk without a browser.
use super::schema;

/// One change to the layout. Only additions: removing a store would strand an app that was rolled back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LayoutStep {
    /// Make an object store whose keys are given with each record.
    Create(&'static str),
}

/// The steps from version `from` (0: no database yet) to `schema::VERSION`.
pub(super) fn steps(from: u32) -> Vec<LayoutStep> {
    (from + 1..=schema::VERSION).flat_map(step_to).collect()
}

/// The steps that make version `to` out of the one before.
fn step_to(to: u32) -> Vec<LayoutStep> {
    match to {
        1 => std::iter::once(schema::v1::META).chain(schema::v1::STORES).map(LayoutStep::Create).collect(),
        2 => schema::v2::ADDED.into_iter().map(LayoutStep::Create).collect(),
        3 => schema::v3::ADDED.into_iter().chain([schema::v3::ASIDE]).map(LayoutStep::Create).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_has_steps_and_the_walk_ends_at_the_current_layout() {
        let mut stores = std::collections::BTreeSet::new();
        for version in 1..=schema::VERSION {
            let steps = step_to(version);
            assert!(!steps.is_empty(), "version {version} changes nothing");
            for LayoutStep::Create(name) in steps {
                assert!(stores.insert(name), "{name} is made twice");
            }
        }
        let current =
            schema::current::STORES.into_iter().chain([schema::current::META, schema::current::ASIDE]).collect();
        assert_eq!(stores, current);
    }

    #[test]
    fn a_database_of_the_newest_version_needs_nothing() {
        assert!(steps(schema::VERSION).is_empty());
    }
}
