//! How the page looks beyond what the phone says: marks on the page's root that the styles read. `public/load.js` sets
//! the same marks from a note before the records are open, so that nothing changes its look while it opens.
use super::storage;

/// Theme, text size and contrast, in this order, with a blank between.
const LOOK_NOTE: &str = "waymark-look";

/// Marks the page and keeps the marks for the next start. `theme` is `light` or `dark`, `text_percent` one of the sizes
/// of `style/tokens.css`; an empty theme and 0 leave it to the phone.
pub fn show(theme: &str, text_percent: u16, more_contrast: bool) {
    let text = if text_percent == 0 { String::new() } else { text_percent.to_string() };
    let contrast = if more_contrast { "more" } else { "" };
    if let Some(root) = web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element())
    {
        for (name, value) in [("data-theme", theme), ("data-text", &text), ("data-contrast", contrast)] {
            let _ = if value.is_empty() { root.remove_attribute(name) } else { root.set_attribute(name, value) };
        }
    }
    storage::write_note(LOOK_NOTE, &format!("{theme} {text} {contrast}"));
}
