//! The line over time: true dates across, straight pieces, a gap where there is no total, no smoothing, no fill.
//!
//! The newest point wears the yellow disc. Beside the picture stands the same as a table.
use super::folded::Folded;
use super::picture::Picture;
use super::words;
use crate::platform::intl;
use domain::time::Day;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// One check-in on the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its day, counted from any fixed day.
    pub at: i32,
    /// The day it is said to be of. Put into words where it is shown: a browser takes its time over each, and a line of
    /// years shows three of them.
    pub day: Day,
    /// Its total; `None` leaves a gap.
    pub value: Option<u16>,
}

/// What a chart is drawn from. The lowest value is 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Oldest first.
    pub points: Vec<Point>,
    /// The highest value an instrument can give.
    pub max: u16,
    /// Lowest and highest total of the usual ups and downs around the previous point.
    pub band: Option<(u16, u16)>,
    /// Whether values are tenths of a point, as means are.
    pub tenths: bool,
}

/// A value as people write it.
pub fn written(tenths: bool, value: u16) -> String {
    if tenths { format!("{}.{}", value / 10, value % 10) } else { value.to_string() }
}

/// Sentences around a chart.
#[derive(Clone)]
pub struct ChartWords {
    /// What a screen reader says in place of the picture.
    pub label: TextProp,
    /// Opens the table: "Show as a table".
    pub as_table: TextProp,
    /// Head of the first column.
    pub day: TextProp,
    /// Head of the second column.
    pub total: TextProp,
    /// In place of a total: "no total".
    pub none: TextProp,
}

/// The line, its legend and its table.
#[component]
pub fn Chart(
    /// What to draw.
    line: Line,
    /// Its sentences.
    words: ChartWords,
    /// Explains the band, shown only when there is one.
    #[prop(optional, into)]
    legend: Option<TextProp>,
    /// Days of something else, counted as those of the points: small strokes along the foot.
    #[prop(optional)]
    marks: Vec<i32>,
    /// The way goes on to the highest value: dashed from the newest point to a flag.
    #[prop(optional)]
    ahead: bool,
    /// What it says, in one sentence under it.
    #[prop(optional, into)]
    says: Option<TextProp>,
) -> impl IntoView {
    let legend = legend.filter(|_| line.band.is_some());
    let name = name_of(&line.points);
    let drawn = draw(&line, &marks, ahead, name);
    let ChartWords { label, as_table, day, total, none } = words;
    let table = move || {
        let rows = line.points.iter().rev().map(|point| {
            let none = none.clone();
            let (value, tenths) = (point.value, line.tenths);
            let total = move || value.map_or_else(|| none.get().to_string(), |value| written(tenths, value));
            view! { <tr><th scope="row">{name(point.day)}</th><td>{total}</td></tr> }.into_any()
        });
        let rows = rows.collect_view();
        let (day, total) = (words::text(day.clone()), words::text(total.clone()));
        view! {
            <table>
                <thead><tr><th scope="col">{day}</th><th scope="col">{total}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <figure class="chartbox">
            <svg class="chart" role="img" aria-label=move || label.get() inner_html=drawn></svg>
            {says.map(|says| view! { <p class="soft small">{words::text(says)}</p> })}
            {legend.map(|legend| view! { <figcaption class="legend"><i></i><span>{words::text(legend)}</span></figcaption> })}
            <Folded summary=as_table inner=table/>
        </figure>
    }
    .into_any()
}

/// How a day of these is put into words, short: without its year it is clear for some months only.
pub(super) fn name_of(points: &[Point]) -> NameOf {
    let ends = points.first().zip(points.last());
    let years = ends.is_some_and(|(first, last)| first.day.days_until(last.day) > 300);
    if years { intl::day_on_axis_with_year } else { intl::day_on_axis }
}

/// A day in words.
pub(super) type NameOf = fn(Day) -> String;

/// The line itself: straight from each point to the next, with a gap where one has no value.
pub(super) fn way(picture: &mut Picture, points: &[Point], place: impl Fn(&Point) -> Option<(f32, f32)>) {
    picture.pieces("way", points.windows(2).filter_map(|pair| place(&pair[0]).zip(place(&pair[1]))));
}

/// Whether a line leads to this point, so that it is seen without a mark of its own.
pub(super) fn is_led_to(points: &[Point], i: usize) -> bool {
    let drawn = |at: Option<&Point>| at.is_some_and(|point| point.value.is_some());
    drawn(points.get(i + 1)) || i.checked_sub(1).is_some_and(|i| drawn(points.get(i)))
}

/// Where a day stands between the first and the last, in percent; the middle when there is one day only.
pub(super) fn across(points: &[Point], at: i32) -> f32 {
    match (points.first(), points.last()) {
        (Some(first), Some(last)) if last.at > first.at => {
            let part = |days: i32| i16::try_from(days).map_or(f32::from(i16::MAX), f32::from);
            part(at - first.at) * 100.0 / part(last.at - first.at)
        }
        _ => 50.0,
    }
}

/// How far from the top `value` stands, in percent.
pub(super) fn down(max: u16, value: u16) -> f32 {
    100.0 - f32::from(value.min(max)) * 100.0 / f32::from(max.max(1))
}

/// Where the points stand between the edges of the picture, in percent.
#[derive(Clone, Copy)]
struct Inset {
    /// From the first point to the last.
    wide: f32,
    /// A single day stands at the start, where there is a way ahead of it.
    at_start: bool,
}

impl Inset {
    /// From 6 % to 95 %: the level lines and the band begin before and end after the points. A way ahead has room there.
    fn new(points: &[Point], ahead: bool) -> Self {
        let alone = points.first().map(|point| point.at) == points.last().map(|point| point.at);
        Self { wide: if ahead { 0.75 } else { 0.89 }, at_start: alone && ahead }
    }

    fn place(self, points: &[Point], at: i32) -> f32 {
        6.0 + if self.at_start { 0.0 } else { across(points, at) * self.wide }
    }
}

/// Where the flag stands.
const FLAG_AT: f32 = 95.0;

/// Numbers stand this far from one another, in percent across.
const APART: f32 = 9.0;
/// Further down than this, in percent, there is no room for the newest number below its point.
const LOW: f32 = 80.0;
/// Strokes along the foot stand this far from one another, in percent across: nearer ones are one on a phone.
const STROKES_APART: f32 = 0.25;
/// With more points than this they are drawn smaller.
const MANY: usize = 14;
/// With more points than this they would hide the line: then only the newest and those no line leads to are drawn.
const TOO_MANY: usize = 120;

/// Which points say their number: the newest, then from there back as far as there is room for them.
fn said(points: &[Point], inset: Inset) -> Vec<bool> {
    let mut said = vec![false; points.len()];
    let mut next = f32::INFINITY;
    for (i, point) in points.iter().enumerate().rev() {
        let x = inset.place(points, point.at);
        if point.value.is_some() && x < next {
            said[i] = true;
            next = x - APART;
        }
    }
    said
}

fn draw(line: &Line, marks: &[i32], ahead: bool, name: NameOf) -> String {
    let Line { points, max, band, tenths } = line;
    let inset = Inset::new(points, ahead);
    let said = said(points, inset);
    let (dot, here) = if points.len() > MANY { (3.25, 7.0) } else { (5.0, 9.0) };
    let mut picture = Picture::default();
    if let (Some(first), Some(last)) = (points.first(), points.last()) {
        let mut marks: Vec<i32> = marks.iter().copied().filter(|at| (first.at..=last.at).contains(at)).collect();
        marks.sort_unstable();
        let mut next = 0.0;
        let apart = marks.into_iter().map(|at| inset.place(points, at)).filter(|x| {
            let apart = *x >= next;
            if apart {
                next = x + STROKES_APART;
            }
            apart
        });
        picture.pieces("noted", apart.map(|x| ((x, 100.0), (x, 95.0))));
    }
    let place = |point: &Point| point.value.map(|value| (inset.place(points, point.at), down(*max, value)));
    for value in [0, max / 2, *max] {
        let y = down(*max, value);
        picture.line("grid", (0.0, y), (100.0, y));
        picture.words("axis side", (0.0, y), (-0.5, 0.33), &written(*tenths, value));
    }
    if let (Some((low, high)), [.., previous, _]) = (band, points.as_slice()) {
        let (x, top, bottom) = ((inset.place(points, previous.at) - 4.0).max(0.0), down(*max, *high), down(*max, *low));
        picture.rect("band", (x, top), (100.0 - x, bottom - top));
        picture.line("bandedge", (x, top), (100.0, top));
        picture.line("bandedge", (x, bottom), (100.0, bottom));
    }
    way(&mut picture, points, place);
    let newest = points.iter().rposition(|point| point.value.is_some());
    if let Some(from) = newest.and_then(|newest| place(&points[newest])).filter(|_| ahead) {
        picture.line("ahead", from, (FLAG_AT, 0.0));
        let flag = "<path class='pole' d='M0 8V-14'/><path class='cloth' d='M1.2-13.5 14-9 1.2-4.5z'/>";
        picture.raw(&format!("<svg class='flag' x='{FLAG_AT}%' y='0' overflow='visible'>{flag}</svg>"));
    }
    for (i, point) in points.iter().enumerate() {
        let Some(at) = place(point) else { continue };
        let now = Some(i) == newest;
        if now || points.len() <= TOO_MANY || !is_led_to(points, i) {
            picture.circle(if now { "here" } else { "pt" }, at, if now { here } else { dot });
        }
        if said.get(i) == Some(&true)
            && let Some(value) = point.value
        {
            // In a hollow of the line the number stands below the point, where nothing crosses it; the newest one too,
            // unless the days are right below it.
            let above = |other: Option<&Point>| other.and_then(|other| other.value).is_none_or(|other| other > value);
            let hollow = i > 0 && above(points.get(i - 1)) && above(points.get(i + 1)) && !(now && at.1 > LOW);
            let (class, lift) = (if now { "val now" } else { "val" }, if hollow { 1.55 } else { -0.85 });
            picture.words(class, at, (0.0, lift), &written(*tenths, value));
        }
    }
    days(&mut picture, points, name, 1.6, |across| 6.0 + if inset.at_start { 3.0 } else { across * inset.wide });
    picture.done()
}

/// With more letters than this, three days would run into each other on a phone, as days with their years do.
const LETTERS: usize = 27;
/// With more letters than this, two days would, where letters are large: then the last stands below the first.
const LETTERS_OF_TWO: usize = 16;

/// The first and the last day, and the one nearest the middle if there is room. `place` says where a percentage stands.
pub(super) fn days(picture: &mut Picture, points: &[Point], name: NameOf, drop: f32, place: impl Fn(f32) -> f32) {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
    let (from, until) = (name(first.day), name(last.day));
    if first.at == last.at {
        picture.words("axis foot", (place(50.0), 100.0), (0.0, drop), &until);
        return;
    }
    picture.words("axis foot first", (place(0.0), 100.0), (0.0, drop), &from);
    let letters = from.chars().count() + until.chars().count();
    let class = if letters > LETTERS_OF_TWO { "axis foot last long" } else { "axis foot last" };
    picture.words(class, (place(100.0), 100.0), (0.0, drop), &until);
    let off = |point: &&Point| (across(points, point.at) - 50.0).abs();
    let middle = points.iter().min_by(|a, b| off(a).total_cmp(&off(b)));
    let Some(middle) = middle.filter(|point| off(point) < 16.0) else { return };
    let day = name(middle.day);
    if letters + day.chars().count() <= LETTERS {
        picture.words("axis foot mid", (place(across(points, middle.at)), 100.0), (0.0, drop), &day);
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Point, across, written};
    use domain::time::Day;

    fn first() -> Day {
        Day::from_ymd(2026, 5, 3).unwrap()
    }

    /// A browser's words are not to be had here.
    fn name(day: Day) -> String {
        format!("day {}", first().days_until(day))
    }

    fn draw(line: &Line, marks: &[i32], ahead: bool) -> String {
        super::draw(line, marks, ahead, name)
    }

    fn line(values: &[(i32, Option<u16>)], band: Option<(u16, u16)>) -> Line {
        let points = values.iter().map(|&(at, value)| Point { at, day: first().add_days(at), value }).collect();
        Line { points, max: 40, band, tenths: false }
    }

    #[test]
    fn a_check_in_without_a_total_leaves_a_gap() {
        let drawn = draw(&line(&[(0, Some(17)), (10, None), (20, Some(20)), (30, Some(22))], None), &[], false);
        assert_eq!(drawn.matches('L').count(), 1);
        assert_eq!(drawn.matches("'pt'").count() + drawn.matches("'here'").count(), 3);
    }

    #[test]
    fn one_check_in_is_a_single_disc_with_no_line_and_no_band() {
        let drawn = draw(&line(&[(0, Some(17))], Some((13, 21))), &[], false);
        assert!(!drawn.contains("'way'") && !drawn.contains("'band'"));
        assert_eq!(drawn.matches("'here'").count(), 1);
    }

    #[test]
    fn two_check_ins_of_one_day_say_one_day_and_the_newer_number() {
        let drawn = draw(&line(&[(5, Some(17)), (5, Some(23))], None), &[], false);
        assert_eq!(drawn.matches("day 5").count(), 1);
        assert!(drawn.contains(">23<") && !drawn.contains(">17<"));
    }

    #[test]
    fn days_stand_at_their_true_distance() {
        let line = line(&[(0, Some(1)), (25, Some(2)), (100, Some(3))], None);
        assert_eq!(across(&line.points, 25), 25.0);
    }

    #[test]
    fn a_day_in_the_middle_stands_only_where_three_days_have_room() {
        let line = line(&[(0, Some(1)), (50, Some(2)), (100, Some(3))], None);
        assert!(draw(&line, &[], false).contains("axis foot mid"));
        let long = super::draw(&line, &[], false, |_| "25 Oct 2025".to_owned());
        assert!(!long.contains("axis foot mid"));
        assert!(long.contains("axis foot last long"), "two have none either where letters are large");
    }

    #[test]
    fn means_are_written_with_their_tenth() {
        assert_eq!((written(true, 45), written(false, 24)), ("4.5".to_owned(), "24".to_owned()));
        let mean = Line { max: 70, tenths: true, ..line(&[(0, Some(48))], None) };
        assert!(draw(&mean, &[], false).contains(">4.8<") && draw(&mean, &[], false).contains(">7.0<"));
    }

    #[test]
    fn a_band_needs_a_threshold() {
        let values = [(0, Some(22)), (30, Some(28))];
        assert!(!draw(&line(&values, None), &[], false).contains("'band'"));
        assert!(draw(&line(&values, Some((18, 26))), &[], false).contains("'band'"));
    }

    #[test]
    fn many_check_ins_say_only_the_numbers_there_is_room_for() {
        let values: Vec<_> = (0..36).map(|n| (n * 30, Some(20))).collect();
        let drawn = draw(&line(&values, None), &[], false);
        assert_eq!(drawn.matches("'pt'").count(), 35);
        let numbers = drawn.matches("'val").count();
        assert!((8..=11).contains(&numbers), "{numbers}");
        assert!(drawn.contains("'val now'"));
    }

    #[test]
    fn strokes_stand_along_the_foot_only_between_the_first_and_the_last_day() {
        let drawn = draw(&line(&[(0, Some(1)), (100, Some(2))], None), &[-5, 0, 40, 101], false);
        assert_eq!(drawn.matches("L").count(), 2 + 1, "and the line");
    }

    #[test]
    fn strokes_and_points_that_would_lie_on_one_another_are_drawn_once() {
        let values: Vec<_> = (0..1_000).map(|n| (n, (n != 500).then_some(20))).collect();
        let marks: Vec<i32> = (0..3_000).map(|n| n % 1_000).collect();
        let drawn = draw(&line(&values, None), &marks, false);
        let (noted, way) = drawn.split_once("'way'").unwrap();
        let strokes = noted.matches('L').count();
        assert!((200..=400).contains(&strokes), "{strokes}");
        assert_eq!((way.matches('L').count(), way.matches('M').count(), way.matches("'pt'").count()), (997, 2, 0));
        assert_eq!(drawn.matches("'here'").count(), 1);
    }

    #[test]
    fn a_way_ahead_is_dashed_from_the_newest_point_to_the_flag_and_a_setback_is_a_point_like_any_other() {
        let way = Line { max: 10, ..line(&[(0, Some(2)), (60, Some(6)), (90, Some(3)), (150, Some(7))], None) };
        let drawn = draw(&way, &[], true);
        assert_eq!((drawn.matches("'ahead'").count(), drawn.matches("'flag'").count()), (1, 1));
        assert_eq!((drawn.matches('L').count(), drawn.matches("'pt'").count()), (3, 3));
        assert!([">2<", ">6<", ">3<", ">7<"].iter().all(|number| drawn.contains(number)));
        assert!(!draw(&way, &[], false).contains("'ahead'"), "nothing lies ahead of what is not worked on");
    }

    #[test]
    fn one_look_back_stands_at_the_start_of_the_way() {
        let drawn = draw(&Line { max: 10, ..line(&[(0, Some(4))], None) }, &[], true);
        assert!(drawn.contains("<circle class='here' cx='6.00%'") && drawn.contains("'ahead'"));
    }
}
