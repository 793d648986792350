//! Numbers side by side, each with its name and a small picture of the time before: nothing is added up.
use super::picture::Picture;
use leptos::prelude::*;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberNow {
    /// What it is about.
    pub name: String,
    /// What a screen reader says in the place of picture and number.
    pub said: String,
    /// The number now; none if it was left out.
    pub now: Option<u16>,
    /// The time before.
    pub before: Option<u16>,
    /// The lowest there is.
    pub low: u16,
    /// The highest.
    pub high: u16,
}

/// All of them, in the order in which they were asked.
#[component]
pub fn NumbersNow(
    /// What was answered.
    numbers: Vec<NumberNow>,
) -> impl IntoView {
    let rows = numbers.into_iter().map(|it| {
        let drawn = draw(&it);
        let now = it.now.map_or_else(|| "–".to_owned(), |now| now.to_string());
        view! {
            <li>
                <span class="grow" dir="auto" translate="no">{it.name}</span>
                <svg class="chart" aria-hidden="true" inner_html=drawn></svg>
                <b aria-hidden="true">{now}</b>
                <span class="unseen">{it.said}</span>
            </li>
        }
        .into_any()
    });
    view! { <ul class="multi">{rows.collect_view()}</ul> }.into_any()
}

/// The lowest number stands at 76 % and the highest at 22 %, so that no disc is cut.
fn draw(it: &NumberNow) -> String {
    let span = f32::from(it.high.saturating_sub(it.low).max(1));
    let down = |value: u16| 76.0 - f32::from(value.saturating_sub(it.low)).min(span) * 54.0 / span;
    let (before, now) = (it.before.map(|value| (12.0, down(value))), it.now.map(|value| (82.0, down(value))));
    let mut picture = Picture::default();
    picture.line("grid", (0.0, 97.0), (100.0, 97.0));
    if let Some((before, now)) = before.zip(now) {
        picture.line("way", before, now);
    }
    if let Some(before) = before {
        picture.circle("pt", before, 3.5);
    }
    if let Some(now) = now {
        picture.circle("here", now, 6.0);
    }
    picture.done()
}

#[cfg(test)]
mod tests {
    use super::{NumberNow, draw};

    fn number(now: Option<u16>, before: Option<u16>) -> String {
        draw(&NumberNow { name: String::new(), said: String::new(), now, before, low: 0, high: 10 })
    }

    #[test]
    fn the_first_time_there_is_one_disc_and_no_line() {
        let drawn = number(Some(10), None);
        assert!(drawn.contains("'here'") && drawn.contains("cy='22.00%'"));
        assert!(!drawn.contains("'pt'") && !drawn.contains("'way'"));
    }

    #[test]
    fn what_was_left_out_now_has_no_disc_and_no_line() {
        let drawn = number(None, Some(0));
        assert!(drawn.contains("'pt'") && drawn.contains("cy='76.00%'"));
        assert!(!drawn.contains("'here'") && !drawn.contains("'way'"));
    }
}
