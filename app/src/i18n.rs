//! The sentences of `locales/` in the language in use. The language is settled when the app starts, so a sentence is
//! plain text and nothing has to listen for another one: that alone is a fifth of what the first screen waits for.
pub(crate) use crate::catalogue::i18n::{Locale, td_string};
use leptos::prelude::*;

/// The language in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct I18n(Locale);

impl I18n {
    /// The catalogue to read from.
    pub(crate) const fn locale(self) -> Locale {
        self.0
    }
}

/// Settles the language for everything below.
pub(crate) fn provide_i18n() {
    provide_context(I18n::default());
}

/// The language in use, handed on to whatever says something.
pub(crate) fn use_i18n() -> I18n {
    use_context().unwrap_or_default()
}

/// A sentence of the catalogue: plain text, for a view and for anything else.
macro_rules! t {
    ($i18n:expr, $($key:tt)+) => { $crate::i18n::td_string!($i18n.locale(), $($key)+) };
}
pub(crate) use {t, t as t_string};
