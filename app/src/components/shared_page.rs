//! What one person shares with one worker: their aspirations, then check-ins, then notes, and what the permission
//! covers. The person's preview and the worker's page both show this part, so what was promised is what is seen.
use super::answers::{AnswerKey, AnswerStrip};
use super::chart::{Chart, ChartWords, Line, Point, written};
use super::glyph;
use super::helped::HelpFacts;
use super::icon::Icon;
use super::own_words::{OwnSize, OwnWords};
use super::path::PathShort;
use crate::i18n::*;
use crate::platform::intl::{self, Plural};
use domain::aspiration::AspirationState;
use domain::check_in::Company;
use domain::consent::{From as Since, ItemKind, Scope, ScopePart};
use domain::instrument::Method;
use domain::share::{
    SharedAbout, SharedAnswer, SharedAspiration, SharedCheckIn, SharedNote, SharedPage, SharedPoint, SharedSeries,
    answer_before, check_in_before,
};
use domain::then_and_now::number;
use domain::time::Day;
use leptos::prelude::*;

/// The whole page. It shows the same words wherever it stands.
#[component]
pub fn SharedPageView(
    /// What is shared.
    page: SharedPage,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = page.about.as_ref().and_then(|about| about.name.clone());
    let matters = match name {
        Some(name) => t_string!(i18n, team.shared.matters, name = name).to_string(),
        None => t_string!(i18n, team.shared.matters_plain).to_string(),
    };
    let nothing = page.brings_nothing().then(|| match page.about.as_ref().map(|about| about.from) {
        Some(Since::OnlyNew) => t_string!(i18n, team.shared.nothing_new),
        Some(Since::EarlierToo) | None => t_string!(i18n, team.shared.nothing),
    });
    let SharedPage { about, conversation, aspirations, check_ins, series, notes } = page;
    view! {
        <div class="shared">
            <div class="shared-main">
                {nothing.map(|nothing| view! { <p class="say">{nothing}</p> })}
                {conversation
                    .map(|asked| {
                        view! {
                            <section class="asked">
                                <Icon glyph=glyph::MESSAGE_CIRCLE/>
                                <div>
                                    <p class="label">{t!(i18n, team.shared.conversation)}</p>
                                    <p class="hint">
                                        {t!(i18n, team.shared.conversation_on, day = intl::day_plain(asked.day()))}
                                    </p>
                                </div>
                            </section>
                        }
                    })}
                {(!aspirations.is_empty())
                    .then(|| {
                        view! {
                            <section>
                                <h2 class="h-s" dir="auto">{matters}</h2>
                                <div class="shared-pair">{aspirations.into_iter().map(aspiration).collect_view()}</div>
                            </section>
                        }
                    })}
                {(!check_ins.is_empty())
                    .then(|| {
                        view! {
                            <section>
                                <h2 class="h-s">{t!(i18n, team.shared.check_ins)}</h2>
                                {series.iter().map(line).collect_view()}
                                {check_ins.iter().map(|it| check_in(it, check_in_before(&check_ins, it))).collect_view()}
                            </section>
                        }
                    })}
            </div>
            <div class="shared-side">
                {(!notes.is_empty())
                    .then(|| {
                        view! {
                            <section>
                                <h2 class="h-s">{t!(i18n, team.shared.notes)}</h2>
                                {notes.into_iter().map(note).collect_view()}
                            </section>
                        }
                    })}
                {about.map(permission)}
            </div>
        </div>
    }
    .into_any()
}

fn aspiration(aspiration: SharedAspiration) -> AnyView {
    let i18n = use_i18n();
    let SharedAspiration { words, why, what_helps, state, steps, looks_back, .. } = aspiration;
    let (first, last) = (looks_back.first().map(|back| back.rating), looks_back.last().cloned());
    let now = last.as_ref().map(|back| back.rating);
    let label = match (first, now) {
        (Some(from), Some(now)) => t_string!(i18n, team.shared.path, from = from, now = now).to_string(),
        _ => t_string!(i18n, team.shared.path_none).to_string(),
    };
    let started = first.map_or_else(
        || t_string!(i18n, team.shared.path_none).to_string(),
        |rating| t_string!(i18n, team.shared.started, rating = rating).to_string(),
    );
    let today = last
        .as_ref()
        .map(|back| t_string!(i18n, team.shared.now, rating = back.rating, day = intl::day_plain(back.day)).to_string())
        .unwrap_or_default();
    let state = match state {
        AspirationState::WorkingOnIt => None,
        AspirationState::Resting => Some(t_string!(i18n, team.shared.resting).to_string()),
        AspirationState::Reached => Some(t_string!(i18n, team.shared.reached).to_string()),
        AspirationState::LetGo => Some(t_string!(i18n, team.shared.let_go).to_string()),
        AspirationState::Changed => Some(t_string!(i18n, team.shared.changed).to_string()),
    };
    let done = steps.iter().filter(|step| step.done.is_some()).count();
    let counted = match intl::plural(steps.len()) {
        Plural::One => t_string!(i18n, team.shared.steps_single, done = done).to_string(),
        Plural::Other => t_string!(i18n, team.shared.steps_many, done = done, count = steps.len()).to_string(),
    };
    let list = steps.into_iter().map(|step| {
        let ticked = step.done.map(|day| t_string!(i18n, team.shared.ticked, day = intl::day_plain(day)).to_string());
        view! {
            <li>
                <span dir="auto" translate="no">{step.words}</span>
                {ticked.map(|ticked| view! { <span class="hint">" "{ticked}</span> })}
            </li>
        }
        .into_any()
    });
    let list: Vec<AnyView> = list.collect();
    let notes = looks_back.into_iter().rev().filter(|back| !back.note.is_empty()).map(|back| {
        view! {
            <OwnWords words=back.note size=OwnSize::Text/>
            <p class="hint tiny">{intl::day_plain(back.day)}</p>
        }
        .into_any()
    });
    let notes: Vec<AnyView> = notes.collect();
    view! {
        <article class="shared-aspiration">
            <OwnWords words=words/>
            {state.map(|state| view! { <p class="small">{state}</p> })}
            <PathShort from=first now=now label=label under_start=started under_end=today/>
            {own_part(t_string!(i18n, team.shared.why).to_string(), why)}
            {own_part(t_string!(i18n, team.shared.helps).to_string(), what_helps)}
            {(!list.is_empty())
                .then(|| view! { <p class="small">{counted}</p> <ul class="shared-steps">{list}</ul> })}
            {notes}
        </article>
    }
    .into_any()
}

/// A small heading and own words; nothing if there are none.
fn own_part(title: String, words: String) -> Option<AnyView> {
    (!words.is_empty())
        .then(|| view! { <h3 class="label">{title}</h3> <OwnWords words=words size=OwnSize::Text/> }.into_any())
}

/// The newest total of one questionnaire in a sentence, and the line.
fn line(series: &SharedSeries) -> AnyView {
    let i18n = use_i18n();
    let known: Vec<(Day, u16)> = series.points.iter().filter_map(|point| Some((point.day, point.value?))).collect();
    let sentence = sentence(series, &known);
    let band = match (series.reliable_change, known.as_slice()) {
        (Some(threshold), [.., (_, before), _]) => Some(usual(*before, threshold, series.max)),
        _ => None,
    };
    let legend = band.map(|(low, high)| {
        t_string!(i18n, team.shared.band, low = shown(series.method, low), high = shown(series.method, high))
            .to_string()
    });
    let first = series.points.first().map(|point| point.day);
    let point = |point: &SharedPoint| Point {
        at: first.map_or(0, |first| first.days_until(point.day)),
        day: point.day,
        value: point.value,
    };
    let tenths = series.method == Method::Mean;
    let line = Line { points: series.points.iter().map(point).collect(), max: series.max, band, tenths };
    let title = series.title.clone();
    let words = ChartWords {
        label: t_string!(i18n, team.shared.line, title = title.clone()).to_string().into(),
        as_table: t_string!(i18n, team.shared.as_table).to_string().into(),
        day: t_string!(i18n, team.shared.day).to_string().into(),
        total: t_string!(i18n, team.shared.total).to_string().into(),
        none: t_string!(i18n, team.shared.no_total).to_string().into(),
    };
    let chart = match legend {
        Some(legend) => view! { <Chart line=line words=words legend=legend/> }.into_any(),
        None => view! { <Chart line=line words=words/> }.into_any(),
    };
    view! {
        <div class="shared-line">
            <h3 class="label" dir="auto">{title}</h3>
            {series.practice.then(|| view! { <p class="hint">{t!(i18n, team.shared.practice)}</p> })}
            <p class="say">{sentence}</p>
            {chart}
        </div>
    }
    .into_any()
}

/// Higher, lower or the same; whether that is more than usual is said only with a threshold of the pack's own.
fn sentence(series: &SharedSeries, known: &[(Day, u16)]) -> String {
    let i18n = use_i18n();
    let Some((day, now)) = known.last().copied() else { return String::new() };
    let before = known.len().checked_sub(2).and_then(|at| known.get(at)).map(|(_, value)| *value);
    let (value, max, day) = (shown(series.method, now), shown(series.method, series.max), intl::day_plain(day));
    let Some(before) = before else {
        return t_string!(i18n, team.shared.first, value = value, max = max, day = day).to_string();
    };
    let by = shown(series.method, now.abs_diff(before));
    let mut said = match now.cmp(&before) {
        std::cmp::Ordering::Equal => t_string!(i18n, team.shared.same, value = value, max = max, day = day).to_string(),
        std::cmp::Ordering::Greater => {
            t_string!(i18n, team.shared.higher, value = value, max = max, day = day, by = by).to_string()
        }
        std::cmp::Ordering::Less => {
            t_string!(i18n, team.shared.lower, value = value, max = max, day = day, by = by).to_string()
        }
    };
    if let Some(threshold) = series.reliable_change {
        let meaning = if now.abs_diff(before) >= threshold {
            t_string!(i18n, team.shared.beyond)
        } else {
            t_string!(i18n, team.shared.within)
        };
        said.push(' ');
        said.push_str(meaning);
    }
    said
}

/// From one below the threshold under the previous total to one below it above, within what there can be.
fn usual(before: u16, threshold: u16, max: u16) -> (u16, u16) {
    let step = threshold.saturating_sub(1);
    (before.saturating_sub(step), before.saturating_add(step).min(max))
}

/// A total as people write it: a mean is kept in tenths.
fn shown(method: Method, value: u16) -> String {
    written(method == Method::Mean, value)
}

/// One check-in, its answers beside those of the one before as far as both are shared. Nothing is added up here.
fn check_in(check_in: &SharedCheckIn, before: Option<&SharedCheckIn>) -> AnyView {
    let i18n = use_i18n();
    let company = match check_in.company {
        Company::OnMyOwn => Some(t_string!(i18n, team.shared.alone)),
        Company::SomeoneBeside => Some(t_string!(i18n, team.shared.beside)),
        Company::ReadToMe => Some(t_string!(i18n, team.shared.read)),
        Company::OverThePhone => Some(t_string!(i18n, team.shared.phone)),
        Company::FromPaper => Some(t_string!(i18n, team.shared.paper)),
    };
    let total = check_in.total.as_ref().map(|total| {
        let (value, max) = (shown(total.method, total.value), shown(total.method, total.max));
        t_string!(i18n, team.shared.first, value = value, max = max, day = intl::day_plain(check_in.day)).to_string()
    });
    let on_day = t_string!(i18n, team.shared.on_day, day = intl::day_plain(check_in.day)).to_string();
    let earlier = before.filter(|it| it.answers.is_some()).map(|it| intl::day_plain(it.day));
    let now = intl::day_plain(check_in.day);
    let rows = check_in.answers.as_ref().map(|answers| {
        let key = earlier.is_some().then(|| view! { <AnswerKey was=earlier now=now/> });
        let rows = answers.iter().map(|it| answer(it, answer_before(before, it)));
        view! {
            <div class="sect"><h4 class="label">{t!(i18n, team.shared.answers)}</h4>{key}</div>
            <ul class="shared-answers tn">{rows.collect_view()}</ul>
            <p class="hint tiny">{t!(i18n, team.shared.alike)}</p>
        }
        .into_any()
    });
    view! {
        <article class="shared-check-in">
            <h3 class="label">{on_day}</h3>
            <p class="hint" dir="auto">{check_in.title.clone()}</p>
            {check_in.practice.then(|| view! { <p class="hint">{t!(i18n, team.shared.practice)}</p> })}
            {company.map(|company| view! { <p class="small">{company}</p> })}
            {check_in
                .help
                .clone()
                .map(|help| {
                    view! { <HelpFacts helped=help.helped answered_on=check_in.day entered_on=help.entered_on/> }
                })}
            {total.map(|total| view! { <p class="say">{total}</p> })}
            {check_in.note.clone().map(|note| view! { <OwnWords words=note size=OwnSize::Text/> })}
            {rows}
            <p class="hint tiny" dir="auto" translate="no">{check_in.copyright.clone()}</p>
        </article>
    }
    .into_any()
}

fn answer(answer: &SharedAnswer, before: Option<&SharedAnswer>) -> AnyView {
    let i18n = use_i18n();
    let theme = if answer.theme.is_empty() {
        t_string!(i18n, team.shared.statement, number = answer.number).to_string()
    } else {
        answer.theme.clone()
    };
    let help = answer.more_help.map(|yes| {
        let words = if yes { t!(i18n, team.shared.help) } else { t!(i18n, team.shared.no_help) };
        view! { <p class="small">{words}</p> }.into_any()
    });
    let (words, ends, was) = (stood(i18n, answer, before), answer.ends.clone(), before.and_then(|it| it.place));
    view! { <AnswerStrip theme=theme words=words of=answer.of was=was now=answer.place ends=ends below=help/> }
        .into_any()
}

/// "6, before 4", "still 7", or the answer alone where nothing stands beside it.
fn stood(i18n: I18n, answer: &SharedAnswer, before: Option<&SharedAnswer>) -> String {
    let Some(place) = answer.place else { return t_string!(i18n, team.shared.not_shared).to_string() };
    let now = value(i18n, answer, place);
    match before.and_then(|it| Some((it, it.place?))) {
        None => now,
        Some((_, earlier)) if earlier == place => t_string!(i18n, team.shared.still, now = now).to_string(),
        Some((it, earlier)) => {
            t_string!(i18n, team.shared.now_before, now = now, before = value(i18n, it, earlier)).to_string()
        }
    }
}

/// What a box says beside its strip: on a scale with ends under it the number alone, else all its words.
fn value(i18n: I18n, answer: &SharedAnswer, place: u8) -> String {
    let words = answer.words.clone().unwrap_or_else(|| {
        t_string!(i18n, team.shared.place, place = u16::from(place) + 1, of = answer.of).to_string()
    });
    number(&words).filter(|_| answer.ends.is_some()).map(str::to_owned).unwrap_or(words)
}

fn note(note: SharedNote) -> AnyView {
    view! {
        <OwnWords words=note.words size=OwnSize::Text/>
        <p class="hint tiny">{intl::day_plain(note.day)}</p>
    }
    .into_any()
}

/// What the permission covers and what it does not, in the same order for everybody.
fn permission(about: SharedAbout) -> AnyView {
    let i18n = use_i18n();
    let scope = about.scope;
    let rows = ScopePart::ALL.into_iter().flat_map(|part| covers(i18n, &scope, part));
    let rows = rows.map(|(on, words)| {
        let mark = if on { glyph::CHECK } else { glyph::MINUS };
        view! { <li class:soft=!on><Icon glyph=mark small=true/>{words}</li> }.into_any()
    });
    let since = match about.from {
        Since::OnlyNew => t_string!(i18n, team.shared.only_new),
        Since::EarlierToo => t_string!(i18n, team.shared.earlier_too),
    };
    view! {
        <section class="shared-permission">
            <h2 class="h-s">{t!(i18n, team.shared.permission)}</h2>
            <ul>{rows.collect_view()}</ul>
            <p class="hint">{since}</p>
            {about.formerly.map(|name| view! { <p class="hint">{t!(i18n, team.shared.formerly, name = name)}</p> })}
            <p class="hint">{t!(i18n, team.shared.until, day = intl::day_with_year(about.until))}</p>
        </section>
    }
    .into_any()
}

/// What the permission says of one of its parts: whether it is covered, and in which words.
fn covers(i18n: I18n, scope: &Scope, part: ScopePart) -> Vec<(bool, String)> {
    let either = |on: bool, yes: &str, no: &str| (on, if on { yes } else { no }.to_owned());
    let only = |on: bool, words: &str| on.then(|| (true, words.to_owned()));
    match part {
        ScopePart::CheckIns => {
            let totals = (t_string!(i18n, team.shared.covers_totals), t_string!(i18n, team.shared.no_totals));
            let answers = (t_string!(i18n, team.shared.covers_answers), t_string!(i18n, team.shared.no_answers));
            let mut rows = vec![either(scope.totals, totals.0, totals.1), either(scope.answers, answers.0, answers.1)];
            rows.extend(only(scope.answers && scope.sensitive, t_string!(i18n, team.shared.covers_sensitive)));
            rows
        }
        ScopePart::LifeAreas => {
            let areas = match (scope.areas(), intl::plural(scope.areas())) {
                (0, _) => t_string!(i18n, team.shared.no_areas).to_string(),
                (_, Plural::One) => t_string!(i18n, team.shared.covers_areas_single).to_string(),
                (count, Plural::Other) => t_string!(i18n, team.shared.covers_areas_many, count = count).to_string(),
            };
            vec![(scope.areas() > 0, areas)]
        }
        ScopePart::Aspirations => {
            let count = scope.aspirations.len();
            let aspirations = match (count, intl::plural(count)) {
                (0, _) => t_string!(i18n, team.shared.no_aspirations).to_string(),
                (_, Plural::One) => t_string!(i18n, team.shared.covers_aspirations_single).to_string(),
                (_, Plural::Other) => t_string!(i18n, team.shared.covers_aspirations_many, count = count).to_string(),
            };
            vec![(count > 0, aspirations)]
        }
        ScopePart::Notes => {
            let chosen = match (scope.note_ids.len(), intl::plural(scope.note_ids.len())) {
                (0, _) => None,
                (_, Plural::One) => Some((true, t_string!(i18n, team.shared.covers_notes_single).to_string())),
                (count, Plural::Other) => {
                    Some((true, t_string!(i18n, team.shared.covers_notes_many, count = count).to_string()))
                }
            };
            let none = scope.picked_of(part) == 0;
            let none = none.then(|| (false, t_string!(i18n, team.shared.no_notes).to_owned()));
            let new = only(scope.notes, t_string!(i18n, team.shared.covers_notes));
            chosen.into_iter().chain(new).chain(none).collect()
        }
        ScopePart::Conversation => {
            only(scope.conversation, t_string!(i18n, team.shared.covers_conversation)).into_iter().collect()
        }
    }
}

/// What something new is called in the list of people; that a permission came is no news.
pub(crate) fn news_word(i18n: I18n, kind: ItemKind) -> Option<&'static str> {
    match kind {
        ItemKind::Conversation => Some(t_string!(i18n, team.people.conversation)),
        ItemKind::CheckIn => Some(t_string!(i18n, team.people.news_check_in)),
        ItemKind::Aspiration => Some(t_string!(i18n, team.people.news_aspiration)),
        ItemKind::Note => Some(t_string!(i18n, team.people.news_note)),
        ItemKind::About | ItemKind::Head => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{shown, usual};
    use domain::instrument::Method;

    #[test]
    fn the_usual_band_stops_one_short_of_the_threshold_and_at_the_ends() {
        assert_eq!(usual(22, 5, 40), (18, 26));
        assert_eq!(usual(1, 5, 40), (0, 5));
        assert_eq!(usual(39, 5, 40), (35, 40));
    }

    #[test]
    fn means_are_shown_with_their_tenth() {
        assert_eq!(shown(Method::Sum, 24), "24");
        assert_eq!(shown(Method::Mean, 45), "4.5");
    }
}
