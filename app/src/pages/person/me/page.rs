//! Me: the name to be called by, how it looks, keeping what is here.
use super::how_it_looks::Looks;
use crate::components::{Back, Button, ButtonKind, RowLink, Screen, Section, glyph, when};
use crate::i18n::*;
use crate::pages::person::shell::gate::Notices;
use crate::pages::person::shell::half_written::{HalfWritten, KeptWords, OwnLine, kept};
use crate::pages::person::shell::kept_line::KeptLine;
use crate::pages::person::shell::seen_by::NameTold;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::{clock, intl, storage};
use crate::state::{last_copy, use_person};
use crate::words::say;
use domain::ask_again::asked_for;
use domain::sync::backup::holds_less;
use domain::visible::is_blank;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The name, how it looks, and the ways to everything that is set.
#[component]
pub fn MePage() -> impl IntoView {
    let i18n = use_i18n();
    spawn_local(use_person().aside.look());
    view! {
        <Screen
            title=say!(i18n, person.me.title)
            back=Back::to("/").named(say!(i18n, parts.today))
        >
            <p class="soft small sub">{t!(i18n, person.me.sub)}</p>
            <Notices/>
            <Name/>
            <div class="rows"><RowLink href="/journey" label=say!(i18n, person.me.journey) glyph=glyph::MOUNTAIN/></div>
            <Looks/>
            <Keeping/>
            <section>
                <Section title=say!(i18n, person.hide.title)/>
                <p>{t!(i18n, person.hide.what)}</p>
                <p>{t!(i18n, person.hide.lock)}</p>
                <p>{t!(i18n, person.hide.limit)}</p>
            </section>
            <section>
                <Promised/>
                <div class="rows">
                    <RowLink href="/me/about" label=say!(i18n, person.me.about) glyph=glyph::INFO/>
                    <RowLink href="/me/questionnaires" label=say!(i18n, person.screens.title) glyph=glyph::FILE_TEXT/>
                </div>
            </section>
        </Screen>
    }
}

/// The name to be called by.
#[component]
fn Name() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let kept_name = person.notebook.records.with_untracked(|records| records.settings.name.clone().unwrap_or_default());
    let draft = HalfWritten::over("/me#name", kept_name);
    let name = draft.words;
    let keep = move |()| {
        let now = clock::now();
        let name = Some(name.get_untracked().trim().to_owned()).filter(|name| !is_blank(name));
        let keep = person.preferences.change(move |settings| {
            settings.rename(name.clone(), now);
        });
        work.run(kept(keep, [draft]), move |()| draft.done(draft.trimmed()));
    };
    let changed = Memo::new(move |_| {
        person.notebook.records.with(|it| it.settings.name.clone().unwrap_or_default()) != name.get().trim()
    });
    view! {
        <OwnLine
            id="name"
            label=say!(i18n, person.me.name)
            hint=say!(i18n, person.me.name_hint)
            draft=draft
            max=60
            on_enter=keep
        />
        <KeptWords drafts=vec![draft]/>
        <NameTold/>
        {when(move || changed.get(), move || view! {
            <Button kind=ButtonKind::Alt fit=true on_press=keep busy=work.busy>{t!(i18n, person.me.name_keep)}</Button>
        })}
        <KeptLine/>
        <FaultNote work=work/>
    }
}

/// Copies, the lock, and what else is set.
#[component]
fn Keeping() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let copied = match last_copy() {
        Some(copy) => say!(i18n, person.me.copied, day = intl::day_with_year(copy.made)),
        None => say!(i18n, person.me.not_copied),
    };
    let again = move || {
        let asked = person.notebook.records.with(|records| asked_for(records, person.page.today.get()));
        asked.map_or_else(|| say!(i18n, person.ask_again.row_none), |ask| intl::day_with_year(ask.on))
    };
    let with_team = move || {
        let (backup, less) = person.notebook.records.with(|it| (it.backup, holds_less(it).is_some()));
        match (less || person.backup.trouble.with(Option::is_some), backup.on_since, backup.kept) {
            (true, ..) => say!(i18n, person.backup.row_asks),
            (_, Some(_), Some(at)) => say!(i18n, person.backup.row_kept, day = intl::day_with_year(at.day())),
            (_, Some(_), None) => say!(i18n, person.backup.row_waiting),
            _ if backup.ending.is_some() => say!(i18n, person.backup.row_ending),
            _ => say!(i18n, person.backup.row_off),
        }
    };
    view! {
        <section>
            <Section title=say!(i18n, person.me.keeping)/>
            <div class="rows">
                <RowLink href="/me/copy" label=say!(i18n, person.copy.title) hint=copied glyph=glyph::COPY/>
                <RowLink href="/me/backup" label=say!(i18n, person.backup.title) hint=with_team glyph=glyph::SEND/>
                <RowLink href="/me/again" label=say!(i18n, person.ask_again.row) hint=again glyph=glyph::CALENDAR/>
                <RowLink href="/me/reminder" label=say!(i18n, person.reminder.title) glyph=glyph::CALENDAR/>
                <RowLink href="/me/lock" label=say!(i18n, person.lock.title) glyph=glyph::LOCK/>
                <RowLink href="/me/words" label=say!(i18n, person.words.title) glyph=glyph::KEY_ROUND/>
                <RowLink href="/me/back" label=say!(i18n, person.back.title) glyph=glyph::REFRESH_CW/>
                <RowLink href="/me/move" label=say!(i18n, person.moving.row) glyph=glyph::SEND/>
                <RowLink href="/words" label=say!(i18n, person.claim.title) glyph=glyph::KEY_ROUND/>
                {move || {
                    person.aside.about.get().map(|about| {
                        let hint = say!(i18n, person.aside.from, day = intl::day_with_year(about.since));
                        view! {
                            <RowLink href="/me/aside" label=say!(i18n, person.aside.title) hint=hint glyph=glyph::LOCK/>
                        }
                    })
                }}
                <RowLink href="/me/install" label=say!(i18n, person.install.title) glyph=glyph::SMARTPHONE/>
                <RowLink href="/me/contacts" label=say!(i18n, person.own_contacts.title) glyph=glyph::PHONE/>
                <RowLink href="/me/delete" label=say!(i18n, person.erase.title) glyph=glyph::TRASH_2/>
            </div>
        </section>
    }
}

/// Whether the browser promised to keep what is here.
#[component]
fn Promised() -> impl IntoView {
    let i18n = use_i18n();
    let promised = RwSignal::new(None::<bool>);
    spawn_local(async move {
        let kept = storage::is_kept().await;
        let _ = promised.try_set(Some(kept));
    });
    view! {
        <p class="soft small sub" aria-live="polite">
            {move || match promised.get() {
                Some(true) => Some(say!(i18n, person.me.kept)),
                Some(false) => Some(say!(i18n, person.me.not_kept)),
                None => None,
            }}
        </p>
    }
}
