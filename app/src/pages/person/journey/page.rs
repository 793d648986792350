//! My journey: each questionnaire as a line over time, aspirations with their whole way, and everything in between in its
//! order; words are found in it again. Every picture has a table behind it, and it prints as "my story so far".
use super::distances::distances;
use super::lines::lines;
use super::notes::NewNote;
use super::search::{FindWords, FoundWords};
use super::span::{Span, SpanChoice};
use super::timeline::Timeline;
use super::told::Told;
use crate::components::{Back, Button, ButtonKind, EmptyState, Icon, LinkButton, START, Screen, glyph, when};
use crate::i18n::*;
use crate::platform::{device, quiet};
use crate::state::use_person;
use crate::words::say;
use domain::along::along;
use domain::visible::is_blank;
use leptos::prelude::*;

/// The whole story on one page, and what of it goes on paper.
#[component]
pub fn JourneyPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let span = Span::new();
    let (words, everything) = (RwSignal::new(String::new()), RwSignal::new(false));
    let all = Memo::new(move |_| person.notebook.records.with(along));
    let something = Memo::new(move |_| all.with(|all| !all.is_empty()));
    // Whatever stands below the first lines waits until those are painted: nothing that is there moves when it comes.
    let painted = RwSignal::new(false);
    quiet::when_idle(move || {
        let _ = painted.try_set(true);
    });
    let finding = Memo::new(move |_| words.with(|words| !is_blank(words)));
    let whole = move || {
        view! {
            <SpanChoice span=span all=all/>
            {move || {
                let instruments = person.notebook.instruments().get();
                person.notebook.records.with(|records| lines(i18n, records, &instruments, span.from()))
            }}
            {when(move || painted.get(), move || view! {
                {move || person.notebook.records.with(|records| distances(i18n, records))}
                <Timeline span=span all=all/>
            })}
        }
    };
    let page = move || {
        if !something.get() {
            return view! { <EmptyState words=say!(i18n, person.journey.empty) drawing=START/> }.into_any();
        }
        view! {
            <FindWords words=words/>
            {when(move || finding.get(), move || view! { <FoundWords words=words/> })}
            {when(move || !finding.get(), whole)}
            {when(move || painted.get(), move || view! { <Told everything=everything all=all/> })}
        }
        .into_any()
    };
    let print = move |whole: bool| {
        everything.set(whole);
        device::unfold_tables(whole);
        // Once what goes on paper has been drawn.
        request_animation_frame(device::print);
    };
    let dock = move || view! { <LinkButton href="/check-in">{t!(i18n, person.check_ins.start)}</LinkButton> };
    view! {
        <Screen
            title=say!(i18n, person.journey.title)
            back=Back::to("/").named(say!(i18n, parts.today))
            dock=dock
            class="story"
        >
            {page}
            {when(move || painted.get(), move || view! { <NewNote/> })}
            {when(move || painted.get() && something.get(), move || view! {
                <Button kind=ButtonKind::Alt fit=true on_press=move |()| print(false)>
                    <Icon glyph=glyph::PRINTER small=true/>
                    {t!(i18n, person.journey.print)}
                </Button>
                <Button kind=ButtonKind::Quiet fit=true on_press=move |()| print(true)>{t!(i18n, person.told.print_all)}</Button>
            })}
        </Screen>
    }
}
