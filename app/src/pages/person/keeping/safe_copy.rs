//! Save a copy: everything on this phone in one sealed file the person keeps where they like. It is made first and saved
//! by the person's own tap; that it is kept is noted when they say that they found it.
use crate::components::{
    Back, Button, ButtonKind, Choice, Notice, OptionGroup, QuietLink, Screen, SecretField, ShowButton, Spinner,
    focus_heading, glyph, when,
};
use crate::i18n::*;
use crate::pages::form::TypedTwice;
use crate::pages::person::shell::hand_out::HandOut;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::text;
use crate::state::{Fault, MadeCopy, note_copy, use_person};
use crate::words::{self, say};
use domain::seal::copy::PASSPHRASE_MIN;
use domain::spelling::folded;
use domain::weak::{self, Weak};
use leptos::prelude::*;

/// What the person said of the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    /// They tapped what saves it.
    Taken,
    Found,
    Missing,
}

/// Chooses how the copy is opened, makes it, hands it out, and asks whether it was found again.
#[component]
pub fn SafeCopyPage() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let work = Work::new();
    let lock = RwSignal::new(Some(0_usize));
    let (said, made) = (RwSignal::new(Said::Nothing), RwSignal::new_local(None::<MadeCopy>));
    let passphrase =
        TypedTwice::new(|typed| folded(&text::normalised(typed)), |spelled| weak::check(spelled, PASSPHRASE_MIN).err());
    let (shown, own) = (RwSignal::new(false), move || lock.get() == Some(1));
    // A copy that was made with something else is not the one asked for now.
    Effect::new(move |_| {
        lock.track();
        passphrase.first.track();
        made.set(None);
        said.set(Said::Nothing);
    });
    let make = move |()| {
        let own = untrack(own);
        // Asked for either way: what is not right stands there as soon as the fields do.
        if !passphrase.ask() && own {
            return;
        }
        let typed = own.then(|| passphrase.first.get_untracked());
        work.run(person.copy_file.make(typed), move |copy| made.set(Some(copy)));
    };
    let tapped = Callback::new(move |()| said.set(Said::Taken));
    let dock = move || {
        view! {
            {move || match made.get() {
                Some(MadeCopy { file, .. }) => {
                    view! { <HandOut file=file words=say!(i18n, person.copy.save) on_tap=tapped/> }.into_any()
                }
                None => view! { <Button on_press=make busy=work.busy>{t!(i18n, person.copy.make)}</Button> }.into_any(),
            }}
        }
    };
    let just_made = move || made.with(Option::is_some) && said.get() == Said::Nothing;
    let asks = move || matches!(said.get(), Said::Taken | Said::Missing);
    let choices = vec![
        Choice::new(say!(i18n, person.copy.with_words)).hint(say!(i18n, person.copy.with_words_hint)),
        Choice::new(say!(i18n, person.copy.with_passphrase)).hint(say!(i18n, person.copy.with_passphrase_hint)),
    ];
    view! {
        <Screen
            title=say!(i18n, person.copy.title)
            lede=say!(i18n, person.copy.lede)
            back=Back::to("/me").named(say!(i18n, person.me.title))
            dock=dock
        >
            <OptionGroup
                name="lock"
                legend=say!(i18n, person.copy.lock)
                legend_shown=true
                choices=choices
                chosen=lock
                on_choose=move |place| lock.set(Some(place))
            />
            <p><QuietLink href="/me/words">{t!(i18n, person.copy.see_words)}</QuietLink></p>
            {when(own, move || view! { <Passphrase passphrase=passphrase shown=shown on_enter=make/> })}
            <FaultNote work=work/>
            {move || {
                let lacking = own() && work.fault.with(|fault| matches!(fault, Some(Fault::NoMemory(_))));
                lacking.then(|| view! { <p>{t!(i18n, person.copy.words_instead)}</p> })
            }}
            {when(move || work.busy.get(), move || view! { <Spinner words=say!(i18n, person.copy.saving)/> })}
            <div role="status">
                {when(just_made, move || view! { <Notice>{t!(i18n, person.copy.made)}</Notice> })}
                {move || said_line(i18n, said.get(), made.with(|it| it.as_ref().is_some_and(|it| it.copy.with_words)))}
            </div>
            {when(asks, move || view! { <FoundAgain made=made said=said/> })}
            <p class="soft small low">{t!(i18n, person.copy.where_to)}</p>
            <p><QuietLink href="/me/check">{t!(i18n, person.check.title)}</QuietLink></p>
        </Screen>
    }
}

/// A passphrase of the person's own, twice.
#[component]
fn Passphrase(
    passphrase: TypedTwice<Weak>,
    shown: RwSignal<bool>,
    #[prop(into)] on_enter: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <SecretField
            id="passphrase"
            label=say!(i18n, person.copy.passphrase)
            hint=say!(i18n, person.copy.passphrase_hint)
            value=passphrase.first
            shown=shown
            error=passphrase.first_error(move |weak| words::weak(i18n, weak, PASSPHRASE_MIN))
        />
        <SecretField
            id="passphrase-again"
            label=say!(i18n, person.copy.again)
            value=passphrase.again
            shown=shown
            error=passphrase.again_error(move || say!(i18n, person.copy.differs))
            on_enter=on_enter
        />
        <ShowButton shown=shown words=say!(i18n, person.copy.show)/>
    }
}

/// Asks whether the file was found where it was saved.
#[component]
fn FoundAgain(made: RwSignal<Option<MadeCopy>, LocalStorage>, said: RwSignal<Said>) -> impl IntoView {
    let i18n = use_i18n();
    let found = move |()| {
        if let Some(it) = made.get_untracked() {
            note_copy(it.copy);
            // The button that was tapped is about to go.
            focus_heading();
            said.set(Said::Found);
        }
    };
    view! {
        <section class="card" role="group" aria-labelledby="found">
            <p class="label" id="found">{t!(i18n, person.copy.found_ask)}</p>
            <p class="small">{t!(i18n, person.copy.found_where)}</p>
            <Button kind=ButtonKind::Alt on_press=found>{t!(i18n, person.copy.found)}</Button>
            <Button kind=ButtonKind::Quiet on_press=move |()| said.set(Said::Missing)>
                {t!(i18n, person.copy.missing)}
            </Button>
        </section>
    }
}

/// What follows from what the person said of the file.
fn said_line(i18n: I18n, said: Said, with_words: bool) -> Option<AnyView> {
    // Words nobody has written down open nothing.
    let unseen =
        move || with_words && use_person().notebook.records.with(|records| records.backup.words_seen.is_none());
    match said {
        Said::Nothing | Said::Taken => None,
        Said::Found => Some(
            view! {
                <Notice glyph=glyph::CHECK>
                    <p>{t!(i18n, person.copy.saved)}</p>
                    {unseen().then(|| view! { <p>{t!(i18n, person.copy.words_unseen)}</p> })}
                </Notice>
            }
            .into_any(),
        ),
        Said::Missing => Some(view! { <Notice>{t!(i18n, person.copy.not_noted)}</Notice> }.into_any()),
    }
}
