//! The helper's own page: whom they help, what waits to be delivered, the script, and the lock of a shared tablet.
use super::keys::{StepKey, on_keys};
use super::undelivered::Undelivered;
use crate::components::{
    Button, ButtonKind, Face, Folded, Icon, LinkButton, RowLink, Section, TeamPlace, TeamScreen, glyph,
};
use crate::i18n::*;
use crate::pages::team::parts::{self, CutShortNote};
use crate::state::worker::helping::HelpWhom;
use crate::state::worker::use_worker;
use domain::instrument::{HOW_ARE_THINGS, Instrument, KEY_AREAS, built_in};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The page of `/help`.
#[component]
pub fn HelpPage() -> impl IntoView {
    let (i18n, worker, navigate) = (use_i18n(), use_worker(), use_navigate());
    worker.look_soon();
    let begin = Callback::new(move |whom: Option<HelpWhom>| {
        worker.help_for.set_value(whom);
        navigate("/help/check-in", NavigateOptions { replace: true, ..Default::default() });
    });
    on_keys(move |key| {
        if key == StepKey::GoOn {
            begin.run(None);
        }
    });
    let lock = move |()| leptos::task::spawn_local(worker.sign_out());
    let people = move || {
        let all = worker.helped_people();
        if all.is_empty() {
            let known = worker.looked.get().is_some();
            return known.then(|| view! { <p>{t!(i18n, team.helping.whom_none)}</p> }.into_any());
        }
        let row = |(person, name): (_, Option<String>)| {
            let name = name.unwrap_or_else(|| t_string!(i18n, team.helping.unnamed).to_owned());
            view! {
                <button type="button" class="row" on:click=move |_| begin.run(Some(HelpWhom::Met(person)))>
                    <Face name=name.clone() small=true/>
                    <span class="grow" dir="auto" translate="no">{name}</span>
                    <span class="chev"><Icon glyph=glyph::CHEVRON_RIGHT small=true/></span>
                </button>
            }
            .into_any()
        };
        Some(view! { <div class="rows">{all.into_iter().map(row).collect_view()}</div> }.into_any())
    };
    view! {
        <TeamScreen
            title=move || t_string!(i18n, parts.helping)
            place=TeamPlace::Help
            worker=parts::signed_in(worker)
            actions=move || {
                view! {
                    <Button on_press=lock kind=ButtonKind::Alt fit=true id="lock-now">
                        <Icon glyph=glyph::LOCK small=true/>
                        {t!(i18n, team.helping.lock)}
                    </Button>
                    <p class="hint small">{t!(i18n, team.helping.lock_why)}</p>
                }
            }
        >
            <div class="helping own-page">
                <div>
                    <p class="lede">{t!(i18n, team.helping.lead)}</p>
                    <CutShortNote/>
                    <Button on_press=move |()| begin.run(None)>
                        <Icon glyph=glyph::NOTEBOOK_PEN small=true/>
                        {t!(i18n, parts.helping)}
                    </Button>
                    <Button kind=ButtonKind::Alt on_press=move |()| begin.run(Some(HelpWhom::NoApp))>
                        {t!(i18n, team.helping.no_app)}
                    </Button>
                    <LinkButton href="/introductions/new" kind=ButtonKind::Alt>
                        <Icon glyph=glyph::USER_PLUS small=true/>
                        {t!(i18n, team.people.make)}
                    </LinkButton>
                    <Folded summary=move || t_string!(i18n, team.helping.script) inner=move || script(i18n)/>
                    <div class="rows">{sheets(i18n)}</div>
                </div>
                <div>
                    <section id="whom">
                        <Section title=move || t_string!(i18n, team.helping.whom)/>
                        {people}
                        <p class="hint">{t!(i18n, team.helping.whom_why)}</p>
                    </section>
                    <Undelivered/>
                </div>
            </div>
        </TeamScreen>
    }
}

/// To print and to post: what is asked in our own words.
fn sheets(i18n: I18n) -> AnyView {
    let own = built_in().into_iter().filter(|it| [HOW_ARE_THINGS, KEY_AREAS].contains(&it.pack.id.as_str()));
    let row = |it: Instrument| {
        let label = t_string!(i18n, team.helping.sheet_of, title = it.pack.title.clone()).to_string();
        view! { <RowLink href=format!("/help/sheet/{}", it.pack.id) label=label glyph=glyph::FILE_TEXT/> }.into_any()
    };
    own.map(row).collect_view().into_any()
}

/// How it is read, in six lines.
fn script(i18n: I18n) -> AnyView {
    let lines = [
        t!(i18n, team.helping.script_1),
        t!(i18n, team.helping.script_2),
        t!(i18n, team.helping.script_3),
        t!(i18n, team.helping.script_4),
        t!(i18n, team.helping.script_5),
        t!(i18n, team.helping.script_6),
    ];
    let lines = lines.map(|line| view! { <li><span>{line}</span></li> }.into_any());
    view! { <ol class="how">{lines.into_iter().collect_view()}</ol> }.into_any()
}
