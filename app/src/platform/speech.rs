//! Reading aloud by the device's own voice. Voices that would send the words elsewhere are never used.
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

fn synthesis() -> Option<SpeechSynthesis> {
    let window = web_sys::window()?;
    // A browser without it lacks the property, and asking for it would throw.
    js_sys::Reflect::has(&window, &JsValue::from_str("speechSynthesis")).ok().filter(|has| *has)?;
    window.speech_synthesis().ok()
}

/// A voice of this device for English.
fn voice(synthesis: &SpeechSynthesis) -> Option<SpeechSynthesisVoice> {
    let all = Array::from(&synthesis.get_voices());
    let mut voices = all.iter().filter_map(|voice| voice.dyn_into::<SpeechSynthesisVoice>().ok());
    voices.find(|voice| voice.local_service() && voice.lang().to_lowercase().starts_with("en"))
}

/// Whether this device can read aloud by itself.
pub fn is_there() -> bool {
    synthesis().is_some_and(|synthesis| voice(&synthesis).is_some())
}

/// Calls back when the browser has found its voices, which it may do only after a page asked for them.
pub fn on_voices(found: impl Fn() + 'static) {
    if let Some(synthesis) = synthesis() {
        let found = Closure::<dyn FnMut()>::new(found);
        synthesis.set_onvoiceschanged(Some(found.as_ref().unchecked_ref()));
        // The page's one listener, set anew by each screen that reads aloud.
        found.forget();
    }
}

/// Reads the lines aloud, one after the other; `done` follows the last one.
pub fn read(lines: &[String], done: impl Fn() + 'static) {
    let Some(synthesis) = synthesis() else { return };
    let Some(voice) = voice(&synthesis) else { return };
    synthesis.cancel();
    let done = Closure::<dyn FnMut()>::new(done);
    for (n, line) in lines.iter().enumerate() {
        let Ok(words) = SpeechSynthesisUtterance::new_with_text(line) else { return };
        words.set_voice(Some(&voice));
        words.set_lang(&voice.lang());
        if n + 1 == lines.len() {
            words.set_onend(Some(done.as_ref().unchecked_ref()));
        }
        synthesis.speak(&words);
    }
    done.forget();
}

/// Falls silent.
pub fn stop() {
    if let Some(synthesis) = synthesis() {
        synthesis.cancel();
    }
}
