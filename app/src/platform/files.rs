//! Handing the person a file, and taking one from them.
use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// By then every browser has read what it downloads, in milliseconds.
const READ_BY_MS: u32 = 60_000;

/// A file that lies ready for the person's own tap: on a link to it, or on a button that opens the phone's share sheet.
/// Browsers let a page hand out nothing by itself once the tap that asked for it is some seconds old, and none says
/// whether the file has arrived.
#[derive(Debug, Clone)]
pub struct Handout(Rc<ReadyFile>);

#[derive(Debug)]
struct ReadyFile {
    address: String,
    file: web_sys::File,
}

impl Handout {
    /// The file `name` of that media type. `None` if the browser refuses.
    pub fn make(name: &str, media_type: &str, bytes: &[u8]) -> Option<Self> {
        let options = web_sys::FilePropertyBag::new();
        options.set_type(media_type);
        let parts = Array::of1(&Uint8Array::from(bytes));
        let file = web_sys::File::new_with_u8_array_sequence_and_options(&parts, name, &options).ok()?;
        let address = web_sys::Url::create_object_url_with_blob(&file).ok()?;
        Some(Self(Rc::new(ReadyFile { address, file })))
    }

    /// Where a link to it leads, for as long as this is kept and a minute longer.
    pub fn address(&self) -> String {
        self.0.address.clone()
    }

    /// Its name.
    pub fn name(&self) -> String {
        self.0.file.name()
    }

    /// Whether the phone's share sheet takes it.
    pub fn can_be_sent(&self) -> bool {
        navigator("canShare", &self.sheet()).is_some_and(|answer| answer.is_truthy())
    }

    /// Opens the share sheet, at once, for it needs the tap; then whether the sheet was used, as far as it says.
    pub fn send(&self) -> impl Future<Output = bool> + use<> {
        let sent = navigator("share", &self.sheet()).and_then(|promise| promise.dyn_into::<Promise>().ok());
        async move {
            match sent {
                Some(promise) => JsFuture::from(promise).await.is_ok(),
                None => false,
            }
        }
    }

    fn sheet(&self) -> JsValue {
        let sheet = Object::new();
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&sheet, &JsValue::from_str("files"), &Array::of1(&self.0.file));
        sheet.into()
    }
}

impl Drop for ReadyFile {
    fn drop(&mut self) {
        let address = std::mem::take(&mut self.address);
        // The address would otherwise keep the bytes in memory; but Safari reads them only some time after the tap.
        Timeout::new(READ_BY_MS, move || drop(web_sys::Url::revoke_object_url(&address))).forget();
    }
}

/// What the browser answers to a question that not every browser knows.
fn navigator(question: &str, about: &JsValue) -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let ask: Function = Reflect::get(&navigator, &JsValue::from_str(question)).ok()?.dyn_into().ok()?;
    ask.call1(&navigator, about).ok()
}

/// A file the person chose.
#[derive(Debug)]
pub struct Chosen(Option<web_sys::File>);

/// What was chosen in a file field.
pub fn chosen(event: &web_sys::Event) -> Chosen {
    let field = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    Chosen(field.and_then(|field| field.files()).and_then(|files| files.get(0)))
}

/// Its bytes; `None` if none was chosen or the browser cannot read it.
pub async fn read(chosen: Chosen) -> Option<Vec<u8>> {
    let bytes = JsFuture::from(chosen.0?.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}
