//! "Who is with you?", once before the first statement.
use super::past::past;
use crate::components::{Back, Button, Choice, OptionGroup, Screen};
use crate::i18n::*;
use crate::pages::person::check_in::CheckInScreen;
use crate::pages::person::shell::go::{param, use_go};
use crate::pages::person::shell::kept_line::KeptLine;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::use_person;
use crate::words::say;
use domain::check_in::Company;
use domain::id::CheckInId;
use leptos::prelude::*;

const CHOICES: [Company; 3] = [Company::OnMyOwn, Company::SomeoneBeside, Company::ReadToMe];

/// Asks who is there, keeps it with the draft, and goes on to the first statement.
#[component]
pub fn CompanyPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let work = Work::new();
    let id = param::<CheckInId>("id");
    let chosen = Memo::new(move |_| {
        let id = id.get()?;
        let company =
            person.notebook.records.with(|records| records.drafts.get(&id).and_then(|draft| draft.company))?;
        CHOICES.iter().position(|one| *one == company)
    });
    let asked = RwSignal::new(false);
    let choose = move |place: usize| {
        if let (Some(id), Some(company)) = (id.get_untracked(), CHOICES.get(place)) {
            work.run(person.check_ins.set_company(id, *company), |()| {});
        }
    };
    let next = move |()| match (id.get_untracked(), chosen.get_untracked()) {
        (Some(id), Some(_)) => go.to(&CheckInScreen::Statement.path(&[&id, &1])),
        _ => asked.set(true),
    };
    let dock = move || {
        view! {
            <p class="lead" role="status">
                {move || (asked.get() && chosen.get().is_none()).then_some(t!(i18n, person.company.choose))}
            </p>
            <Button on_press=next busy=work.busy waits=true>{t!(i18n, person.company.next)}</Button>
        }
    };
    let over = move || {
        id.get().filter(|id| person.notebook.records.with_untracked(|records| records.check_ins.contains_key(id)))
    };
    Effect::new(move |_| {
        if let Some(id) = over() {
            past(go, id);
        }
    });
    let choices = vec![
        Choice::new(say!(i18n, person.company.on_my_own)),
        Choice::new(say!(i18n, person.company.someone_beside)),
        Choice::new(say!(i18n, person.company.read_to_me)),
    ];
    view! {
        <Screen
            title=say!(i18n, person.company.title)
            lede=say!(i18n, person.company.lede)
            back=Back::to("/check-in")
            dock=dock
        >
            <KeptLine/>
            <div class="low">
                <p class="soft small sub">{t!(i18n, person.company.script)}</p>
                <OptionGroup
                    name="company"
                    legend=say!(i18n, person.company.title)
                    choices=choices
                    chosen=chosen
                    on_choose=choose
                    on_go=next
                />
            </div>
            <FaultNote work=work/>
        </Screen>
    }
}
