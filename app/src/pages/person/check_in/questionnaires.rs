//! Every screen of a questionnaire one below the other, word for word, to print: for whoever owns the words to look over
//! how they are shown. Nothing here can be answered.
use super::follow_up::{question, said};
use crate::components::{Back, Button, ButtonKind, EmptyState, Icon, RowLink, Screen, Terms, glyph};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::check_in::QuestionnaireScreen;
use crate::pages::person::shell::go::param;
use crate::pages::person::shell::names;
use crate::pages::person::shell::screens::Addressed;
use crate::platform::{device, intl};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::begin::listed;
use domain::instrument::{Instrument, Item, PackHash, PackStanding};
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// Which questionnaires are on this phone.
#[component]
pub fn QuestionnairesPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let rows = move || {
        let row = |it: &Instrument| {
            let hint = say!(i18n, person.screens.version, version = it.pack.version.as_str());
            let href = format!("/me/questionnaires/{}", it.hash);
            view! { <RowLink href=href label=names::title(i18n, it) hint=hint glyph=glyph::FILE_TEXT/> }.into_any()
        };
        person.notebook.instruments().with(|all| listed(all).map(row).collect::<Vec<_>>())
    };
    view! {
        <Screen
            title=say!(i18n, person.screens.title)
            lede=say!(i18n, person.screens.lede)
            back=Back::to("/me").named(say!(i18n, person.me.title))
        >
            <div class="rows">{rows}</div>
        </Screen>
    }
}

/// One of them, screen by screen.
#[component]
pub fn QuestionnairePage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let hash = param::<PackHash>("pack");
    move || {
        let found = hash.get().and_then(|hash| {
            person.notebook.instruments().with_untracked(|all| all.iter().find(|it| it.hash == hash).cloned())
        });
        let Some(instrument) = found else { return view! { <NotFoundPage/> }.into_any() };
        let screens = (1..).zip(&instrument.pack.items).map(|(number, item)| screen(i18n, &instrument, number, item));
        let screens = screens.collect_view();
        let none = instrument.answer_sheet().then(|| view! { <EmptyState words=say!(i18n, person.screens.no_words)/> });
        let sheet = QuestionnaireScreen::Paper.path(&[&instrument.hash]);
        view! {
            <Screen
                title=names::title(i18n, &instrument)
                back=Back::to("/me/questionnaires")
            >
                <Terms rows=terms(i18n, &instrument)/>
                <Button kind=ButtonKind::Alt fit=true on_press=move |()| device::print()>
                    <Icon glyph=glyph::PRINTER small=true/>
                    {t!(i18n, person.screens.print)}
                </Button>
                <div class="rows">
                    <RowLink href=sheet label=say!(i18n, person.screens.sheet) hint=say!(i18n, person.screens.sheet_hint) glyph=glyph::FILE_TEXT/>
                </div>
                {none}
                {screens}
            </Screen>
        }
        .into_any()
    }
}

fn terms(i18n: I18n, instrument: &Instrument) -> Vec<(TextProp, TextProp)> {
    let pack = &instrument.pack;
    let standing = match pack.standing {
        PackStanding::Practice => say!(i18n, person.screens.practice),
        PackStanding::Own => say!(i18n, person.screens.own),
        PackStanding::Licensed => say!(i18n, person.screens.licensed),
        PackStanding::StructureOnly => say!(i18n, person.screens.structure),
    };
    let mut rows: Vec<(TextProp, TextProp)> = vec![
        (say!(i18n, person.screens.whose).into(), standing.into()),
        (say!(i18n, person.screens.name).into(), format!("{} {} {}", pack.id, pack.version, pack.language).into()),
        (say!(i18n, person.screens.count).into(), pack.items.len().to_string().into()),
    ];
    if let Some(licence) = &pack.licence {
        let held = format!("{}, {}", licence.holder, licence.reference);
        rows.push((say!(i18n, person.screens.licence).into(), held.into()));
        rows.push((say!(i18n, person.screens.expires).into(), intl::day_with_year(licence.expires).into()));
    }
    rows.push((say!(i18n, person.screens.file).into(), instrument.hash.to_string().into()));
    rows
}

/// One statement as it is asked.
fn screen(i18n: I18n, instrument: &Instrument, number: usize, item: &Item) -> AnyView {
    let pack = &instrument.pack;
    let at = say!(i18n, person.statement.at, at = number, of = pack.items.len());
    let stem = instrument.stem(item).map_or_else(|| say!(i18n, person.statement.sheet), str::to_owned);
    let options = (0u8..).zip(&item.options).map(|(place, _)| option(names::option(i18n, item, place)));
    let options = options.collect_view();
    let after = question(i18n, instrument, &item.id).map(|question| {
        view! {
            <div class="side-by-side follow-up">
                <p class="h-s">{question}</p>
                <div class="options">{option(said(i18n, true))} {option(said(i18n, false))}</div>
            </div>
        }
    });
    let practice =
        instrument.practice().then(|| view! { <p class="soft small">{t!(i18n, person.statement.practice)}</p> });
    view! {
        <article class="one-screen">
            <p class="soft small">{at}</p>
            <p class="over" dir="auto" translate="no">{stem}</p>
            <h2 class="statement" dir="auto" translate="no">{names::statement(i18n, number, item)}</h2>
            {practice}
            <div class="options" class:ladder=names::ladder(item)>{options}</div>
            {after}
            <p class="soft small">{t!(i18n, person.statement.skip)}" · "{t!(i18n, person.statement.next)}</p>
            <p class="soft tiny" dir="auto">{pack.copyright.clone()}</p>
        </article>
    }
    .into_any()
}

fn option(words: String) -> AnyView {
    view! { <p class="opt"><span class="ring"></span><span class="opt-label" dir="auto" translate="no">{words}</span></p> }.into_any()
}
