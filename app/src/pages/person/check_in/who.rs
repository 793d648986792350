//! "Just me · Change": who is with you for this one check-in. It is one line; Change unfolds the choices in their place.
use super::sheet_day::{SheetDayField, sheet_fault};
use crate::components::{Choice, OptionGroup, when};
use crate::i18n::*;
use crate::pages::person::shell::names;
use crate::state::use_person;
use crate::words::say;
use domain::check_in::{Company, Draft};
use domain::helped::Helper;
use domain::time::Day;
use leptos::prelude::*;
use leptos::web_sys::{Element, Event};

const HELPERS: [Helper; 4] = [Helper::PeerWorker, Helper::KeyWorker, Helper::FamilyOrFriend, Helper::SomeoneElse];
const CHOICES: [Company; 4] = [Company::OnMyOwn, Company::SomeoneBeside, Company::ReadToMe, Company::FromPaper];

/// Who is there, and for a sheet of paper its day.
#[derive(Clone, Copy)]
pub(super) struct Who {
    company: RwSignal<Company>,
    typed: RwSignal<String>,
    day: Memo<Option<Day>>,
    asked: RwSignal<bool>,
    /// Who helps, if they said so.
    helper: RwSignal<Option<Helper>>,
    /// The person chose here, so that it holds for whatever they begin here.
    chose: StoredValue<bool>,
}

impl Who {
    /// Just me, unless a check-in that is under way says otherwise: it is remembered for no other.
    pub(super) fn of(draft: Option<&Draft>) -> Self {
        let sheet = draft.and_then(|it| it.answered_on);
        let typed = RwSignal::new(sheet.map(|day| day.to_string()).unwrap_or_default());
        let day = Memo::new(move |_| typed.with(|text| Day::parse(text).ok()));
        let company = draft.and_then(|it| it.company).unwrap_or(Company::OnMyOwn);
        let (asked, chose) = (RwSignal::new(false), StoredValue::new(false));
        let helper = RwSignal::new(draft.and_then(|it| it.helped.as_ref()).map(|it| it.helper));
        Self { company: RwSignal::new(company), typed, day, asked, helper, chose }
    }

    /// Whether it is typed in from paper.
    pub(super) fn is_paper(self) -> bool {
        self.company.get() == Company::FromPaper
    }

    /// Whether somebody helps who may be named by what they are to the person.
    fn is_helped(self) -> bool {
        matches!(self.company.get(), Company::SomeoneBeside | Company::ReadToMe)
    }

    /// Who helps, once the person chose here; the inner one is empty where nobody does, or nothing was said of them.
    pub(super) fn says_of_helper(self) -> Option<Option<Helper>> {
        let helper = self.helper.get_untracked().filter(|_| untrack(|| self.is_helped()));
        self.chose.get_value().then_some(helper)
    }

    /// Who is there, and the day of the sheet if there is one; nothing while no day stands there that may be one, and
    /// then the field says so.
    pub(super) fn ask(self, today: Day) -> Option<(Company, Option<Day>)> {
        let company = self.company.get_untracked();
        if company != Company::FromPaper {
            return Some((company, None));
        }
        let day = self.day.get_untracked().filter(|day| Draft::may_bear(*day, today));
        if day.is_none() {
            self.asked.set(true);
        }
        day.map(|day| (company, Some(day)))
    }

    /// The same for another questionnaire than the one whose check-in is under way: what that one says stays with it.
    pub(super) fn ask_for_another(self, today: Day) -> Option<(Option<Company>, Option<Day>)> {
        if !self.chose.get_value() {
            return Some((None, None));
        }
        self.ask(today).map(|(company, sheet)| (Some(company), sheet))
    }
}

/// What was unfolded stands at the top of the screen, so that none of it lies under the button.
pub(super) fn bring_up(toggled: Event) {
    let details = event_target::<Element>(&toggled);
    if details.has_attribute("open") {
        details.scroll_into_view();
    }
}

/// The line and what unfolds from it.
#[component]
pub(super) fn WhoRow(who: Who, unfolded: bool) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let error = Signal::derive(move || match (who.day.get(), who.typed.with(String::is_empty)) {
        (Some(day), _) => sheet_fault(i18n, day, person.page.today.get()),
        (None, false) => Some(say!(i18n, person.begin.paper_wrong)),
        (None, true) => who.asked.get().then(|| say!(i18n, person.begin.paper_first)),
    });
    let choices = CHOICES.map(|company| match company {
        Company::FromPaper => Choice::new(say!(i18n, person.begin.paper)).hint(say!(i18n, person.begin.paper_hint)),
        company => Choice::new(names::company(i18n, company)),
    });
    view! {
        <details class="turn" open=unfolded on:toggle=bring_up>
            <summary class="row">
                <span class="grow">{move || names::company(i18n, who.company.get())}</span>
                <span class="link">{t!(i18n, person.begin.change)}</span>
            </summary>
            <OptionGroup
                name="company"
                legend=say!(i18n, person.company.title)
                choices=choices.to_vec()
                chosen=Signal::derive(move || CHOICES.iter().position(|it| *it == who.company.get()))
                on_choose=move |place: usize| {
                    if let Some(company) = CHOICES.get(place) {
                        who.company.set(*company);
                        who.chose.set_value(true);
                    }
                }
            />
            <div aria-live="polite">
                {when(
                    move || who.company.get() == Company::ReadToMe,
                    move || view! { <p class="soft small sub">{t!(i18n, person.company.script)}</p> },
                )}
            </div>
            {when(move || who.is_helped(), move || view! { <WhoHelps who=who/> })}
            {when(move || who.is_paper(), move || view! {
                <SheetDayField hint=say!(i18n, person.begin.paper_day_hint) typed=who.typed error=error/>
            })}
        </details>
    }
}

/// What the helper is to the person. Nothing is picked beforehand, and it may be left.
#[component]
fn WhoHelps(who: Who) -> impl IntoView {
    let i18n = use_i18n();
    let choices = HELPERS.map(|helper| {
        Choice::new(match helper {
            Helper::PeerWorker => say!(i18n, team.shared.helper_peer),
            Helper::KeyWorker => say!(i18n, team.shared.helper_key),
            Helper::FamilyOrFriend => say!(i18n, team.shared.helper_close),
            Helper::Lead | Helper::SomeoneElse => say!(i18n, team.shared.helper_else),
        })
    });
    view! {
        <OptionGroup
            name="helper"
            legend=say!(i18n, person.company.helper)
            legend_shown=true
            choices=choices.to_vec()
            chosen=Signal::derive(move || who.helper.get().and_then(|helper| HELPERS.iter().position(|it| *it == helper)))
            on_choose=move |place: usize| {
                who.helper.set(HELPERS.get(place).copied());
                who.chose.set_value(true);
            }
        />
        <p class="soft small sub">{t!(i18n, person.company.helper_hint)}</p>
    }
}
