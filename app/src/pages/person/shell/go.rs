//! From the address to a value, and from the end of a verb to another screen.
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use std::rc::Rc;
use std::str::FromStr;

/// A part of the address, read as an id or a number; `None` if it is neither.
pub(crate) fn param<T: FromStr + Clone + PartialEq + Send + Sync + 'static>(name: &'static str) -> Memo<Option<T>> {
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

/// The way to other screens.
pub(crate) fn use_go() -> Go {
    Go(StoredValue::new_local(Rc::new(use_navigate())))
}
