//! The page's own address.

/// A text as it may stand in one part of an address.
pub fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Where the code of an introduction belongs.
pub const MEET: &str = "/i";
/// Where claim words belong.
pub const CLAIM: &str = "/words";

/// A code that came in the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Came {
    /// As it stood there.
    pub code: String,
    /// [`MEET`] or [`CLAIM`].
    pub to: &'static str,
    /// It stood where the browser sends it to the server and to whatever lies between, not behind `#`.
    pub seen: bool,
}

/// Takes the code out of the address and its history entry at once, so that it does not stay where the next person to
/// hold the phone could read it. `None` if there is none.
pub fn take_code() -> Option<Came> {
    let window = web_sys::window()?;
    let location = window.location();
    let (path, hash) = (location.pathname().ok()?, location.hash().ok()?);
    let (came, path) = code_in(&path, &hash)?;
    window.history().ok()?.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(path)).ok()?;
    Some(came)
}

/// The code of an address, and the path that is left of it. Mail programs and messengers turn the `#` of a link into a
/// part of its path.
fn code_in<'a>(path: &'a str, hash: &str) -> Option<(Came, &'a str)> {
    let came = |code: &str, to, seen| Came { code: code.to_owned(), to, seen };
    let hash = hash.trim_start_matches('#');
    if !hash.is_empty() {
        return Some((came(hash, if path == CLAIM { CLAIM } else { MEET }, false), path));
    }
    let (to, rest) = [MEET, CLAIM].into_iter().find_map(|to| Some((to, path.strip_prefix(to)?)))?;
    let code = ["%23", "%2523", "/"].iter().find_map(|start| rest.strip_prefix(start));
    code.filter(|code| !code.is_empty()).map(|code| (came(code, to, true), to))
}

/// Opens the app anew, with nothing of this page left in memory.
pub fn leave_for_today() {
    leave_for("/");
}

/// Leaves for another page of this origin, in the place of this one in the history.
pub fn leave_for(path: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().replace(path);
    }
}

#[cfg(test)]
mod tests {
    use super::{CLAIM, Came, MEET, code_in};

    #[test]
    fn a_code_is_found_where_a_link_or_what_became_of_it_has_it() {
        for (path, hash, expected) in [
            ("/i", "#ABC", Some(("ABC", false, "/i"))),
            ("/", "#ABC", Some(("ABC", false, "/"))),
            ("/i%23ABC", "", Some(("ABC", true, "/i"))),
            ("/i%2523ABC", "", Some(("ABC", true, "/i"))),
            ("/i/ABC", "", Some(("ABC", true, "/i"))),
            ("/i", "", None),
            ("/i/", "", None),
            ("/introductions", "", None),
            ("/me", "", None),
        ] {
            let came = expected.map(|(code, seen, path)| (Came { code: code.to_owned(), to: MEET, seen }, path));
            assert_eq!(code_in(path, hash), came, "{path}{hash}");
        }
    }

    #[test]
    fn claim_words_of_a_slip_belong_to_the_page_that_asks_for_them() {
        for (path, hash, seen) in [("/words", "#able-army", false), ("/words%23able-army", "", true)] {
            let came = Came { code: "able-army".to_owned(), to: CLAIM, seen };
            assert_eq!(code_in(path, hash), Some((came, "/words")), "{path}{hash}");
        }
        assert_eq!(code_in("/words", ""), None);
    }
}
