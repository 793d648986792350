//! What two people compare or pass on when they meet: six words, a code, a QR picture.
use super::words;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;
use zeroize::Zeroizing;

/// Check words or recovery words, large and numbered, to be read out, compared or written down.
#[component]
pub fn CheckWords(
    /// The words, in order.
    words: Vec<String>,
    /// What the list is, for screen readers.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    let rows = words
        .into_iter()
        .map(|word| view! { <li lang="en" translate="no" class="notranslate">{word}</li> }.into_any())
        .collect_view();
    view! { <ol class="check-words" aria-label=move || label.get()>{rows}</ol> }.into_any()
}

/// A code to type, in groups of four.
#[component]
pub fn CodeLetters(
    /// The code with hyphens, such as "ABCD-EFGH-JKMN-PQRS-T".
    #[prop(into)]
    code: String,
) -> impl IntoView {
    let groups = code.split('-').map(|group| view! { <span>{group.to_owned()}</span> }.into_any()).collect_view();
    view! { <p class="code-letters notranslate" dir="ltr" translate="no">{groups}</p> }.into_any()
}

/// A QR picture of `text` as one path, dark on white in both themes so that every camera reads it.
///
/// Draws nothing if `text` does not fit; the link and the code stand beside it.
#[component]
pub fn QrPicture(
    /// What it says.
    #[prop(into)]
    text: String,
    /// What it is, for screen readers.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    // What it says may open something: the text does not outlast the picture.
    let text = Zeroizing::new(text);
    let drawn = modules(&text).map(|(path, side)| {
        view! {
            <svg class="qr" role="img" aria-label=move || label.get() viewBox=format!("-4 -4 {0} {0}", side + 8)>
                <path d=path></path>
            </svg>
        }
    });
    view! { {drawn} }.into_any()
}

/// The dark modules as one path of horizontal runs, and the number of modules on a side.
fn modules(text: &str) -> Option<(String, usize)> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let side = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(side).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let _ = write!(path, "M{x} {y}h{0}v1h-{0}z", run.len());
            }
            x += run.len();
        }
    }
    Some((path, side))
}

/// Six words in one line, for a list.
#[component]
pub fn CheckWordsLine(
    /// The words, in order.
    words: [String; 6],
) -> impl IntoView {
    view! { <span class="check-line notranslate" lang="en" translate="no">{words::text(words.join(" ").into())}</span> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::modules;

    #[test]
    fn a_link_becomes_one_path_with_the_three_finders() {
        let (path, side) = modules("http://127.0.0.1:8701/i#ABCD-EFGH-JKMN-PQRS-T").unwrap();
        assert!(side >= 29);
        assert!(path.starts_with("M0 0h7v1h-7z"));
        assert!(path.contains(&format!("M{} 0h7v1h-7z", side - 7)));
    }

    #[test]
    fn a_text_too_long_for_a_code_draws_nothing() {
        assert!(modules(&"x".repeat(4000)).is_none());
    }
}
