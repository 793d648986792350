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

/// The voice of this device that comes nearest to the language of the words; none of another language, which would read
/// them so that nobody understands.
fn voice(synthesis: &SpeechSynthesis, language: &str) -> Option<SpeechSynthesisVoice> {
    let all = Array::from(&synthesis.get_voices());
    let voices = all.iter().filter_map(|voice| voice.dyn_into::<SpeechSynthesisVoice>().ok());
    let near = voices
        .filter(SpeechSynthesisVoice::local_service)
        .filter_map(|voice| nearness(&voice.lang(), language).map(|near| (near, voice)));
    // The first of those that are equally near: browsers put the device's own choice first.
    near.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, voice)| voice)
}

/// How near a voice's language is: `None` for another one, more for the same region. Android writes `en_GB`.
fn nearness(voice: &str, wanted: &str) -> Option<usize> {
    let [mut voice, mut wanted] = [voice, wanted].map(|tag| tag.split(['-', '_']));
    let language = voice.next().unwrap_or_default();
    if language.is_empty() || !language.eq_ignore_ascii_case(wanted.next().unwrap_or_default()) {
        return None;
    }
    Some(voice.zip(wanted).take_while(|(has, wants)| has.eq_ignore_ascii_case(wants)).count())
}

/// Whether this device can read words of a language aloud by itself. The language is a tag such as `cy` or `en-GB`.
pub fn is_there(language: &str) -> bool {
    synthesis().is_some_and(|synthesis| voice(&synthesis, language).is_some())
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

/// Reads the lines aloud in a voice of their language, one after the other; `done` follows the last one.
pub fn read(lines: &[String], language: &str, done: impl Fn() + 'static) {
    let Some(synthesis) = synthesis() else { return };
    let Some(voice) = voice(&synthesis, language) else { return };
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

#[cfg(test)]
mod tests {
    use super::nearness;

    #[test]
    fn a_voice_has_the_language_of_the_words_and_of_those_the_nearest_region() {
        for (voice, wanted, near) in [
            ("en-GB", "en", Some(0)),
            ("en", "en-GB", Some(0)),
            ("en-US", "en-GB", Some(0)),
            ("en_GB", "en-gb", Some(1)),
            ("cy-GB", "en-GB", None),
            ("eng", "en", None),
            ("", "", None),
        ] {
            assert_eq!(nearness(voice, wanted), near, "{voice} {wanted}");
        }
    }
}
