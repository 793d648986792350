//! A change on its way to the disk, and the answer of the verb that asked for it. Whatever the verb, it is waited for in
//! the same few lines: a phone downloads them once for each kind of answer.
use super::super::fault::Fault;
use crate::store::StoreError;
use domain::records::{Change, Records};
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

/// From the newest picture to what is to be written.
pub(super) type Compute = Box<dyn Fn(&Records) -> Result<Vec<Change>, Fault>>;

/// What makes the change.
pub(super) type Made = Pin<Box<dyn Future<Output = Result<(), Fault>>>>;

/// A change under way; nothing happens before it is awaited.
pub struct Changing<T> {
    made: Made,
    answer: Rc<Cell<Option<T>>>,
}

impl<T: 'static> Changing<T> {
    /// The answer goes round by a slot, so that `make` hears nothing of it.
    pub(super) fn of(
        compute: impl Fn(&Records) -> Result<(Vec<Change>, T), Fault> + 'static,
        make: impl FnOnce(Compute) -> Made,
    ) -> Self {
        let answer = Rc::new(Cell::new(None));
        let slot = answer.clone();
        let compute: Compute = Box::new(move |records| {
            let (changes, answer) = compute(records)?;
            slot.set(Some(answer));
            Ok(changes)
        });
        Self { made: make(compute), answer }
    }
}

impl<T> Future for Changing<T> {
    type Output = Result<T, Fault>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let made = ready!(self.made.as_mut().poll(context));
        // A change that was made has filled the slot.
        Poll::Ready(made.and_then(|()| self.answer.take().ok_or(Fault::Store(StoreError::Closed))))
    }
}
