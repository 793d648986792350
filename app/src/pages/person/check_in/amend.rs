//! Changing answers on the day of the check-in. It stays one check-in, and what was chosen before is kept with it.
use super::boxes::Boxes;
use super::follow_up::{FollowUp, question};
use crate::components::{Back, Button, Screen};
use crate::i18n::*;
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::check_in::ResultScreen;
use crate::pages::person::shell::go::{param, use_go};
use crate::pages::person::shell::half_written::{HalfWritten, KeptWords, kept};
use crate::pages::person::shell::names;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::clock;
use crate::state::use_person;
use crate::words::say;
use domain::check_in::{CheckIn, Responses};
use domain::id::CheckInId;
use domain::instrument::{Instrument, Item};
use leptos::prelude::*;

/// The answers of a check-in of today, open to be changed; any other shows none.
#[component]
pub fn AmendPage() -> impl IntoView {
    let person = use_person();
    let id = param::<CheckInId>("id");
    move || {
        let found = id
            .get()
            .and_then(|id| person.notebook.records.with_untracked(|records| records.check_ins.get(&id).cloned()));
        let found = found.filter(|it| it.can_amend(clock::today()));
        match found.and_then(|it| person.notebook.instrument_of(&it.pack).map(|instrument| (it, instrument))) {
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
    let whole = StoredValue::new(instrument.clone());
    // What was changed and not kept yet is there again when this is opened again.
    let draft = HalfWritten::over(format!("/check-ins/{id}/change#answers"), noted(&instrument, &check_in.responses));
    let responses = RwSignal::new(check_in.responses.clone());
    let first = StoredValue::new(check_in.responses);
    Effect::new(move |_| {
        let words = draft.words.get();
        let back = whole.with_value(|whole| first.with_value(|first| put_back(whole, first, &words)));
        if responses.with_untracked(|now| *now != back) {
            responses.set(back);
        }
    });
    let write = move || draft.write(whole.with_value(|whole| responses.with_untracked(|all| noted(whole, all))));
    let keep = move |()| {
        let verb = person.check_ins.amend(id, responses.get_untracked());
        work.run(kept(verb, [draft]), move |()| go.to(&ResultScreen::Result.path(&[&id])));
    };
    let groups = (1..).zip(instrument.pack.items).map(|(number, item)| {
        let name = StoredValue::new(item.id.clone());
        let chosen = Memo::new(move |_| responses.with(|all| name.with_value(|name| all.place(name))).map(usize::from));
        let choose = move |place: usize| {
            responses.update(|all| {
                let place = u8::try_from(place).unwrap_or(u8::MAX);
                // Only places that the instrument has are shown.
                let _ = whole.with_value(|whole| name.with_value(|name| all.answer(whole, name, place)));
            });
            write();
        };
        let help = Memo::new(move |_| responses.with(|all| name.with_value(|name| all.follow_up(name))));
        let say_help = move |yes: bool| {
            responses.update(|all| {
                // Only what the instrument asks is shown.
                let _ = whole.with_value(|whole| name.with_value(|name| all.answer_follow_up(whole, name, yes)));
            });
            write();
        };
        let after = whole.with_value(|whole| question(i18n, whole, &item.id)).map(|question| {
            let name = format!("change-after-{number}");
            view! { <FollowUp name=name question=question chosen=help on_say=say_help/> }
        });
        let boxes = Boxes {
            name: format!("change-{number}"),
            legend: names::statement(i18n, number, &item),
            legend_shown: true,
            chosen,
            on_choose: Callback::new(choose),
            on_go: None,
        };
        view! {
            <div class="ruled-off">
                {boxes.of(i18n, &item)}
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
            back=Back::to(ResultScreen::Result.path(&[&id]))
            dock=dock
        >
            <KeptWords drafts=vec![draft]/>
            <FaultNote work=work/>
            {groups}
        </Screen>
    }
}

/// The answers on one line, in the order of the statements: "3,,2y" is the fourth box, none, and the third with a yes.
fn noted(instrument: &Instrument, responses: &Responses) -> String {
    let one = |item: &Item| {
        let place = responses.place(&item.id).map(|place| place.to_string()).unwrap_or_default();
        let after = match responses.follow_up(&item.id) {
            Some(true) => "y",
            Some(false) => "n",
            None => "",
        };
        format!("{place}{after}")
    };
    instrument.pack.items.iter().map(one).collect::<Vec<_>>().join(",")
}

/// `first` with what [`noted`] wrote down; what cannot be read there changes nothing.
fn put_back(instrument: &Instrument, first: &Responses, noted: &str) -> Responses {
    let mut all = first.clone();
    for (item, one) in instrument.pack.items.iter().zip(noted.split(',')) {
        let place = one.trim_end_matches(['y', 'n']);
        if let Ok(place) = place.parse() {
            // A place that the instrument does not have is none.
            let _ = all.answer(instrument, &item.id, place);
        }
        if one.len() > place.len() {
            let _ = all.answer_follow_up(instrument, &item.id, one.ends_with('y'));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{noted, put_back};
    use domain::check_in::Responses;
    use domain::instrument::built_in;

    #[test]
    fn changed_answers_are_noted_and_put_back_and_nonsense_changes_nothing() {
        for instrument in built_in() {
            let first = Responses::default();
            let mut changed = first.clone();
            for (place, item) in (0u8..).zip(&instrument.pack.items).step_by(2) {
                changed.answer(&instrument, &item.id, place % 5).unwrap();
                let _ = changed.answer_follow_up(&instrument, &item.id, place % 4 == 0);
            }
            let text = noted(&instrument, &changed);
            assert_eq!(put_back(&instrument, &first, &text), changed, "{text}");
            assert_eq!(put_back(&instrument, &changed, ",,99,x"), changed);
        }
    }
}
