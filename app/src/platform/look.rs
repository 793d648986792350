//! How the page looks beyond what the phone says: marks on the page's root that the styles read. `public/load.js` sets
//! the same marks from a note before the records are open, so that nothing changes its look while it opens.
use super::note::LocalNote;

/// The language noted last, before those the phone asks for; the earlier the better.
pub fn languages() -> Vec<String> {
    let asked = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    language().into_iter().chain(asked.iter().filter_map(|tag| tag.as_string())).collect()
}

/// The language the person chose, as far as the browser lets a page know before the records are open.
pub fn language() -> Option<String> {
    let note = LocalNote::Look.read()?;
    note.split(' ').nth(3).filter(|tag| !tag.is_empty()).map(str::to_owned)
}

/// Says on the page's root in which language and direction it is written.
pub fn speak(tag: &str, direction: &str) {
    if let Some(root) = web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element())
    {
        for (name, value) in [("lang", tag), ("dir", direction)] {
            let _ = root.set_attribute(name, value);
        }
    }
}

/// Loads the page anew: the language is settled when the app starts.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Covers everything on the page, or takes the cover off. Painted at once, so that a picture the phone takes of open
/// apps shows the cover, where the phone waits for it.
pub fn cover(covered: bool) {
    if let Some(root) = web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element())
    {
        let _ = if covered { root.set_attribute("data-covered", "") } else { root.remove_attribute("data-covered") };
    }
}

/// Marks the page and keeps the marks for the next start. `theme` is `light` or `dark`, `text_percent` one of the sizes
/// of `style/tokens.css`, `language` a tag; an empty theme or language and 0 leave it to the phone.
pub fn show(theme: &str, text_percent: u16, more_contrast: bool, less_movement: bool, language: &str) {
    let text = if text_percent == 0 { String::new() } else { text_percent.to_string() };
    let contrast = if more_contrast { "more" } else { "" };
    let motion = if less_movement { "less" } else { "" };
    if let Some(root) = web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element())
    {
        let marks = [("data-theme", theme), ("data-text", &text), ("data-contrast", contrast), ("data-motion", motion)];
        for (name, value) in marks {
            let _ = if value.is_empty() { root.remove_attribute(name) } else { root.set_attribute(name, value) };
        }
    }
    LocalNote::Look.write(&format!("{theme} {text} {contrast} {language} {motion}"));
}
