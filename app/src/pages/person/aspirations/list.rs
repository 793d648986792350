//! Aspirations: those in focus first, then those also worked on; what is resting, reached, let go or changed is folded
//! away below. The words are the person's, on ruled lines, and so is the order.
use crate::components::{
    Button, ButtonKind, EmptyState, Icon, LinkButton, MoveButtons, OwnSize, OwnWords, PathShort, Place, START, Screen,
    Section, focus_heading, focus_moved, glyph,
};
use crate::i18n::*;
use crate::pages::person::aspirations::AspirationScreen;
use crate::pages::person::shell::names;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::aspiration::{Aspiration, AspirationState, Towards, in_order};
use domain::id::AspirationId;
use leptos::prelude::*;

/// Every aspiration by how it stands, and putting them into an order of one's own.
#[component]
pub fn AspirationsPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let arranging = RwSignal::new(false);
    let several = Memo::new(move |_| person.notebook.records.with(|records| records.aspirations.len() > 1));
    let page = move || {
        person.notebook.records.with(|records| {
            let all = in_order(records.aspirations.values());
            if all.is_empty() {
                return view! { <EmptyState words=say!(i18n, person.aspirations.empty) drawing=START/> }.into_any();
            }
            let working = |it: &&Aspiration| it.state == AspirationState::WorkingOnIt;
            let focus: Vec<_> = all.iter().copied().filter(|it| it.in_focus).collect();
            let others: Vec<_> = all.iter().copied().filter(|it| !it.in_focus).filter(working).collect();
            let title = if focus.is_empty() {
                say!(i18n, person.growth.working_title)
            } else {
                say!(i18n, person.aspirations.others)
            };
            let of = |state| all.iter().copied().filter(|it| it.state == state).collect::<Vec<_>>();
            view! {
                <p class="soft small sub">{t!(i18n, person.aspirations.sub)}</p>
                {group(i18n, say!(i18n, person.aspirations.focus), &focus)}
                {group(i18n, title, &others)}
                <div class="folded-groups">
                    {folded(i18n, say!(i18n, person.aspirations.reached), glyph::FLAG_TRIANGLE_RIGHT, &of(AspirationState::Reached))}
                    {folded(i18n, say!(i18n, person.aspirations.resting), glyph::COFFEE, &of(AspirationState::Resting))}
                    {folded(i18n, say!(i18n, person.aspirations.changed), glyph::REFRESH_CW, &of(AspirationState::Changed))}
                    {folded(i18n, say!(i18n, person.aspirations.let_go), glyph::LEAF, &of(AspirationState::LetGo))}
                </div>
            }
            .into_any()
        })
    };
    let turn = move |on: bool| {
        arranging.set(on);
        focus_heading();
        window().scroll_to_with_x_and_y(0.0, 0.0);
    };
    let dock = move || {
        view! {
            {move || {
                if arranging.get() {
                    return view! { <Button on_press=move |()| turn(false)>{t!(i18n, person.arrange.done)}</Button> }
                        .into_any();
                }
                view! {
                    <LinkButton href="/aspirations/new">
                        <Icon glyph=glyph::PLUS/>
                        {t!(i18n, person.aspirations.add)}
                    </LinkButton>
                }
                .into_any()
            }}
        }
    };
    let switch = move || {
        (several.get() && !arranging.get()).then(|| {
            view! { <Button kind=ButtonKind::Quiet fit=true on_press=move |()| turn(true)>{t!(i18n, person.arrange.start)}</Button> }
        })
    };
    view! {
        <Screen title=say!(i18n, person.aspirations.title) nav=Place::Aspirations dock=dock>
            {move || if arranging.get() { view! { <Arranging/> }.into_any() } else { page().into_any() }}
            {switch}
        </Screen>
    }
}

/// Every aspiration with buttons that move it, in the person's order.
#[component]
fn Arranging() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let said = RwSignal::new(String::new());
    let ids = Memo::new(move |_| {
        person
            .notebook
            .records
            .with(|records| in_order(records.aspirations.values()).iter().map(|it| it.id).collect::<Vec<_>>())
    });
    let row = move |id: AspirationId| {
        let words = person
            .notebook
            .records
            .with_untracked(|records| records.aspirations.get(&id).map(|it| it.words.clone()).unwrap_or_default());
        let place = move || ids.with(|ids| ids.iter().position(|one| *one == id)).unwrap_or_default();
        let (up, down) = (
            say!(i18n, person.arrange.up, words = words.as_str()),
            say!(i18n, person.arrange.down, words = words.as_str()),
        );
        let spoken = words.clone();
        let shift = move |to_start: bool| {
            let to = if to_start { Towards::Start } else { Towards::End };
            let past = ids.with_untracked(|ids| {
                let place = ids.iter().position(|one| *one == id)?;
                ids.get(to.neighbour(place, ids.len())?).copied()
            });
            let Some(past) = past else { return };
            let words = spoken.clone();
            work.run(person.aspirations.move_past(id, past), move |()| {
                let of = ids.with_untracked(Vec::len);
                let place = ids.with_untracked(|ids| ids.iter().position(|one| *one == id)).unwrap_or_default() + 1;
                said.set(say!(i18n, person.arrange.now, words = words, place = place, of = of));
                focus_moved(&id.to_string(), to_start);
            });
        };
        let last = Signal::derive(move || place() + 1 == ids.with(Vec::len));
        view! {
            <div class="arranged line">
                <OwnWords words=words/>
                <MoveButtons
                    key=id.to_string()
                    first=Signal::derive(move || place() == 0)
                    last=last
                    up=up
                    down=down
                    on_move=shift
                />
            </div>
        }
        .into_any()
    };
    view! {
        <p class="soft small sub">{t!(i18n, person.arrange.hint)}</p>
        <p class="unseen" role="status">{move || said.get()}</p>
        <div class="rows"><For each=move || ids.get() key=|id| *id children=row/></div>
        <FaultNote work=work/>
    }
}

fn group(i18n: I18n, title: String, own: &[&Aspiration]) -> Option<AnyView> {
    let rows: Vec<_> = own.iter().map(|it| row(i18n, it)).collect();
    (!rows.is_empty()).then(|| view! { <section><Section title=title/>{rows}</section> }.into_any())
}

/// One line with how many there are; it opens in place.
fn folded(i18n: I18n, title: String, icon: glyph::Glyph, own: &[&Aspiration]) -> Option<AnyView> {
    let rows: Vec<_> = own.iter().map(|it| row(i18n, it)).collect();
    let count = rows.len();
    (count > 0).then(|| {
        view! {
            <details class="folded">
                <summary class="row">
                    <Icon glyph=icon/>
                    <span class="grow">{title}</span>
                    <span class="value">{count}</span>
                    <span class="chev"><Icon glyph=glyph::CHEVRON_RIGHT small=true/></span>
                </summary>
                {rows}
            </details>
        }
        .into_any()
    })
}

fn row(i18n: I18n, it: &Aspiration) -> AnyView {
    let (from, now) = (it.looks_back.first().map(|look| look.rating), it.rating());
    let path = match (from, now) {
        (Some(from), Some(now)) => {
            let label = say!(i18n, person.aspirations.path, from = from, now = now);
            let start = say!(i18n, person.aspirations.started, rating = from);
            let end = say!(i18n, person.aspirations.now, rating = now);
            view! { <PathShort from=Some(from) now=Some(now) label=label under_start=start under_end=end/> }.into_any()
        }
        _ => view! { <PathShort from=None now=None label=say!(i18n, person.aspirations.path_none)/> }.into_any(),
    };
    let state = (it.state != AspirationState::WorkingOnIt)
        .then(|| view! { <span class="unseen">{names::state(i18n, it.state)}</span> });
    view! {
        <a class="aspi" href=AspirationScreen::One.path(&[&it.id])>
            <OwnWords words=it.words.clone() size=OwnSize::Big/>
            {state}
            {path}
        </a>
    }
    .into_any()
}
