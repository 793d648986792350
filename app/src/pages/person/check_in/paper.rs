//! A blank sheet of a questionnaire, to fill in on paper.
use crate::components::{Back, Button, ButtonKind, Icon, PaperSheet, Screen, glyph};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::check_in::QuestionnaireScreen;
use crate::pages::person::shell::go::param;
use crate::pages::person::shell::screens::Addressed;
use crate::platform::device;
use crate::state::use_person;
use crate::words::say;
use domain::instrument::PackHash;
use leptos::prelude::*;

/// The page of one sheet.
#[component]
pub fn PaperPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let hash = param::<PackHash>("pack");
    move || {
        let found = hash.get().and_then(|hash| {
            person.notebook.instruments().with_untracked(|all| all.iter().find(|it| it.hash == hash).cloned())
        });
        let Some(instrument) = found else { return view! { <NotFoundPage/> }.into_any() };
        let back = QuestionnaireScreen::One.path(&[&instrument.hash]);
        view! {
            <Screen title=say!(i18n, person.screens.sheet) lede=say!(i18n, person.screens.sheet_hint) back=Back::to(back)>
                <Button kind=ButtonKind::Alt fit=true on_press=move |()| device::print()>
                    <Icon glyph=glyph::PRINTER small=true/>
                    {t!(i18n, person.screens.sheet_print)}
                </Button>
                <PaperSheet instrument=instrument/>
            </Screen>
        }
        .into_any()
    }
}
