//! One key a step: a digit chooses, Enter goes on. Heard while a step is on the screen; what is typed into a field, and
//! Enter on a button, stay what they are. The single keys can be turned off, for whoever talks to the device.
use domain::instrument::Item;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

/// What a key stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepKey {
    /// A digit, as it stands on the key.
    Digit(u8),
    /// T: ten.
    Ten,
    /// Enter.
    GoOn,
    /// S.
    Skip,
    /// B.
    Back,
    /// H: yes to "more help"; N: no.
    MoreHelp(bool),
}

impl StepKey {
    fn of(key: &str) -> Option<Self> {
        let mut letters = key.chars();
        let (letter, rest) = (letters.next()?.to_ascii_lowercase(), letters.next());
        if rest.is_some() {
            return (key == "Enter").then_some(Self::GoOn);
        }
        match letter {
            't' => Some(Self::Ten),
            's' => Some(Self::Skip),
            'b' => Some(Self::Back),
            'h' => Some(Self::MoreHelp(true)),
            'n' => Some(Self::MoreHelp(false)),
            letter => letter.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).map(Self::Digit),
        }
    }

    /// The box it chooses, from 0: by its number on a scale from 0 to 10, else by its place, and 1 is the first.
    pub(super) fn place(self, item: &Item) -> Option<u8> {
        let scale = item.ends().is_some();
        let place = match self {
            Self::Digit(digit) if scale => digit,
            Self::Ten if scale => 10,
            Self::Digit(digit) => digit.checked_sub(1)?,
            _ => return None,
        };
        (usize::from(place) < item.options.len()).then_some(place)
    }
}

/// The key that chooses a box of a list.
pub(super) fn cap(place: usize) -> String {
    if place < 9 { (place + 1).to_string() } else { String::new() }
}

/// Whether the single keys are on.
#[derive(Clone, Copy)]
pub(super) struct SingleKeys(pub(super) RwSignal<bool>);

/// Calls `then` for each key of a step, for as long as what calls this is on the screen.
pub(super) fn on_keys(then: impl Fn(StepKey) + 'static) {
    let on = use_context::<SingleKeys>();
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        let Some(key) = StepKey::of(&event.key()).filter(|key| is_meant(&event, *key)) else { return };
        let off = on.is_some_and(|SingleKeys(on)| on.try_get_untracked() == Some(false));
        if key == StepKey::GoOn || !off {
            event.prevent_default();
            then(key);
        }
    });
    on_cleanup(move || handle.remove());
}

/// Whether a key is one of the step's, and not of the browser's or of what has the focus.
fn is_meant(event: &KeyboardEvent, key: StepKey) -> bool {
    if event.repeat() || event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented() {
        return false;
    }
    let Some(at) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) else { return true };
    let kind = at.get_attribute("type").unwrap_or_default();
    match at.tag_name().as_str() {
        "INPUT" => kind == "radio" || (kind == "checkbox" && key != StepKey::GoOn),
        "TEXTAREA" | "SELECT" => false,
        "BUTTON" | "A" | "SUMMARY" => key != StepKey::GoOn,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::StepKey;
    use domain::instrument::{HOW_ARE_THINGS, KEY_AREAS, built_in};

    #[test]
    fn digits_choose_by_place_and_on_a_scale_by_their_number() {
        let first = |id: &str| built_in().into_iter().find(|it| it.pack.id == id).unwrap().pack.items.remove(0);
        let (scale, areas) = (first(HOW_ARE_THINGS), first(KEY_AREAS));
        let rows = [
            ("0", Some(0), None),
            ("1", Some(1), Some(0)),
            ("7", Some(7), Some(6)),
            ("8", Some(8), None),
            ("T", Some(10), None),
            ("s", None, None),
        ];
        for (key, on_scale, by_place) in rows {
            let key = StepKey::of(key).unwrap();
            assert_eq!((key.place(&scale), key.place(&areas)), (on_scale, by_place), "{key:?}");
        }
    }

    #[test]
    fn no_other_key_is_taken() {
        for key in ["a", "Tab", "Shift", "Escape", "F5", "ArrowDown", " ", ""] {
            assert_eq!(StepKey::of(key), None, "{key}");
        }
        assert_eq!(StepKey::of("Enter"), Some(StepKey::GoOn));
        assert_eq!(StepKey::of("h"), Some(StepKey::MoreHelp(true)));
    }
}
