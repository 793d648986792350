//! "Where am I today?": how close it feels, 0 to 10, with a few words. Nothing is chosen beforehand.
use crate::components::{Back, Button, OwnWords, Screen, Switchback};
use crate::i18n::*;
use crate::pages::person::aspirations::{AspirationScreen, of_address};
use crate::pages::person::shell::go::use_go;
use crate::pages::person::shell::half_written::{HalfWritten, KeptWords, OwnArea, kept};
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::seen_by::SeenBy;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::intl;
use crate::state::use_person;
use crate::words::say;
use domain::aspiration::Aspiration;
use domain::share::seen::Thing;
use domain::way::gives_back;
use leptos::prelude::*;

/// A rating from 0 to 10 with a few words; an aspiration that is gone is not found.
#[component]
pub fn LookBackPage() -> impl IntoView {
    of_address(|aspiration| view! { <LookBack aspiration=aspiration/> }.into_any())
}

#[component]
fn LookBack(aspiration: Aspiration) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let work = Work::new();
    let id = aspiration.id;
    let rated = HalfWritten::at(format!("/aspirations/{id}/look-back#rating"));
    let rating = Signal::derive(move || rated.words.with(|words| words.parse::<u8>().ok()));
    let note = HalfWritten::at(format!("/aspirations/{id}/look-back#note"));
    let asked = RwSignal::new(false);
    let keep = move |()| {
        let Some(rating) = rating.get_untracked() else { return asked.set(true) };
        let words = note.trimmed();
        let verb = async move { person.aspirations.look_back(id, rating, &words).await };
        work.run(kept(verb, [rated, note]), move |()| {
            [rated, note].iter().for_each(|draft| draft.done(String::new()));
            let near = person.notebook.records.with_untracked(|it| it.aspirations.get(&id).is_some_and(gives_back));
            let next = if near { AspirationScreen::GivenBack } else { AspirationScreen::One };
            go.instead(&next.path(&[&id]))
        });
    };
    let dock = move || {
        view! {
            <p class="lead" role="status">
                {move || (asked.get() && rating.get().is_none()).then_some(t!(i18n, person.look_back.choose))}
            </p>
            <Button on_press=keep busy=work.busy>{t!(i18n, person.look_back.keep)}</Button>
        }
    };
    let start = aspiration.looks_back.first().cloned();
    let start_label = start.as_ref().map(|look| intl::day_label(look.at.day())).unwrap_or_default();
    view! {
        <Screen
            title=say!(i18n, person.look_back.title)
            lede=say!(i18n, person.look_back.lede)
            back=Back::to(AspirationScreen::One.path(&[&id]))
            dock=dock
        >
            <OwnWords words=aspiration.words.clone()/>
            <Switchback
                name="rating"
                legend=say!(i18n, person.look_back.legend)
                start=start.as_ref().map(|look| look.rating)
                start_label=start_label
                here=rating
                here_label=say!(i18n, person.look_back.now)
                on_choose=move |n: u8| rated.write(n.to_string())
            />
            <OwnArea id="note" label=say!(i18n, person.look_back.note) hint=say!(i18n, person.look_back.note_hint) draft=note/>
            <KeptWords drafts=vec![rated, note]/>
            <SeenBy thing=Thing::Aspiration(id)/>
            <FaultNote work=work/>
        </Screen>
    }
}
