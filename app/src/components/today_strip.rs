//! The last check-ins drawn as land, from edge to edge. A picture: the sentence beside it carries the fact.
use super::chart::{NameOf, Point, across, days, name_of, written};
use super::picture::Picture;
use leptos::prelude::*;
use std::fmt::Write;

/// The strip on Today.
#[component]
pub fn TodayStrip(
    /// Oldest first; the last four with a total are drawn.
    points: Vec<Point>,
    /// The highest value the instrument can give.
    max: u16,
    /// Whether values are tenths of a point, as means are.
    #[prop(optional)]
    tenths: bool,
) -> impl IntoView {
    let points: Vec<Point> = points.into_iter().filter(|point| point.value.is_some()).collect();
    let from = points.len().saturating_sub(4);
    let last = points.get(from..).unwrap_or(&[]);
    let drawn = draw(last, max, tenths, name_of(last));
    view! { <div class="stripbox"><svg class="chart strip" aria-hidden="true" inner_html=drawn></svg></div> }.into_any()
}

/// Across, the first and last points stand 11 % from the edges; up, `max` would stand at 8 % and 0 at 98 %.
fn draw(points: &[Point], max: u16, tenths: bool, name: NameOf) -> String {
    let place = |point: &Point| {
        let x = 11.0 + across(points, point.at) * 0.78;
        let y = 98.0 - f32::from(point.value.unwrap_or(0)) * 90.0 / f32::from(max.max(1));
        (x, y)
    };
    let places: Vec<(f32, f32)> = points.iter().map(place).collect();
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return String::new() };
    let mut picture = Picture::default();
    let edge: Vec<(f32, f32)> = std::iter::once((-2.0, first.1 + 3.0))
        .chain(places.iter().copied())
        .chain(std::iter::once((102.0, last.1 + 4.0)))
        .collect();
    picture.raw("<svg viewBox='0 0 100 100' preserveAspectRatio='none'>");
    picture.raw(&format!("<path class='land' d='{}V100H-2Z'/>", ridge(&edge, 0.0, 0.0)));
    for (class, dy, flat) in [("c1", 8.0, 0.12), ("c2", 16.0, 0.3), ("c3", 24.0, 0.5)] {
        picture.raw(&format!("<path class='contour {class}' d='{}'/>", ridge(&edge, dy, flat)));
    }
    picture.raw("</svg>");
    for pair in places.windows(2) {
        if let [a, b] = pair {
            picture.line("way", *a, *b);
        }
    }
    for (i, (point, at)) in points.iter().zip(&places).enumerate() {
        let now = i + 1 == points.len();
        picture.circle(if now { "here" } else { "pt" }, *at, if now { 10.0 } else { 5.0 });
        if now && let Some(value) = point.value {
            picture.words("val now", *at, (0.0, -0.95), &written(tenths, value));
        }
    }
    days(&mut picture, points, name, -0.5, |across| 11.0 + across * 0.78);
    picture.done()
}

/// A line along the ridge, `dy` percent lower and flattened towards its middle height.
fn ridge(edge: &[(f32, f32)], dy: f32, flat: f32) -> String {
    let mut d = String::new();
    for (i, (x, y)) in edge.iter().enumerate() {
        let y = y + dy + (62.0 - y) * flat;
        let _ = write!(d, "{}{x:.1} {y:.1}", if i == 0 { 'M' } else { 'L' });
    }
    d
}

#[cfg(test)]
mod tests {
    use crate::components::chart::Point;
    use domain::time::Day;

    fn draw(points: &[Point], max: u16, tenths: bool) -> String {
        super::draw(points, max, tenths, |day| day.day().to_string())
    }

    #[test]
    fn nothing_is_drawn_before_the_first_total() {
        assert_eq!(draw(&[], 40, false), "");
    }

    #[test]
    fn the_newest_point_wears_the_disc() {
        let day = Day::from_ymd(2026, 5, 3).unwrap();
        let point = |at, value| Point { at, day: day.add_days(at), value: Some(value) };
        let drawn = draw(&[point(0, 17), point(9, 22)], 40, false);
        assert_eq!(drawn.matches("'here'").count(), 1);
        assert!(drawn.contains(">22<"));
        assert!(draw(&[point(0, 48)], 70, true).contains(">4.8<"));
    }
}
