//! The service worker that keeps the app usable with no network. A new version waits until the person accepts it, or
//! until no page of the one before is open any more; nothing here reloads a page that nobody asked to reload.
use gloo::events::EventListener;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

/// Where the worker's script is: at the root, so that it may answer for every page of the origin.
const SCRIPT: &str = "/service-worker.js";
/// What the waiting worker is told when the person accepts.
const ACCEPT: &str = "activate";

/// Whether a worker is here already, or on its way.
pub async fn is_here() -> bool {
    registration().await.is_some()
}

/// Registers the worker, which keeps the whole app or fails. Calls `on_whole` once one has, and `on_waiting` whenever a
/// new version has been fetched whole and waits.
pub fn register(on_whole: impl FnOnce() + 'static, on_waiting: impl Fn() + 'static) {
    let Some(container) = container() else { return };
    let on_waiting = Rc::new(on_waiting);
    if let Ok(ready) = container.ready() {
        spawn_local(async move {
            if JsFuture::from(ready).await.is_ok() {
                on_whole();
            }
        });
    }
    spawn_local(async move {
        let Ok(registration) = JsFuture::from(container.register(SCRIPT)).await else { return };
        let registration: ServiceWorkerRegistration = registration.unchecked_into();
        if registration.waiting().is_some() && container.controller().is_some() {
            on_waiting();
        }
        let found = registration.clone();
        EventListener::new(&registration, "updatefound", move |_| {
            if let Some(worker) = found.installing() {
                let (on_waiting, container) = (on_waiting.clone(), container.clone());
                let fresh = worker.clone();
                EventListener::new(&worker, "statechange", move |_| {
                    // With no controller this is the very first install: nothing older is running.
                    if fresh.state() == ServiceWorkerState::Installed && container.controller().is_some() {
                        on_waiting();
                    }
                })
                .forget();
            }
        })
        .forget();
    });
}

/// Looks for a new version now; the browser itself looks only when a page of the app is opened.
pub fn look_for_update() {
    spawn_local(async {
        if let Some(registration) = registration().await
            && let Ok(promise) = registration.update()
        {
            let _ = JsFuture::from(promise).await;
        }
    });
}

/// The person accepted: the waiting version takes over and this page, whose drafts are already saved, opens again.
pub fn accept_update() {
    spawn_local(async {
        let (Some(container), Some(registration)) = (container(), registration().await) else { return };
        let reload = || {
            if let Some(window) = web_sys::window() {
                let _ = window.location().reload();
            }
        };
        // Another tab took it before: this page is the only thing that is still old.
        let Some(waiting) = registration.waiting() else { return reload() };
        EventListener::once(&container, "controllerchange", move |_| reload()).forget();
        let _ = waiting.post_message(&JsValue::from_str(ACCEPT));
    });
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    // Absent in private windows of some browsers and outside a secure context.
    js_sys::Reflect::get(&navigator, &JsValue::from_str("serviceWorker"))
        .ok()
        .filter(JsValue::is_object)
        .map(JsCast::unchecked_into)
}

async fn registration() -> Option<ServiceWorkerRegistration> {
    let found = JsFuture::from(container()?.get_registration()).await.ok()?;
    found.is_object().then(|| found.unchecked_into())
}
