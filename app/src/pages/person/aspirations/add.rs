//! A new aspiration: only its words are asked for; why and what helps may stay empty.
use crate::components::{Back, Button, Screen};
use crate::i18n::*;
use crate::pages::person::aspirations::AspirationScreen;
use crate::pages::person::aspirations::part_of::PartOf;
use crate::pages::person::shell::go::use_go;
use crate::pages::person::shell::half_written::{HalfWritten, KeptWords, OwnArea, kept};
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::use_person;
use crate::words::say;
use domain::set;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// A form of three fields, of which only the words are needed. `?area=` names a key life area it is written down for.
#[component]
pub fn AddAspirationPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let work = Work::new();
    let words = HalfWritten::at("/aspirations/new#words");
    let why = HalfWritten::at("/aspirations/new#why");
    let helps = HalfWritten::at("/aspirations/new#helps");
    let noted = use_query_map().with_untracked(|query| query.get("area"));
    let areas = RwSignal::new(noted.into_iter().collect::<set::Set<String>>());
    let tick = move |(area, on): (String, bool)| {
        areas.update(|all| {
            if on {
                all.insert(area);
            } else {
                all.remove(&area);
            }
        });
    };
    let asked = RwSignal::new(false);
    let error =
        Signal::derive(move || (asked.get() && words.is_blank()).then(|| say!(i18n, person.new_aspiration.empty)));
    let keep = move |()| {
        asked.set(true);
        let [text, why_text, helps_text] = [words, why, helps].map(HalfWritten::trimmed);
        if !text.is_empty() {
            let areas = areas.get_untracked();
            let verb = async move { person.aspirations.add(&text, &why_text, &helps_text, areas).await };
            work.run(kept(verb, [words, why, helps]), move |id| {
                [words, why, helps].iter().for_each(|draft| draft.done(String::new()));
                go.instead(&AspirationScreen::One.path(&[&id]));
            });
        }
    };
    let dock = move || view! { <Button on_press=keep busy=work.busy>{t!(i18n, person.new_aspiration.keep)}</Button> };
    view! {
        <Screen title=say!(i18n, person.new_aspiration.title) back=Back::to("/aspirations") dock=dock>
            <KeptWords drafts=vec![words, why, helps]/>
            <OwnArea
                id="words"
                label=say!(i18n, person.new_aspiration.words)
                hint=say!(i18n, person.new_aspiration.words_hint)
                draft=words
                error=error
                lines=3
                max=500
            />
            <OwnArea id="why" label=say!(i18n, person.new_aspiration.why) hint=say!(i18n, person.new_aspiration.optional) draft=why/>
            <OwnArea
                id="helps"
                label=say!(i18n, person.new_aspiration.helps)
                hint=say!(i18n, person.new_aspiration.optional)
                draft=helps
            />
            <PartOf chosen=areas on_change=tick/>
            <FaultNote work=work/>
        </Screen>
    }
}
