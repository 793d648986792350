//! A part of the program that is fetched when it is first needed. The entry point says where each begins
//! (`src/bin/person.rs`), the built program is cut there, and the service worker keeps every part for the time without
//! signal.
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

/// The file of a part could not be fetched: no signal before everything was kept on this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a part of the app could not be fetched")]
pub struct Away;

/// A promise that ends on the page's one thread.
pub type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// Fetches a part and hands out its way in.
pub type Load<F> = fn() -> Later<Result<F, Away>>;

thread_local! {
    static UNDER_WAY: Cell<u32> = const { Cell::new(0) };
}

/// What `fetching` brings, noted as on its way meanwhile.
pub fn fetched<T, E>(fetching: impl Future<Output = Result<T, E>> + 'static) -> Later<Result<T, Away>> {
    Box::pin(async move {
        UNDER_WAY.set(UNDER_WAY.get() + 1);
        let brought = fetching.await;
        UNDER_WAY.set(UNDER_WAY.get() - 1);
        brought.map_err(|_| Away)
    })
}

/// Whether somebody waits for a part.
pub fn is_under_way() -> bool {
    UNDER_WAY.get() > 0
}
