//! The parts of the person's app that a phone fetches when they are needed, and what a route shows meanwhile. What has to
//! open at once stands in no part: a statement, and Get help now.
use crate::components::{Button, Screen};
use crate::i18n::*;
use crate::pages::person::{Kept, Pages, Part, Screen as Shows, first as first_pages};
use crate::platform::part::{Away, Load};
use crate::state::{Loads, use_person, was_opened};
use crate::words::say;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::ChooseView;

/// Where each part is fetched from. The entry point fills it in; `pages::person` says which screens come with which.
#[derive(Clone, Copy)]
pub struct Loaders {
    /// [`Part::Again`]
    pub again: Load<Pages>,
    /// [`Part::Rest`]
    pub rest: Load<Pages>,
    /// What the state needs of them.
    pub state: Loads,
}

/// What a route shows.
#[derive(Clone, Copy)]
pub(crate) enum Shown {
    /// A screen that needs neither a part nor the records.
    Now(fn() -> AnyView),
    /// A screen that needs no records, which its part brings.
    Bare(Shows),
    /// A screen of a room, which its part brings.
    Later(Shows),
}

impl ChooseView for Shown {
    async fn choose(self) -> AnyView {
        match self {
            Self::Now(view) => view(),
            Self::Bare(screen) => expect_context::<Parts>().of(screen).screen(screen),
            Self::Later(screen) => expect_context::<Parts>().of(screen).show(screen).await,
        }
    }

    async fn preload(&self) {}
}

/// The parts of the screens.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    first: Fetched,
    again: Fetched,
    rest: Fetched,
}

impl Parts {
    pub(crate) fn new(loaders: Loaders) -> Self {
        let first = Fetched::new(|| Box::pin(async { Ok(first_pages as Pages) }));
        first.pages.set(Some(Ok(first_pages)));
        Self { first, again: Fetched::new(loaders.again), rest: Fetched::new(loaders.rest) }
    }

    /// The one that brings this screen.
    fn of(self, screen: Shows) -> Fetched {
        match screen.part() {
            Part::First => self.first,
            Part::Again => self.again,
            Part::Rest => self.rest,
        }
    }

    /// "Undo", over every screen from the first that shows records on. Its live region stands before there is anything
    /// to say, so that the first sentence is read out too.
    pub(crate) fn undo_bar(self) -> AnyView {
        let person = use_person();
        let here = Memo::new(move |_| self.again.pages.with(|pages| matches!(pages, Some(Ok(_)))));
        let wanted = Memo::new(move |_| person.undo.offered.with(Option::is_some));
        let bar = move || (here.get() || wanted.get()).then(|| self.again.screen(Shows::Undo));
        bar.into_any()
    }

    /// What stands in the place of every screen while the app lock is closed.
    pub(crate) fn at_lock(self) -> AnyView {
        self.rest.screen(Shows::Locked)
    }

    /// What goes on beside the first opening while something stands aside; nothing while its part is not to be had.
    pub(crate) fn counting(self) -> AnyView {
        self.rest.beside(Shows::Counting)
    }

    /// What stands above a statement that somebody helps with; nothing while its part is not to be had.
    pub(crate) fn helping(self) -> AnyView {
        self.again.beside(Shows::Helping)
    }
}

/// A part of the screens, fetched or not.
#[derive(Clone, Copy)]
struct Fetched {
    load: Load<Pages>,
    /// Nothing while it has not been fetched; then its way in, or that it was not to be had.
    pages: RwSignal<Option<Result<Pages, Away>>>,
}

impl Fetched {
    fn new(load: Load<Pages>) -> Self {
        Self { load, pages: RwSignal::new(None) }
    }

    async fn fetch(self) {
        if !self.pages.with_untracked(|pages| matches!(pages, Some(Ok(_)))) {
            self.pages.set(Some((self.load)().await));
        }
    }

    /// The screen. Whoever has been here before keeps the screen they came from until the part is here; at the first
    /// opening nothing is fetched for a screen that is not shown yet.
    async fn show(self, screen: Shows) -> AnyView {
        if was_opened() {
            self.fetch().await;
        }
        let before_lock = screen.stands_before_lock();
        view! { <Kept before_lock=before_lock>{self.screen(screen)}</Kept> }.into_any()
    }

    /// What goes beside another screen; nothing while the part is not to be had.
    fn beside(self, screen: Shows) -> AnyView {
        spawn_local(self.fetch());
        let beside = move || self.pages.get().and_then(Result::ok).map(|pages| pages(screen));
        beside.into_any()
    }

    fn screen(self, screen: Shows) -> AnyView {
        let fetch = move || spawn_local(self.fetch());
        if self.pages.with_untracked(Option::is_none) {
            fetch();
        }
        let page = move || match self.pages.get() {
            Some(Ok(pages)) => pages(screen),
            Some(Err(Away)) => away(fetch),
            None => ().into_any(),
        };
        page.into_any()
    }
}

/// Says that a part is not to be had now, and lets the person try again.
fn away(again: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let i18n = use_i18n();
    let dock = move || view! { <Button on_press=move |()| again()>{t!(i18n, person.store.again)}</Button> };
    view! { <Screen title=say!(i18n, errors.part.away) lede=say!(i18n, errors.part.away_next) dock=dock>""</Screen> }
        .into_any()
}
