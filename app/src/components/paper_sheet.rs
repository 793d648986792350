//! A blank sheet to fill in on paper: one line a statement, with the numbers that are typed in afterwards. Licensed words are
//! never on it: there it has the numbers of the statements only, to be used beside the sheet that the team has.
use crate::i18n::*;
use domain::instrument::{Instrument, Item, PackStanding};
use leptos::prelude::*;

/// The sheet, one page of A4.
#[component]
pub fn PaperSheet(
    /// What is asked.
    instrument: Instrument,
) -> impl IntoView {
    let i18n = use_i18n();
    let pack = &instrument.pack;
    let own = matches!(pack.standing, PackStanding::Own | PackStanding::Practice);
    let asked = own.then(|| shared_stem(&instrument)).flatten();
    let after = pack.follow_up.as_ref().filter(|_| own).map(|it| it.text.clone());
    let ends = own.then(|| shared_ends(&instrument)).flatten();
    let each = own && ends.is_none();
    let lines = (1..).zip(&pack.items).map(|(number, item)| line(&instrument, number, item, own, each));
    let lines = lines.collect_view();
    view! {
        <article class="paper-sheet">
            <h2 dir="auto" translate="no">{pack.title.clone()}</h2>
            <p>{t!(i18n, parts.sheet.how)}</p>
            <p class="blank">{t!(i18n, parts.sheet.day)}<span class="rule"></span></p>
            {(!own).then(|| view! { <p>{t!(i18n, parts.sheet.by_place)}</p> })}
            {asked.map(|asked| view! { <p class="h-s" dir="auto" translate="no">{asked}</p> })}
            {after.map(|after| view! {
                <p class="small">{t!(i18n, parts.sheet.tick)} " " <span dir="auto" translate="no">{after}</span></p>
            })}
            {ends.map(|(low, high)| view! { <p class="small" dir="auto" translate="no">{low}" … "{high}</p> })}
            <ol>{lines}</ol>
            <p class="small">{t!(i18n, parts.sheet.yours)}</p>
            <p class="tiny" dir="auto">{pack.copyright.clone()}</p>
        </article>
    }
    .into_any()
}

/// What is asked of all of them alike; nothing where each has words of its own before it.
fn shared_stem(instrument: &Instrument) -> Option<String> {
    let mut stems = instrument.pack.items.iter().map(|item| instrument.stem(item));
    let first = stems.next()??;
    stems.all(|stem| stem == Some(first)).then(|| first.to_owned())
}

/// What the first and the last number mean.
fn ends_of(item: &Item) -> Option<(String, String)> {
    let (low, high) = item.options.first().zip(item.options.last())?;
    Some((low.text.clone()?, high.text.clone()?))
}

/// The same where it is the same for all of them: said once.
fn shared_ends(instrument: &Instrument) -> Option<(String, String)> {
    let mut all = instrument.pack.items.iter().map(ends_of);
    let first = all.next()??;
    all.all(|ends| ends.as_ref() == Some(&first)).then_some(first)
}

/// One statement; `each` says its ends beside its numbers.
fn line(instrument: &Instrument, number: usize, item: &Item, own: bool, each: bool) -> AnyView {
    let i18n = use_i18n();
    let before = instrument.stem(item).filter(|_| own && shared_stem(instrument).is_none()).map(str::to_owned);
    let text = item.text.clone().filter(|_| own);
    let text = text.unwrap_or_else(|| t_string!(i18n, person.statement.number, number = number).to_string());
    let ends = ends_of(item).filter(|_| each);
    let boxes = (0..item.options.len()).map(|place| view! { <span class="box">{typed(item, place)}</span> });
    let boxes = boxes.collect_view();
    let tick = instrument.followed_up(&item.id) && own;
    view! {
        <li>
            <p dir="auto" translate="no">{before.map(|before| view! { <span class="small">{before}": "</span> })} <b>{text}</b></p>
            <p class="boxes">
                {ends.clone().map(|(low, _)| view! { <span class="end" dir="auto" translate="no">{low}</span> })}
                {boxes}
                {ends.map(|(_, high)| view! { <span class="end" dir="auto" translate="no">{high}</span> })}
                {tick.then(|| view! { <span class="tick-here"></span> })}
            </p>
        </li>
    }
    .into_any()
}

/// The number that stands in a box, and is typed in for it: on a scale from 0 to 10 its own, else its place from 1.
fn typed(item: &Item, place: usize) -> usize {
    if item.ends().is_some() { place } else { place + 1 }
}
