//! "How it looks" on Me: text size, light or dark, contrast, movement. Each choice shows at once and is kept.
use crate::components::{CheckboxRow, Choice, OptionGroup, Section, StepperRow};
use crate::i18n::*;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::state::use_person;
use crate::words::say;
use domain::records::{Settings, Theme};
use leptos::prelude::*;

/// The sizes of `style/tokens.css`, in per cent of the phone's own.
const SIZES: [u16; 6] = [100, 115, 130, 150, 175, 200];
/// In the order of the options.
const THEMES: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

/// The size one step up or down, staying at the ends; 0 stands for the phone's own.
fn stepped(percent: u16, larger: bool) -> u16 {
    let at = SIZES.iter().rposition(|size| *size <= percent.max(100)).unwrap_or(0);
    let at = if larger { (at + 1).min(SIZES.len() - 1) } else { at.saturating_sub(1) };
    if at == 0 { 0 } else { SIZES[at] }
}

/// The section.
#[component]
pub(super) fn Looks() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let change = move |edit: Box<dyn Fn(&mut Settings)>| work.run(person.preferences.change(edit), |()| {});
    let settings = Memo::new(move |_| person.notebook.records.with(|records| records.settings.clone()));
    let size = Signal::derive(move || {
        settings.with(|it| say!(i18n, person.me.text_percent, percent = it.text_percent.max(100)))
    });
    let step = move |larger: bool| change(Box::new(move |it| it.text_percent = stepped(it.text_percent, larger)));
    let theme = Signal::derive(move || settings.with(|it| THEMES.iter().position(|theme| *theme == it.theme)));
    let contrast = Signal::derive(move || settings.with(|it| it.more_contrast));
    let still = Signal::derive(move || settings.with(|it| it.less_movement));
    let choices = vec![
        Choice::new(say!(i18n, person.me.theme_phone)),
        Choice::new(say!(i18n, person.me.theme_light)),
        Choice::new(say!(i18n, person.me.theme_dark)),
    ];
    view! {
        <section>
            <Section title=say!(i18n, person.me.looks)/>
            <div class="rows">
                <StepperRow
                    label=say!(i18n, person.me.text_size)
                    value=size
                    less=say!(i18n, person.me.text_smaller)
                    more=say!(i18n, person.me.text_larger)
                    on_step=step
                />
                <div class="side-by-side">
                    <OptionGroup
                        name="theme"
                        legend=say!(i18n, person.me.theme)
                        legend_shown=true
                        choices=choices
                        chosen=theme
                        on_choose=move |place: usize| {
                            let theme = THEMES.get(place).copied().unwrap_or_default();
                            change(Box::new(move |it| it.theme = theme));
                        }
                    />
                </div>
                <CheckboxRow
                    label=say!(i18n, person.me.contrast)
                    hint=say!(i18n, person.me.contrast_hint)
                    checked=contrast
                    on_change=move |on: bool| change(Box::new(move |it| it.more_contrast = on))
                />
                <CheckboxRow
                    label=say!(i18n, person.me.movement)
                    hint=say!(i18n, person.me.movement_hint)
                    checked=still
                    on_change=move |on: bool| change(Box::new(move |it| it.less_movement = on))
                />
            </div>
            {(languages().len() > 1).then(|| view! { <Language/> })}
            <FaultNote work=work/>
        </section>
    }
}

/// The languages on offer, each by its own name. Choosing one starts the app again in it.
#[component]
fn Language() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let tags: Vec<_> = languages().into_iter().map(|(tag, _)| tag).collect();
    let names = languages().into_iter().map(|(_, name)| Choice::new(name));
    let choices = std::iter::once(Choice::new(say!(i18n, language.phone))).chain(names).collect();
    let chosen = {
        let tags = tags.clone();
        Signal::derive(move || {
            let chosen = person.notebook.records.with(|records| records.settings.language.clone());
            Some(chosen.and_then(|tag| tags.iter().position(|it| *it == tag)).map_or(0, |at| at + 1))
        })
    };
    let choose = move |place: usize| {
        let tag = place.checked_sub(1).and_then(|at| tags.get(at)).map(|tag| (*tag).to_owned());
        work.run(person.preferences.change(move |it| it.language.clone_from(&tag)), |()| {});
    };
    view! {
        <div class="side-by-side">
            <OptionGroup
                name="language"
                legend=say!(i18n, language.title)
                legend_shown=true
                choices=choices
                chosen=chosen
                on_choose=choose
            />
        </div>
        <FaultNote work=work/>
    }
}

#[cfg(test)]
mod tests {
    use super::stepped;

    #[test]
    fn text_grows_and_shrinks_by_steps_and_stays_at_the_ends() {
        for (from, larger, to) in [
            (0, true, 115),
            (100, true, 115),
            (115, true, 130),
            (200, true, 200),
            (0, false, 0),
            (115, false, 0),
            (140, false, 115),
        ] {
            assert_eq!(stepped(from, larger), to, "{from} {larger}");
        }
    }
}
