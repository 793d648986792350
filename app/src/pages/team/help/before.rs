//! The device goes over to the person: who looks, who taps, and that nothing of earlier check-ins is there.
use super::keys::{StepKey, cap, on_keys};
use crate::components::{Button, Choice, OptionGroup, TeamScreen, glyph};
use crate::i18n::*;
use crate::pages::team::parts;
use crate::state::worker::helping::HelpWay;
use crate::state::worker::use_worker;
use domain::helped::TypedBy;
use leptos::prelude::*;

const HANDS: [TypedBy; 2] = [TypedBy::Person, TypedBy::Helper];

/// "Give them the device".
#[component]
pub(super) fn BeforeStep() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let beside =
        worker.helping.with_untracked(|helping| helping.going().is_some_and(|going| going.way == HelpWay::Beside));
    let hand = RwSignal::new(0_usize);
    let go = Callback::new(move |()| {
        worker.hand_device_over(HANDS.get(hand.get_untracked()).copied().unwrap_or(TypedBy::Person));
    });
    on_keys(move |key| match key {
        StepKey::GoOn => go.run(()),
        StepKey::Digit(digit @ 1..=2) if beside => hand.set(usize::from(digit) - 1),
        _ => {}
    });
    let lead = if beside { t!(i18n, team.helping.before_beside) } else { t!(i18n, team.helping.before_handed) };
    let hands = beside.then(|| {
        let words = [t_string!(i18n, team.helping.taps_they), t_string!(i18n, team.helping.taps_i)];
        let icons = [glyph::USER, glyph::USERS];
        let choices = words.into_iter().zip(icons).enumerate();
        let choices = choices.map(|(n, (word, icon))| Choice::new(word).icon(icon).key(cap(n))).collect();
        view! {
            <OptionGroup
                name="taps"
                legend=move || t_string!(i18n, team.helping.taps)
                legend_shown=true
                choices=choices
                chosen=Signal::derive(move || Some(hand.get()))
                on_choose=move |place| hand.set(place)
            />
        }
    });
    view! {
        <TeamScreen title=move || t_string!(i18n, team.helping.before_title) task=true worker=parts::signed_in(worker)>
            <div class="narrow helping">
                <p class="lede">{lead}</p>
                <p>{t!(i18n, team.helping.before_no_results)}</p>
                {hands}
                <Button on_press=go>{t!(i18n, team.helping.before_go)}</Button>
            </div>
        </TeamScreen>
    }
}
