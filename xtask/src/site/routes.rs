//! The list of screens, read from the route tables themselves, so that a test can tell when one was not visited.

use std::path::Path;

/// Every path of an origin's route table, in its order.
pub(super) fn of(root: &Path, origin: &str) -> Vec<String> {
    std::fs::read_to_string(root.join(format!("app/src/app/{origin}.rs"))).map(|code| paths(&code)).unwrap_or_default()
}

/// What stands in each `at("..")`.
fn paths(code: &str) -> Vec<String> {
    let calls = code.split("path=at(\"").skip(1);
    calls.filter_map(|call| call.split_once('"')).map(|(path, _)| path.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::paths;

    #[test]
    fn every_path_of_the_table_is_listed() {
        let code = r#"<Route path=at("/") view=A/> <Route path=at("/check-in/:id") view=B/>"#;
        assert_eq!(paths(code), ["/", "/check-in/:id"]);
    }
}
