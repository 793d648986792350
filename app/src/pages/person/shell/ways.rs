//! How the way of an aspiration is said and drawn, alike on its own page, on the journey and in the printed story.
use crate::components::Point;
use crate::words::{I18n, say};
use domain::aspiration::Aspiration;
use domain::way::{Lasting, whole_way};

/// "From 2 to 7 in five months."; nothing before the first look back.
pub(crate) fn sentence(i18n: I18n, it: &Aspiration) -> Option<String> {
    let rating = it.rating()?;
    let Some(way) = whole_way(it) else {
        return Some(say!(i18n, person.way.one, now = rating));
    };
    let (from, now) = (way.from, way.now);
    Some(match way.lasting {
        _ if from == now => say!(i18n, person.way.same, now = now),
        Lasting::OneDay => say!(i18n, person.way.one_day, from = from, now = now),
        Lasting::Days(count) => say!(i18n, person.way.days, from = from, now = now, count = counted(i18n, count)),
        Lasting::Weeks(count) => say!(i18n, person.way.weeks, from = from, now = now, count = counted(i18n, count)),
        Lasting::Months(count) => say!(i18n, person.way.months, from = from, now = now, count = counted(i18n, count)),
        Lasting::Years(count) => say!(i18n, person.way.years, from = from, now = now, count = counted(i18n, count)),
    })
}

/// A small count as it is said: beside two ratings a third digit would read as one more.
fn counted(i18n: I18n, count: i32) -> String {
    match count {
        2 => say!(i18n, person.way.counted.two),
        3 => say!(i18n, person.way.counted.three),
        4 => say!(i18n, person.way.counted.four),
        5 => say!(i18n, person.way.counted.five),
        6 => say!(i18n, person.way.counted.six),
        7 => say!(i18n, person.way.counted.seven),
        8 => say!(i18n, person.way.counted.eight),
        9 => say!(i18n, person.way.counted.nine),
        10 => say!(i18n, person.way.counted.ten),
        11 => say!(i18n, person.way.counted.eleven),
        12 => say!(i18n, person.way.counted.twelve),
        _ => count.to_string(),
    }
}

/// Every look back as a point at its true distance, setbacks like any other.
pub(crate) fn points(it: &Aspiration) -> Vec<Point> {
    let first = it.looks_back.first().map(|look| look.at.day());
    let mut furthest = 0;
    let mut points = Vec::new();
    for look in &it.looks_back {
        let day = look.at.day();
        // Never backwards: whoever flew west looked back later on an earlier day.
        furthest = first.map_or(0, |first| first.days_until(day)).max(furthest);
        points.push(Point { at: furthest, day, value: Some(u16::from(look.rating)) });
    }
    points
}
