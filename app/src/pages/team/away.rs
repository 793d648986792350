//! Until when I am away: a last day, which people I met read on their phones; and that I am back.
use super::parts::{DeskWork, FaultNote};
use crate::components::{Button, ButtonKind, TextField, when};
use crate::i18n::*;
use crate::platform::{clock, intl};
use crate::state::worker::use_worker;
use domain::accept::AWAY_MONTHS_MAX;
use domain::time::Day;
use leptos::prelude::*;

/// How it stands, the day, and saying it.
#[component]
pub(super) fn AwayPart() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let (work, said) = (DeskWork::new(), RwSignal::new(None::<&'static str>));
    let (typed, missing) = (RwSignal::new(String::new()), RwSignal::new(false));
    // A day that is past is not spoken of any more.
    let until = Memo::new(move |_| worker.me.with(|me| me.as_ref()?.away.filter(|until| clock::today() <= *until)));
    let stands = move || match until.get() {
        Some(day) => t_string!(i18n, team.account.away_until, day = intl::day_with_year(day)).to_string(),
        None => t_string!(i18n, team.account.away_none).to_owned(),
    };
    let put = move |day: Option<Day>, done: &'static str| {
        said.set(None);
        work.run(worker.put_away(day), move |()| {
            typed.set(String::new());
            said.set(Some(done));
        });
    };
    let go = Callback::new(move |()| {
        let day = Day::parse(&typed.get_untracked()).ok();
        missing.set(day.is_none());
        if day.is_some() && !work.busy.get_untracked() {
            put(day, t_string!(i18n, team.account.away_told));
        }
    });
    let back = move |()| put(None, t_string!(i18n, team.account.away_over));
    view! {
        <p id="away">{stands}</p>
        <TextField
            id="away-until"
            label=move || t_string!(i18n, team.account.away_day)
            hint=move || t_string!(i18n, team.account.away_hint)
            value=typed
            on_input=move |text| typed.set(text)
            error=Signal::derive(move || missing.get().then(|| t_string!(i18n, team.account.away_missing).to_owned()))
            kind="date"
            from=Signal::derive(|| Some(clock::today().to_string()))
            until=Signal::derive(|| Some(clock::today().add_months(AWAY_MONTHS_MAX).to_string()))
            on_enter=go
        />
        <Button kind=ButtonKind::Alt fit=true on_press=go busy=work.busy>{t!(i18n, team.account.away_set)}</Button>
        {when(move || until.get().is_some(), move || view! {
            <Button kind=ButtonKind::Alt fit=true on_press=back busy=work.busy>{t!(i18n, team.account.away_back)}</Button>
        })}
        <p class="soft done-line" role="status">{move || said.get()}</p>
        <FaultNote work=work/>
    }
}
