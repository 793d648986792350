//! A blank sheet to print and to post: filled in on paper, and typed in later.
use crate::components::{Back, Button, ButtonKind, Icon, PaperSheet, TeamPlace, TeamScreen, glyph};
use crate::i18n::*;
use crate::pages::team::NotFoundPage;
use crate::pages::team::parts;
use crate::platform::device;
use crate::state::worker::use_worker;
use domain::instrument::built_in;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page of `/help/sheet/:pack`.
#[component]
pub fn HelpSheetPage() -> impl IntoView {
    let (i18n, worker, params) = (use_i18n(), use_worker(), use_params_map());
    move || {
        let id = params.with(|params| params.get("pack")).unwrap_or_default();
        let Some(instrument) = built_in().into_iter().find(|it| it.pack.id == id) else {
            return view! { <NotFoundPage/> }.into_any();
        };
        view! {
            <TeamScreen
                title=move || t_string!(i18n, team.helping.sheet)
                place=TeamPlace::Help
                worker=parts::signed_in(worker)
                back=Back::close("/help")
            >
                <div class="narrow helping">
                    <Button kind=ButtonKind::Alt fit=true on_press=|()| device::print()>
                        <Icon glyph=glyph::PRINTER small=true/>
                        {t!(i18n, team.helping.sheet_print)}
                    </Button>
                </div>
                <PaperSheet instrument=instrument/>
            </TeamScreen>
        }
        .into_any()
    }
}
