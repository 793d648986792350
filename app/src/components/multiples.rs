//! Small multiples: many short lines of one shape side by side, each with its name and its newest answer in words, and
//! one table behind them all. Every picture has the same days across and the same ends up and down.
use super::chart::{Point, across, is_led_to, way};
use super::folded::Folded;
use super::picture::Picture;
use super::words;
use crate::platform::intl;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// One of the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Small {
    /// What it is about.
    pub name: String,
    /// Its newest answer in words, beside the one before.
    pub now: String,
    /// Oldest first: the place of the answer, from 0; a gap where it was left out.
    pub points: Vec<Point>,
    /// How many places there are.
    pub of: u8,
    /// What each place says, in their order, for the table.
    pub answers: Vec<String>,
    /// What its lowest and its highest place say, where each line has its own.
    pub ends: Option<(String, String)>,
    /// What belongs to it in the person's own words, each with where it stands.
    pub own: Vec<(String, String)>,
}

/// Sentences around them.
#[derive(Clone)]
pub struct MultiplesWords {
    /// Opens the table: "Show as a table".
    pub as_table: TextProp,
    /// Head of the column of days.
    pub day: TextProp,
    /// Head of the column of answers.
    pub answer: TextProp,
    /// Where none was given.
    pub skipped: TextProp,
}

/// The lines and their table.
#[component]
pub fn SmallMultiples(
    /// In the order in which they were asked.
    lines: Vec<Small>,
    /// Its sentences.
    words: MultiplesWords,
) -> impl IntoView {
    let pictures = lines.iter().map(|line| {
        let ends = line.ends.clone().map(|(low, high)| {
            view! { <p class="ends"><span translate="no">{low}</span><span translate="no">{high}</span></p> }
        });
        let own = line.own.iter().map(|(href, words)| {
            view! { <a class="own text" dir="auto" translate="no" href=href.clone()>{words.clone()}</a> }.into_any()
        });
        view! {
            <li>
                <p class="label" dir="auto" translate="no">{line.name.clone()}</p>
                <p class="soft small" dir="auto" translate="no">{line.now.clone()}</p>
                <svg class="chart" aria-hidden="true" inner_html=draw(&line.points, line.of)></svg>
                {ends}
                {own.collect_view()}
            </li>
        }
        .into_any()
    });
    let pictures = pictures.collect_view();
    let MultiplesWords { as_table, day, answer, skipped } = words;
    let table = move || {
        let bodies = lines.iter().map(|line| {
            let rows = line.points.iter().rev().map(|point| {
                let answer = point.value.and_then(|place| line.answers.get(usize::from(place)).cloned());
                let (day, answer) =
                    (intl::day_with_year(point.day), answer.unwrap_or_else(|| skipped.get().to_string()));
                view! { <tr><th scope="row">{day}</th><td dir="auto" translate="no">{answer}</td></tr> }.into_any()
            });
            let (name, rows) = (line.name.clone(), rows.collect_view());
            view! {
                <tbody>
                    <tr><th class="of-group" scope="rowgroup" colspan="2" dir="auto" translate="no">{name}</th></tr>
                    {rows}
                </tbody>
            }
            .into_any()
        });
        let bodies = bodies.collect_view();
        let (day, answer) = (words::text(day.clone()), words::text(answer.clone()));
        view! {
            <table>
                <thead><tr><th scope="col">{day}</th><th scope="col">{answer}</th></tr></thead>
                {bodies}
            </table>
        }
        .into_any()
    };
    view! {
        <ul class="multiples">{pictures}</ul>
        <Folded summary=as_table inner=table/>
    }
    .into_any()
}

/// One small line by itself: a picture, so the words beside it carry the fact.
#[component]
pub fn SmallLine(
    /// Oldest first: a value from 0.
    points: Vec<Point>,
    /// How many values there are.
    of: u8,
) -> impl IntoView {
    view! { <svg class="chart small-line" aria-hidden="true" inner_html=draw(&points, of)></svg> }.into_any()
}

/// With more points than this they would hide the line: then only the newest and those no line leads to are drawn.
const MANY: usize = 16;

/// The lowest place stands at 88 % and the highest at 12 %, so that no disc is cut; a hairline marks both.
fn draw(points: &[Point], of: u8) -> String {
    let last = f32::from(of.max(2) - 1);
    let down = |value: u16| 88.0 - f32::from(value.min(u16::from(of))) * 76.0 / last;
    let place = |point: &Point| Some((7.0 + across(points, point.at) * 0.86, down(point.value?)));
    let mut picture = Picture::default();
    for y in [12.0, 88.0] {
        picture.line("grid", (0.0, y), (100.0, y));
    }
    way(&mut picture, points, place);
    let newest = points.iter().rposition(|point| point.value.is_some());
    for (i, point) in points.iter().enumerate() {
        if let Some(at) = place(point) {
            let now = Some(i) == newest;
            if points.len() > MANY && !now && is_led_to(points, i) {
                continue;
            }
            picture.circle(if now { "here" } else { "pt" }, at, if now { 7.0 } else { 3.5 });
        }
    }
    picture.done()
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::components::Point;
    use domain::time::Day;

    fn points(values: &[Option<u16>]) -> Vec<Point> {
        let first = Day::from_ymd(2026, 5, 3).unwrap();
        let point =
            |(at, value): (i32, &Option<u16>)| Point { at: at * 30, day: first.add_days(at * 30), value: *value };
        (0..).zip(values).map(point).collect()
    }

    #[test]
    fn an_answer_left_out_is_a_gap_and_never_the_lowest_place() {
        let drawn = draw(&points(&[Some(6), None, Some(0), Some(3)]), 7);
        assert_eq!(drawn.matches("'way'").count(), 1);
        assert_eq!(drawn.matches("<circle").count(), 3);
        assert!(drawn.contains("cy='12.00%'") && drawn.contains("cy='88.00%'") && drawn.contains("cy='50.00%'"));
    }

    #[test]
    fn three_years_of_answers_are_a_line_and_no_row_of_beads_and_one_by_itself_is_still_seen() {
        let mut many = vec![Some(3); 40];
        (many[10], many[12]) = (None, None);
        let drawn = draw(&points(&many), 11);
        assert_eq!((drawn.matches("'pt'").count(), drawn.matches("'here'").count()), (1, 1));
        assert_eq!(draw(&points(&[Some(3); 16]), 11).matches("'pt'").count(), 15);
    }

    #[test]
    fn the_first_time_there_is_one_disc_and_when_nothing_was_answered_none() {
        assert_eq!(draw(&points(&[Some(4)]), 7).matches("'here'").count(), 1);
        assert!(!draw(&points(&[None]), 7).contains("<circle"));
    }
}
