//! What a page does for the person: run a verb, say so, and say plainly when it did not work.
use crate::components::ErrorNote;
use crate::i18n::*;
use crate::state::Fault;
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;

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
