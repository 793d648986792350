//! The sentences of `locales/` in the language in use. The language is settled when the app starts, so a sentence is
//! plain text and nothing has to listen for another one: that alone is a fifth of what the first screen waits for.
pub(crate) use crate::catalogue::i18n::{Locale, td_string};
use crate::platform::{intl, look};
use leptos::prelude::*;
use leptos_i18n::{Direction, Locale as _};

/// The language in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct I18n(Locale);

impl I18n {
    /// The catalogue to read from.
    pub(crate) const fn locale(self) -> Locale {
        self.0
    }

    /// A telephone number that reads as it is dialled inside a sentence from right to left too: its groups of digits
    /// would change places there.
    pub(crate) fn dialled(self, number: &str) -> String {
        match self.0.direction() {
            Direction::RightToLeft => format!("\u{2066}{number}\u{2069}"),
            _ => number.to_owned(),
        }
    }
}

/// Settles the language for everything below: the one chosen here before, else the first of the phone's own languages
/// that is offered, else English.
pub(crate) fn provide_i18n() {
    let locale = look::languages().iter().find_map(|tag| offered(tag)).unwrap_or_default();
    if locale != Locale::default() {
        look::speak(locale.as_str(), locale.direction().as_str());
        intl::speak(locale.as_str());
    }
    provide_context(I18n(locale));
}

/// Every language that can be chosen: its tag, and what it calls itself.
pub(crate) fn languages() -> Vec<(&'static str, String)> {
    let named = |locale: &Locale| (locale.as_str(), td_string!(*locale, language.name).to_string());
    Locale::get_all().iter().map(named).collect()
}

/// The language of a tag such as `cy-GB`, if it is offered under that name or the name without its region.
fn offered(tag: &str) -> Option<Locale> {
    let whole = |locale: &&Locale| locale.as_str().eq_ignore_ascii_case(tag);
    let short = tag.split('-').next().unwrap_or_default();
    let language = |locale: &&Locale| locale.as_str().eq_ignore_ascii_case(short);
    let all = Locale::get_all();
    all.iter().find(whole).or_else(|| all.iter().find(language)).copied()
}

/// The language in use, handed on to whatever says something.
pub(crate) fn use_i18n() -> I18n {
    use_context().unwrap_or_default()
}

/// A value on its way into a sentence. No name turns the sentence round it stands in.
pub(crate) fn value(value: &dyn std::fmt::Display) -> String {
    domain::visible::isolated(value.to_string())
}

/// A sentence of the catalogue: plain text, for a view and for anything else.
macro_rules! t {
    ($i18n:expr, $($key:ident).+ $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::i18n::td_string!($i18n.locale(), $($key).+ $(, $name = $crate::i18n::value(&($value)))*)
    };
}
pub(crate) use {t, t as t_string};

#[cfg(test)]
mod tests {
    use super::{Locale, offered};

    #[test]
    fn a_phone_in_another_english_speaks_english_and_one_in_a_language_we_lack_none_of_ours() {
        for tag in ["en", "en-GB", "EN-us"] {
            assert_eq!(offered(tag), Some(Locale::en), "{tag}");
        }
        for tag in ["", "xx", "e", "enx-GB"] {
            assert_eq!(offered(tag), None, "{tag}");
        }
    }
}
