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
    (from + 1..=schema::VERSION).flat_map(schema::brought).map(LayoutStep::Create).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_has_steps_and_the_walk_ends_at_the_current_layout() {
        let mut stores = std::collections::BTreeSet::new();
        for version in 1..=schema::VERSION {
            assert!(!schema::brought(version).is_empty(), "version {version} changes nothing");
        }
        for LayoutStep::Create(name) in steps(0) {
            assert!(stores.insert(name), "{name} is made twice");
        }
        let others = schema::OTHERS.into_iter().map(|(_, name)| name);
        assert_eq!(stores, schema::STORES.into_iter().chain(others).collect());
    }

    #[test]
    fn a_database_of_the_newest_version_needs_nothing() {
        assert!(steps(schema::VERSION).is_empty());
    }
}
