//! How far back the journey looks: six months, two years, or everything.
use crate::i18n::*;
use crate::platform::clock;
use crate::words::say;
use domain::along::OnTheWay;
use domain::time::Day;
use leptos::prelude::*;

/// In the order of the options; months, or none for everything.
const MONTHS: [Option<i32>; 3] = [Some(6), Some(24), None];

/// The chosen span.
#[derive(Clone, Copy)]
pub(super) struct Span(RwSignal<usize>);

impl Span {
    /// Everything, until the person chooses otherwise.
    pub(super) fn new() -> Self {
        Self(RwSignal::new(MONTHS.len() - 1))
    }

    /// The first day that is shown; none for everything.
    pub(super) fn from(self) -> Option<Day> {
        let months = MONTHS.get(self.0.get()).copied().flatten()?;
        Some(clock::today().add_months(-months))
    }
}

/// Whether this day is shown, from that day on.
pub(super) fn shows(from: Option<Day>, day: Day) -> bool {
    from.is_none_or(|from| day >= from)
}

/// The choice, once there is more than six months to look back on.
#[component]
pub(super) fn SpanChoice(span: Span, all: Memo<Vec<OnTheWay>>) -> impl IntoView {
    let i18n = use_i18n();
    let long = Memo::new(move |_| {
        let from = clock::today().add_months(-6);
        all.with(|all| all.iter().any(|one| one.day < from))
    });
    let options = move || {
        let words = [say!(i18n, person.days.half_year), say!(i18n, person.days.two_years), say!(i18n, person.days.all)];
        let option = |(place, words): (usize, String)| {
            view! { <option value=place.to_string() selected=move || span.0.get() == place>{words}</option> }.into_any()
        };
        words.into_iter().enumerate().map(option).collect::<Vec<_>>()
    };
    let choose = move |event| span.0.set(event_target_value(&event).parse().unwrap_or(MONTHS.len() - 1));
    move || {
        long.get().then(|| {
            view! {
                <div class="field span">
                    <label class="label" for="span">{t!(i18n, person.days.span)}</label>
                    <select id="span" class="input" on:change=choose>{options()}</select>
                </div>
            }
        })
    }
}
