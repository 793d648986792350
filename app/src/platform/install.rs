//! How a browser puts a page on the home screen: by a button where it offers one, else by a way through its menus that
//! only words can show.
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The way to the home screen in this browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It runs from the home screen.
    Done,
    /// Safari on iPhone and iPad.
    IosSafari,
    /// Another browser there: the same sheet, in another place.
    IosOther,
    /// Chrome and its kin on Android.
    AndroidChrome,
    /// Firefox on Android.
    AndroidFirefox,
    /// Samsung's browser.
    AndroidSamsung,
    /// Chrome on a computer.
    DesktopChrome,
    /// Edge on a computer.
    DesktopEdge,
    /// Safari on a Mac.
    DesktopSafari,
    /// Firefox on a computer, which has none.
    DesktopFirefox,
}

/// The way in this browser.
pub fn way() -> Way {
    let Some(window) = web_sys::window() else { return Way::DesktopFirefox };
    let navigator = window.navigator();
    let on_ios = Reflect::get(&navigator, &JsValue::from_str("standalone")).is_ok_and(|it| it.is_truthy());
    let elsewhere = window.match_media("(display-mode: standalone)").ok().flatten().is_some_and(|it| it.matches());
    if on_ios || elsewhere {
        return Way::Done;
    }
    of(&navigator.user_agent().unwrap_or_default(), navigator.max_touch_points() > 1)
}

/// Browsers name their ancestors too, so the youngest name is looked for first. An iPad calls itself a Mac, but no Mac
/// has a touch screen.
fn of(agent: &str, touch: bool) -> Way {
    let says = |names: &[&str]| names.iter().any(|name| agent.contains(name));
    let ios = says(&["iPhone", "iPad", "iPod"]) || (says(&["Macintosh"]) && touch);
    if ios {
        return if says(&["CriOS", "FxiOS", "EdgiOS", "OPiOS", "DuckDuckGo"]) { Way::IosOther } else { Way::IosSafari };
    }
    match says(&["Android"]) {
        true if says(&["SamsungBrowser"]) => Way::AndroidSamsung,
        true if says(&["Firefox"]) => Way::AndroidFirefox,
        true => Way::AndroidChrome,
        false if says(&["Edg/"]) => Way::DesktopEdge,
        false if says(&["Chrome", "Chromium"]) => Way::DesktopChrome,
        false if says(&["Safari"]) => Way::DesktopSafari,
        false => Way::DesktopFirefox,
    }
}

/// The offer that `public/load.js` has kept for us, if the browser made one.
fn offer() -> Option<JsValue> {
    let offer = Reflect::get(&web_sys::window()?.into(), &JsValue::from_str("waymarkInstall")).ok()?;
    offer.is_object().then_some(offer)
}

/// Whether the browser has a button of its own for this.
pub fn is_offered() -> bool {
    offer().is_some()
}

/// Has the browser ask the person; true once they said yes. An offer serves once.
pub async fn ask() -> bool {
    let Some(offer) = offer() else { return false };
    if let Some(window) = web_sys::window() {
        let _ = Reflect::delete_property(&window, &JsValue::from_str("waymarkInstall"));
    }
    let prompt = Reflect::get(&offer, &JsValue::from_str("prompt")).ok().and_then(|it| it.dyn_into::<Function>().ok());
    let Some(Ok(asked)) = prompt.map(|prompt| prompt.call0(&offer)) else { return false };
    let Ok(asked) = asked.dyn_into::<Promise>() else { return false };
    let choice = JsFuture::from(asked).await.unwrap_or_default();
    let outcome = Reflect::get(&choice, &JsValue::from_str("outcome")).unwrap_or_default();
    outcome.as_string().as_deref() == Some("accepted")
}

#[cfg(test)]
mod tests {
    use super::{Way, of};

    #[test]
    fn a_browser_is_known_by_the_youngest_of_its_names() {
        let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
        let pc = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
        let droid = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)";
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
        let rows = [
            (format!("{iphone} Version/18.5 Mobile/15E148 Safari/604.1"), true, Way::IosSafari),
            (format!("{iphone} CriOS/140.0.7339.39 Mobile/15E148 Safari/604.1"), true, Way::IosOther),
            (format!("{iphone} FxiOS/143.0 Mobile/15E148 Safari/605.1.15"), true, Way::IosOther),
            (format!("{mac} Version/18.5 Safari/605.1.15"), true, Way::IosSafari),
            (format!("{mac} Version/18.5 Safari/605.1.15"), false, Way::DesktopSafari),
            (format!("{droid} Chrome/140.0.0.0 Mobile Safari/537.36"), true, Way::AndroidChrome),
            (format!("{droid} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36"), true, Way::AndroidSamsung),
            (
                "Mozilla/5.0 (Android 14; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0".to_owned(),
                true,
                Way::AndroidFirefox,
            ),
            (
                format!("{pc} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"),
                false,
                Way::DesktopChrome,
            ),
            (
                format!("{pc} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"),
                false,
                Way::DesktopEdge,
            ),
            (format!("{pc} Gecko/20100101 Firefox/143.0"), false, Way::DesktopFirefox),
        ];
        for (agent, touch, way) in rows {
            assert_eq!(of(&agent, touch), way, "{agent}");
        }
    }
}
