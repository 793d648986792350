//! A copy with the organisation: off until it is turned on, and deleted in two taps. It says what the server sees.
use crate::components::{
    Back, Button, ButtonKind, ErrorNote, LinkButton, Notice, Promise, QuietLink, RowLink, Screen, glyph, when,
};
use crate::i18n::*;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::intl;
use crate::state::use_person;
use crate::words::{self, say};
use domain::records::Backup;
use domain::sync::backup::{CopyOffer, holds_less};
use domain::time::Stamp;
use leptos::prelude::*;

/// Turns the copy with the organisation on and off, and says how it stands.
#[component]
pub fn OrganisationCopyPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let sure = RwSignal::new(false);
    let backup = Memo::new(move |_| person.notebook.records.with(|records| records.backup));
    let offer = Memo::new(move |_| person.notebook.records.with(CopyOffer::of));
    let name = person.notebook.records.with_untracked(|records| records.org.as_ref().map(|org| org.name.clone()));
    let title = match &name {
        Some(name) => say!(i18n, person.backup.title_with, name = name.as_str()),
        None => say!(i18n, person.backup.title),
    };
    let turn_on = move |()| work.run(person.backup.turn_on(), |()| {});
    let dock = move || {
        view! {
            {move || match offer.get() {
                CopyOffer::NotMet => {
                    view! { <LinkButton href="/me/copy">{t!(i18n, person.copy.title)}</LinkButton> }.into_any()
                }
                CopyOffer::NoWords => {
                    view! {
                        <p class="lead">{t!(i18n, person.backup.words_first)}</p>
                        <LinkButton href="/me/words">{t!(i18n, person.copy.see_words)}</LinkButton>
                    }
                        .into_any()
                }
                CopyOffer::Off => {
                    view! { <Button on_press=turn_on busy=work.busy>{t!(i18n, person.backup.turn_on)}</Button> }.into_any()
                }
                CopyOffer::On => ().into_any(),
            }}
        }
    };
    view! {
        <Screen
            title=title
            lede=say!(i18n, person.backup.lede)
            back=Back::to("/me").named(say!(i18n, person.me.title))
            dock=dock
        >
            <div role="status">
                {when(move || offer.get() == CopyOffer::NotMet, move || view! { <NotMet/> })}
                {move || state_line(i18n, &backup.get())}
            </div>
            <Doubts work=work/>
            <FaultNote work=work/>
            <ul class="promise low">
                <Promise glyph=glyph::EYE_OFF>{t!(i18n, person.backup.cannot_see)}</Promise>
                <Promise glyph=glyph::EYE>{t!(i18n, person.backup.can_see)}</Promise>
                <Promise glyph=glyph::KEY_ROUND>{t!(i18n, person.backup.only_words)}</Promise>
                <Promise glyph=glyph::TRASH_2>{t!(i18n, person.backup.how_long)}</Promise>
            </ul>
            {when(move || offer.get() == CopyOffer::On, move || view! { <TurnOff sure=sure work=work/> })}
        </Screen>
    }
}

/// Why it cannot be turned on yet.
#[component]
fn NotMet() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Notice>{t!(i18n, person.backup.not_met)}</Notice>
        <p><QuietLink href="/i">{t!(i18n, person.sharing.use_code)}</QuietLink></p>
    }
}

/// The first tap, and the second.
#[component]
fn TurnOff(sure: RwSignal<bool>, work: Work) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let off = move |()| {
        sure.set(false);
        work.run(person.backup.turn_off(), |()| {});
    };
    move || {
        if sure.get() {
            return view! {
                <section class="card" role="group" aria-live="polite">
                    <p class="label">{t!(i18n, person.backup.sure)}</p>
                    <p class="small">{t!(i18n, person.backup.sure_stays)}</p>
                    <Button kind=ButtonKind::Take on_press=off busy=work.busy>{t!(i18n, person.backup.sure_yes)}</Button>
                    <Button kind=ButtonKind::Quiet on_press=move |()| sure.set(false)>{t!(i18n, person.backup.sure_no)}</Button>
                </section>
            }
            .into_any();
        }
        view! {
            <Button kind=ButtonKind::Take on_press=move |()| sure.set(true) busy=work.busy>
                {t!(i18n, person.backup.turn_off)}
            </Button>
        }
        .into_any()
    }
}

/// What waits for the person's word, or keeps the copy from being made.
#[component]
fn Doubts(work: Work) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let less = Memo::new(move |_| person.notebook.records.with(holds_less));
    let allow = move |()| work.run(person.backup.allow_less(), |()| {});
    view! {
        {move || {
            less.get().map(|(here, there)| {
                view! {
                    <ErrorNote
                        title=say!(i18n, person.backup.less, here = here, there = there)
                        words=say!(i18n, person.backup.less_next)
                    >
                        <div class="rows">
                            <RowLink href="/me/move" label=say!(i18n, person.backup.less_bring) glyph=glyph::REFRESH_CW/>
                        </div>
                        <Button kind=ButtonKind::Take on_press=allow busy=work.busy>{t!(i18n, person.backup.less_yes)}</Button>
                    </ErrorNote>
                }
            })
        }}
        {move || {
            person.backup.trouble.get().map(|fault| {
                let (title, next) = words::backup(i18n, fault);
                view! { <ErrorNote title=title words=next/> }
            })
        }}
    }
}

/// How it stands, in one sentence; nothing while it was never on.
fn state_line(i18n: I18n, backup: &Backup) -> AnyView {
    let said = |words: String, glyph| view! { <Notice glyph=glyph>{words}</Notice> }.into_any();
    let when = |at: Stamp| (intl::day_with_year(at.day()), intl::time(at.at));
    let line = match backup {
        Backup { ending: Some(_), .. } => said(say!(i18n, person.backup.ending), glyph::CLOCK),
        Backup { elsewhere: Some(at), .. } => {
            let (day, _) = when(*at);
            said(say!(i18n, person.backup.elsewhere, day = day), glyph::INFO)
        }
        Backup { gone: Some(at), .. } => {
            let (day, time) = when(*at);
            if backup.leaving {
                return said(say!(i18n, person.backup.leaving, day = day, time = time), glyph::CLOCK);
            }
            said(say!(i18n, person.backup.gone, day = day, time = time), glyph::CHECK)
        }
        Backup { on_since: Some(_), kept: Some(at), .. } => {
            let (day, time) = when(*at);
            said(say!(i18n, person.backup.kept, day = day, time = time), glyph::CHECK)
        }
        Backup { on_since: Some(_), .. } => said(say!(i18n, person.backup.waiting), glyph::CLOCK),
        _ => ().into_any(),
    };
    let other = backup.on_since.and(backup.other_phone).map(|at| {
        let (day, _) = when(at);
        said(say!(i18n, person.backup.other_phone, day = day), glyph::SMARTPHONE)
    });
    view! { {line} {other} }.into_any()
}
