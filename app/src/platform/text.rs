//! Text as Unicode spells it: the browser knows how, so no table of it is shipped.
use js_sys::JsString;

/// The text in Unicode's form NFKC, in which the same letters have the same bytes however a keyboard wrote them. The
/// domain's `spelling` says why this form.
pub fn normalised(text: &str) -> String {
    JsString::from(text).normalize("NFKC").into()
}
