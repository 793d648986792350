//! Changing answers on the day of the check-in. It stays one check-in, and what was chosen before is kept with it.
use super::follow_up::{FollowUp, question};
use super::names;
use super::work::{FaultNote, Work, param, use_go};
use crate::components::{Back, Button, Choice, OptionGroup, Screen};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::platform::clock;
use crate::state::use_person;
use crate::words::say;
use domain::check_in::CheckIn;
use domain::id::CheckInId;
use domain::instrument::Instrument;
use leptos::prelude::*;

/// The page.
#[component]
pub fn AmendPage() -> impl IntoView {
    let person = use_person();
    let id = param::<CheckInId>("id");
    move || {
        let found =
            id.get().and_then(|id| person.records.with_untracked(|records| records.check_ins.get(&id).cloned()));
        let found = found.filter(|it| it.can_amend(clock::today()));
        match found.and_then(|it| person.instrument_of(&it.pack).map(|instrument| (it, instrument))) {
            Some((check_in, instrument)) => view! { <Amend check_in=check_in instrument=instrument/> }.into_any(),
            None => view! { <NotFoundPage/> }.into_any(),
        }
    }
}

#[component]
fn Amend(check_in: CheckIn, instrument: Instrument) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let work = Work::new();
    let id = check_in.id;
    let responses = RwSignal::new(check_in.responses);
    let whole = StoredValue::new(instrument.clone());
    let keep = move |()| {
        work.run(person.amend_check_in(id, responses.get_untracked()), move |()| go.to(&format!("/check-ins/{id}")));
    };
    let groups = (1..).zip(instrument.pack.items).map(|(number, item)| {
        let options = (0u8..).zip(&item.options);
        let choices = options.map(|(place, _)| Choice::new(names::option(i18n, &item, place))).collect::<Vec<_>>();
        let name = StoredValue::new(item.id.clone());
        let chosen = Memo::new(move |_| responses.with(|all| name.with_value(|name| all.place(name))).map(usize::from));
        let choose = move |place: usize| {
            responses.update(|all| {
                let place = u8::try_from(place).unwrap_or(u8::MAX);
                // Only places that the instrument has are shown.
                let _ = whole.with_value(|whole| name.with_value(|name| all.answer(whole, name, place)));
            });
        };
        let help = Memo::new(move |_| responses.with(|all| name.with_value(|name| all.follow_up(name))));
        let say_help = move |yes: bool| {
            responses.update(|all| {
                // Only what the instrument asks is shown.
                let _ = whole.with_value(|whole| name.with_value(|name| all.answer_follow_up(whole, name, yes)));
            });
        };
        let after = whole.with_value(|whole| question(i18n, whole, &item.id)).map(|question| {
            let name = format!("change-after-{number}");
            view! { <FollowUp name=name question=question chosen=help on_say=say_help/> }
        });
        view! {
            <div class="ruled-off">
                <OptionGroup
                    name=format!("change-{number}")
                    legend=names::statement(i18n, number, &item)
                    legend_shown=true
                    choices=choices
                    chosen=chosen
                    on_choose=choose
                    ladder=names::ladder(&item)
                />
                {after}
            </div>
        }
        .into_any()
    });
    let groups = groups.collect_view();
    let dock = move || view! { <Button on_press=keep busy=work.busy>{t!(i18n, person.amend.keep)}</Button> };
    view! {
        <Screen
            title=say!(i18n, person.amend.title)
            lede=say!(i18n, person.amend.lede)
            back=Back::to(format!("/check-ins/{id}"))
            dock=dock
        >
            <FaultNote work=work/>
            {groups}
        </Screen>
    }
}
