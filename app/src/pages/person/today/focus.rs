//! Aspirations in focus: the words, the next step to tick, and what the person wrote when they last looked back.
use crate::components::{CheckboxRow, OwnSize, OwnWords, PathShort, QuietLink, RowLink, Section, glyph};
use crate::i18n::*;
use crate::pages::person::aspirations::AspirationScreen;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::intl;
use crate::state::use_person;
use crate::words::say;
use domain::aspiration::Aspiration;
use domain::id::{AspirationId, StepId};
use domain::today::{Invitation, in_focus, next_step};
use domain::visible::is_blank;
use leptos::prelude::*;

/// One to three of them. A tick leaves everything where it is, so that it can be taken back in the same place.
#[component]
pub(super) fn Focus(invitation: Memo<Option<Invitation>>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let all = Memo::new(move |_| {
        person
            .notebook
            .records
            .with(|records| (in_focus(records).iter().map(|it| it.id).collect::<Vec<_>>(), records.aspirations.len()))
    });
    move || {
        let (ids, count) = all.get();
        let all = move || {
            view! { <QuietLink href="/aspirations">{say!(i18n, person.today.all, count = count)}</QuietLink> }
        };
        if ids.is_empty() {
            // Nothing in focus is fine; the way to what is there stays one tap long.
            return (count > 0).then(|| {
                let count = count.to_string();
                view! {
                    <div class="rows today-rows">
                        <RowLink href="/aspirations" label=say!(i18n, person.news.aspirations) value=count glyph=glyph::MOUNTAIN/>
                    </div>
                }
                .into_any()
            });
        }
        let ids = ids.into_iter().map(|id| view! { <One id=id invitation=invitation/> }.into_any());
        let ids = ids.collect_view();
        Some(view! { <section><Section title=say!(i18n, person.today.focus) end=all/>{ids}</section> }.into_any())
    }
}

#[component]
fn One(id: AspirationId, invitation: Memo<Option<Invitation>>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let own = person.notebook.records.with_untracked(|records| records.aspirations.get(&id).cloned());
    own.map(|own| {
        let step = next_step(&own).map(|step| {
            let (step, words) = (step.id, step.words.clone());
            let done = ticked(id, step);
            let toggle = move |_| work.run(person.aspirations.toggle_step(id, step), |()| {});
            let hint = say!(i18n, person.today.next_step);
            view! { <div class="next"><CheckboxRow label=words hint=hint checked=done on_change=toggle step=true as_written=true/></div> }
        });
        let look = own.looks_back.last();
        let written = look.filter(|look| !is_blank(&look.note)).map(|look| {
            let day = intl::day_plain(look.at.day());
            view! {
                <OwnWords words=look.note.clone() size=OwnSize::Text/>
                <p class="soft small">{say!(i18n, person.today.wrote_that, day = day)}</p>
            }
            .into_any()
        });
        let looked = || {
            let day = intl::day_plain(look?.at.day());
            Some(view! { <p class="soft small">{say!(i18n, person.aspiration.looked_back, day = day)}</p> }.into_any())
        };
        // With neither a step nor words, where it stands.
        let path = (step.is_none() && written.is_none()).then(|| path(i18n, &own));
        let written = written.or_else(looked);
        let back = move || {
            (invitation.get() == Some(Invitation::LookBack(id))).then(|| {
                let href = AspirationScreen::LookBack.path(&[&id]);
                view! { <QuietLink href=href>{t!(i18n, person.today.look_back)}</QuietLink> }
            })
        };
        view! {
            <div class="focused">
                <a class="aspi" href=AspirationScreen::One.path(&[&id])><OwnWords words=own.words.clone()/>{path}</a>
                {step}
                {written}
                {back}
                <FaultNote work=work/>
            </div>
        }
    })
}

fn path(i18n: crate::words::I18n, own: &Aspiration) -> impl IntoView + use<> {
    let (from, now) = (own.looks_back.first().map(|look| look.rating), own.rating());
    let label = match (from, now) {
        (Some(from), Some(now)) => say!(i18n, person.today.path, from = from, now = now),
        _ => say!(i18n, person.today.path_none),
    };
    view! { <PathShort from=from now=now label=label/> }
}

fn ticked(id: AspirationId, step: StepId) -> Memo<bool> {
    let person = use_person();
    Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let own = records.aspirations.get(&id);
            own.is_some_and(|own| own.steps.iter().any(|one| one.id == step && one.done.is_some()))
        })
    })
}
