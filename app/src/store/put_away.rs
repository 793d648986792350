//! A page that is put away whole, as browsers do so that "back" is quick, must hold nothing of the store. WebKit lets a
//! transaction that is under way then stay under way for as long as the page sleeps: every later page that wants the
//! same stores waits for it in vain, until the browser itself is started again.
use crate::platform::events::{back, put_away};
use futures_util::future::{Either, select};
use std::pin::pin;

/// Runs `work`, which undoes what it began when it is dropped. `None`: the page was put away meanwhile, `work` was
/// dropped before it slept, and it is back.
pub(super) async fn awake<T>(work: impl Future<Output = T>) -> Option<T> {
    let answer = match select(pin!(work), pin!(put_away())).await {
        Either::Left((answer, _)) => Some(answer),
        Either::Right(_) => None,
    };
    if answer.is_none() {
        back().await;
    }
    answer
}
