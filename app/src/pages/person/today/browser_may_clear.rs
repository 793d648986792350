//! Says calmly that a browser may clear what it keeps, once there is something to lose: until Waymark stands on the home
//! screen or a copy is kept, and again when much has come since that copy. A browser's promise is not enough: some give
//! it and clear all the same. It comes in its turn among what Today invites to.
use crate::components::{Notice, QuietLink, glyph};
use crate::i18n::*;
use crate::platform::install::{Way, way};
use crate::platform::storage;
use crate::state::{SafeCopy, last_copy, use_person};
use crate::words::say;
use domain::records::Records;
use domain::today::has_something_to_lose;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// So many check-ins after a copy another one is suggested.
const AGAIN: usize = 4;

/// What there is to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MayClear {
    /// Nothing keeps it.
    MayForget,
    /// A copy is there, and nobody has written down what opens it.
    WordsUnseen,
    /// So many check-ins came since the copy.
    Since(usize),
}

/// What there is to say now.
pub(super) fn may_clear() -> Memo<Option<MayClear>> {
    let person = use_person();
    let (copy, installed, opened) = (last_copy(), way() == Way::Done, person.page.opened);
    Memo::new(move |_| {
        let today = person.page.today.get();
        let lose = |records: &Records| has_something_to_lose(records, opened, today);
        person.notebook.records.with(|records| standing(records, copy, installed).filter(|_| lose(records)))
    })
}

/// The card.
#[component]
pub(super) fn MayForget(now: Memo<Option<MayClear>>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let link = |href, words: String| view! { <QuietLink href=href>{words}</QuietLink> }.into_any();
        let copy = say!(i18n, person.copy.title);
        let (words, links) = match now.get()? {
            MayClear::MayForget => (
                say!(i18n, person.today.may_forget),
                vec![link("/me/copy", copy), link("/me/install", say!(i18n, person.install.title))],
            ),
            MayClear::WordsUnseen => {
                (say!(i18n, person.copy.words_unseen), vec![link("/me/words", say!(i18n, person.copy.see_words))])
            }
            MayClear::Since(count) => {
                (say!(i18n, person.today.copy_again, count = count), vec![link("/me/copy", copy)])
            }
        };
        let links = links.into_iter().map(|link| view! { <p>{link}</p> }).collect_view();
        Some(view! { <Notice><p>{words}</p>{links}</Notice> })
    }
}

/// Says, before the first answer, that this may be a window that keeps nothing.
#[component]
pub(super) fn MayBePrivate() -> impl IntoView {
    let i18n = use_i18n();
    let likely = RwSignal::new(false);
    spawn_local(async move {
        let _ = likely.try_set(storage::may_be_private().await);
    });
    move || {
        likely.get().then(|| view! { <Notice glyph=glyph::EYE_OFF>{t!(i18n, person.today.may_be_private)}</Notice> })
    }
}

fn standing(records: &Records, copy: Option<SafeCopy>, installed: bool) -> Option<MayClear> {
    if records.backup.kept.is_some() {
        return None;
    }
    let Some(copy) = copy else { return (!installed).then_some(MayClear::MayForget) };
    if copy.with_words && records.backup.words_seen.is_none() {
        return Some(MayClear::WordsUnseen);
    }
    let since = records.check_ins.values().filter(|it| it.completed.day() > copy.made).count();
    (since >= AGAIN).then_some(MayClear::Since(since))
}

#[cfg(test)]
mod tests {
    use super::{MayClear, standing};
    use crate::state::SafeCopy;
    use domain::records::Records;
    use domain::time::Day;

    #[test]
    fn a_copy_or_the_home_screen_keeps_it() {
        assert_eq!(standing(&Records::default(), None, false), Some(MayClear::MayForget));
        assert_eq!(standing(&Records::default(), None, true), None);
        let copy = |with_words| Some(SafeCopy { made: Day::parse("2026-03-01").unwrap(), with_words });
        assert_eq!(standing(&Records::default(), copy(false), false), None);
        // It opens with words that nobody has looked at yet.
        assert_eq!(standing(&Records::default(), copy(true), false), Some(MayClear::WordsUnseen));
    }
}
