//! Passkeys: the browser makes one, or answers with one. Options and answers are the JSON of WebAuthn level 3, which
//! browsers read and write by themselves; one that cannot has no passkeys here.
use js_sys::{Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Whether this browser reads and writes them as JSON, on this page.
pub fn is_possible() -> bool {
    named(&js_sys::global(), "PublicKeyCredential")
        .is_some_and(|it| named(&it, "parseRequestOptionsFromJSON").is_some())
}

/// Makes a passkey by these options; its answer. `None` if nobody unlocked one, or the browser refused.
pub async fn make(options: &str) -> Option<String> {
    ask("parseCreationOptionsFromJSON", "create", options).await
}

/// Answers with a passkey of these options. `None` if nobody unlocked one, or the browser refused.
pub async fn answer(options: &str) -> Option<String> {
    ask("parseRequestOptionsFromJSON", "get", options).await
}

async fn ask(parse: &str, verb: &str, options: &str) -> Option<String> {
    let class = named(&js_sys::global(), "PublicKeyCredential")?;
    let options = call(&class, parse, &JSON::parse(options).ok()?)?;
    let wanted = Object::new();
    Reflect::set(&wanted, &"publicKey".into(), &options).ok()?;
    let credentials = named(&named(&js_sys::global(), "navigator")?, "credentials")?;
    let asked: Promise = call(&credentials, verb, &wanted)?.dyn_into().ok()?;
    let credential = JsFuture::from(asked).await.ok().filter(|it| !it.is_null())?;
    // Asks the credential for its own JSON.
    JSON::stringify(&credential).ok().map(String::from)
}

fn named(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok().filter(|it| !it.is_undefined() && !it.is_null())
}

fn call(of: &JsValue, name: &str, with: &JsValue) -> Option<JsValue> {
    named(of, name)?.dyn_into::<Function>().ok()?.call1(of, with).ok()
}
