//! The recovery code on a page to print, and the tick that it was printed.
use crate::components::{Button, ButtonKind, CheckboxRow, CodeLetters, Icon, glyph};
use crate::i18n::*;
use crate::platform::{clock, device, intl};
use leptos::prelude::*;

/// The code, with whose it is and of which day.
#[component]
pub(super) fn RecoverySheet(
    /// The code as it is printed.
    code: String,
    /// The name to sign in with.
    name: String,
    /// Whether it was printed or written down.
    printed: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let day = intl::day_with_year(clock::today());
    view! {
        <p class="lede">{t!(i18n, team.recovery.sheet_lead)}</p>
        <p dir="auto">{t_string!(i18n, team.recovery.sheet_of, name = name, day = day).to_string()}</p>
        <div id="recovery-code"><CodeLetters code=code/></div>
        <p>{t!(i18n, team.recovery.sheet_keep)}</p>
        <Button kind=ButtonKind::Alt fit=true on_press=|()| device::print()>
            <Icon glyph=glyph::PRINTER small=true/>
            {t!(i18n, team.recovery.print)}
        </Button>
        <div class="rows">
            <CheckboxRow
                label=move || t_string!(i18n, team.recovery.printed)
                checked=printed
                on_change=move |ticked| printed.set(ticked)
            />
        </div>
    }
}
