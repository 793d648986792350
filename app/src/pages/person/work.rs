//! What a page does for the person: run a verb, say so, and say plainly when it did not work.
use crate::components::{ErrorNote, Icon, glyph};
use crate::i18n::*;
use crate::platform::history;
use crate::state::Fault;
use crate::state::person::{Saved, use_person};
use crate::words;
use domain::id::CheckInId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::str::FromStr;

/// One verb at a time: whether it is under way, and why the latest did nothing.
#[derive(Clone, Copy)]
pub(crate) struct Work {
    pub(crate) busy: RwSignal<bool>,
    pub(crate) fault: RwSignal<Option<Fault>>,
}

/// What follows when the work is done.
type Then = Box<dyn FnOnce()>;

impl Work {
    pub(crate) fn new() -> Self {
        Self { busy: RwSignal::new(false), fault: RwSignal::new(None) }
    }

    /// Runs the verb; `then` follows only if it worked.
    pub(crate) fn run<T: 'static>(
        self,
        verb: impl Future<Output = Result<T, Fault>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        // Boxed, so that all that follows is compiled once and not once for each verb of each page.
        self.run_boxed(Box::pin(async move {
            let value = verb.await?;
            Ok(Box::new(move || then(value)) as Then)
        }));
    }

    fn run_boxed(self, verb: Pin<Box<dyn Future<Output = Result<Then, Fault>>>>) {
        self.busy.set(true);
        self.fault.set(None);
        spawn_local(async move {
            let answer = verb.await;
            // The page may have been left meanwhile; its signals are then gone.
            let _ = self.busy.try_set(false);
            match answer {
                Ok(then) => then(),
                Err(fault) => drop(self.fault.try_set(Some(fault))),
            }
        });
    }
}

/// Why the latest verb did nothing, if it did nothing.
#[component]
pub(crate) fn FaultNote(work: Work) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        work.fault.get().map(|fault| {
            let (title, next) = words::fault(i18n, &fault);
            view! { <ErrorNote title=title words=next/> }
        })
    }
}

/// "Kept on this phone" once the latest change is on the disk; read out.
#[component]
pub(super) fn KeptLine() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    // What an earlier screen kept is not news here.
    let changed_here = RwSignal::new(false);
    Effect::new(move |_| {
        if person.saved.get() == Saved::Saving {
            changed_here.set(true);
        }
    });
    let kept = Memo::new(move |_| changed_here.get() && person.saved.get() == Saved::Saved);
    view! {
        <p class="kept" role="status">
            {move || kept.get().then(|| view! { <Icon glyph=glyph::CHECK/><span>{t!(i18n, person.store.kept)}</span> })}
        </p>
    }
}

/// A part of the address, read as an id or a number; `None` if it is neither.
pub(super) fn param<T: FromStr + Clone + PartialEq + Send + Sync + 'static>(name: &'static str) -> Memo<Option<T>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get(name)).and_then(|text| text.parse().ok()))
}

/// Goes to other screens, also from the end of a verb.
#[derive(Clone, Copy)]
pub(crate) struct Go(StoredValue<Navigate, LocalStorage>);

type Navigate = Rc<dyn Fn(&str, NavigateOptions)>;

impl Go {
    /// To that screen; "back" leads here again.
    pub(crate) fn to(self, path: &str) {
        if let Some(navigate) = self.0.try_get_value() {
            navigate(path, NavigateOptions::default());
        }
    }

    /// To that screen in place of this one.
    pub(crate) fn instead(self, path: &str) {
        if let Some(navigate) = self.0.try_get_value() {
            navigate(path, NavigateOptions { replace: true, ..Default::default() });
        }
    }
}

/// Leaves a page of a check-in that is finished. The browser's "back" goes past it, else it would show the same result
/// once for every statement; whoever has the address comes to the result.
pub(super) fn past(go: Go, id: CheckInId) {
    if history::led_here() {
        history::back();
    } else {
        go.instead(&format!("/check-ins/{id}"));
    }
}

/// The way to other screens.
pub(crate) fn use_go() -> Go {
    Go(StoredValue::new_local(Rc::new(use_navigate())))
}
