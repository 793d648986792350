//! Changing the words, and taking the aspiration out. New words are the same aspiration only if the person says so:
//! else it is closed as it is and the new one starts fresh.
use crate::components::{Button, ButtonKind, Choice, OptionGroup, when};
use crate::i18n::*;
use crate::pages::person::aspirations::AspirationScreen;
use crate::pages::person::shell::go::Go;
use crate::pages::person::shell::half_written::{HalfWritten, KeptWords, OwnArea, kept};
use crate::pages::person::shell::kept_line::KeptLine;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::take_out::TakeOut;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::use_person;
use crate::words::say;
use domain::id::AspirationId;
use leptos::prelude::*;

#[component]
pub(super) fn Words(id: AspirationId, go: Go) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let Some(it) = person.notebook.records.with_untracked(|records| records.aspirations.get(&id).cloned()) else {
        return ().into_any();
    };
    let place = |field: &str| format!("/aspirations/{id}#{field}");
    let words = HalfWritten::over(place("words"), it.words.clone());
    let why = HalfWritten::over(place("why"), it.why.clone());
    let helps = HalfWritten::over(place("helps"), it.what_helps.clone());
    let current = it.words.clone();
    let other = Memo::new(move |_| !words.is_blank() && words.words.with(|now| now.trim() != current));
    // Half-written words are not folded away.
    let open = [(words, &it.words), (why, &it.why), (helps, &it.what_helps)]
        .iter()
        .any(|(draft, kept)| draft.words.with_untracked(|now| now != *kept));
    let same = RwSignal::new(None::<usize>);
    let asked = RwSignal::new(false);
    let error =
        Signal::derive(move || (asked.get() && words.is_blank()).then(|| say!(i18n, person.new_aspiration.empty)));
    let keep = move |()| {
        let (new, around) = (words.trimmed(), (why.trimmed(), helps.trimmed()));
        let is_other = other.get_untracked();
        asked.set(true);
        if new.is_empty() || is_other && same.get_untracked().is_none() {
            return;
        }
        let another = is_other && same.get_untracked() == Some(1);
        let verb = async move {
            person.aspirations.reword_around(id, &around.0, &around.1).await?;
            match (is_other, another) {
                (true, true) => Ok(Some(person.aspirations.become_another(id, &new).await?)),
                (true, false) => person.aspirations.reword(id, &new).await.map(|()| None),
                _ => Ok(None),
            }
        };
        work.run(kept(verb, [words, why, helps]), move |fresh| {
            let now = person.notebook.records.with_untracked(|records| records.aspirations.get(&id).cloned());
            if let Some(now) = now {
                words.done(now.words);
                why.done(now.why);
                helps.done(now.what_helps);
            }
            if fresh.is_some() {
                go.to(&AspirationScreen::GivenBack.path(&[&id]));
            }
        });
    };
    view! {
        <details class="as-table" open=open>
            <summary>{t!(i18n, person.aspiration.edit)}</summary>
            <KeptWords drafts=vec![words, why, helps]/>
            <OwnArea id="edit-words" label=say!(i18n, person.new_aspiration.words) draft=words error=error max=500/>
            {when(move || other.get(), move || view! { <SameOrAnother same=same asked=asked/> })}
            <OwnArea id="edit-why" label=say!(i18n, person.new_aspiration.why) draft=why/>
            <OwnArea id="edit-helps" label=say!(i18n, person.new_aspiration.helps) draft=helps/>
            <Button kind=ButtonKind::Alt fit=true on_press=keep busy=work.busy>{t!(i18n, person.aspiration.edit_keep)}</Button>
            <KeptLine/>
            <FaultNote work=work/>
        </details>
        <TakeOutAspiration id=id go=go/>
    }
    .into_any()
}

/// Asks whether other words are the same aspiration.
#[component]
fn SameOrAnother(same: RwSignal<Option<usize>>, asked: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let choices = vec![
        Choice::new(say!(i18n, person.growth.same)).hint(say!(i18n, person.growth.same_hint)),
        Choice::new(say!(i18n, person.growth.another)).hint(say!(i18n, person.growth.another_hint)),
    ];
    let missing = move || (asked.get() && same.get().is_none()).then_some(t!(i18n, person.growth.same_first));
    view! {
        <OptionGroup
            name="same"
            legend=say!(i18n, person.growth.same_title)
            legend_shown=true
            choices=choices
            chosen=same
            on_choose=move |place| same.set(Some(place))
        />
        <p class="field-error" role="alert">{missing}</p>
    }
}

/// Takes the whole aspiration out.
#[component]
fn TakeOutAspiration(id: AspirationId, go: Go) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let out = move |()| work.run(person.aspirations.remove(id), move |()| go.instead("/aspirations"));
    view! { <TakeOut source=*id.as_bytes() word=say!(i18n, person.growth.remove) work=work on_press=out/> }
}
