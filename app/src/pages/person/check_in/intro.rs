//! Before a check-in: which one, how long, that nobody is watching, that one can stop, skip and go back; and who is there.
use super::who::{Who, WhoRow, bring_up};
use crate::components::{
    Art, Back, Button, Facts, Heading, Icon, LinkButton, Notice, Promise, QuietLink, STILE, Screen, glyph,
};
use crate::i18n::*;
use crate::pages::person::check_in::{HelpScreen, ResultScreen, going_on, is_read_here};
use crate::pages::person::shell::go::use_go;
use crate::pages::person::shell::names;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::clock;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::begin::{minutes, offered, usual};
use domain::check_in::{Company, Draft};
use domain::id::CheckInId;
use domain::instrument::{HOW_ARE_THINGS, Instrument};
use domain::journey;
use domain::time::Day;
use leptos::prelude::*;

/// The page before the first statement.
#[component]
pub fn IntroPage() -> impl IntoView {
    view! { <Intro unfolded=false/> }
}

/// The same, with who is there to be chosen already.
#[component]
pub fn WithPage() -> impl IntoView {
    view! { <Intro unfolded=true/> }
}

#[component]
fn Intro(unfolded: bool) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let go = use_go();
    let work = Work::new();
    let mut packs = person.notebook.instruments().with_untracked(|all| offered(all, clock::today()));
    let first = person.notebook.records.with_untracked(|records| usual(records, &packs).cloned());
    let Some(instrument) = first else {
        let back = move || view! { <LinkButton href="/">{t!(i18n, errors.not_found.back)}</LinkButton> };
        return view! { <Screen title=say!(i18n, person.begin.none) back=Back::to("/") dock=back>""</Screen> }
            .into_any();
    };
    packs.retain(|it| it.pack.id != instrument.pack.id);
    let who = person
        .notebook
        .records
        .with_untracked(|records| Who::of(records.under_way().find(|draft| draft.pack.id == instrument.pack.id)));
    let begin = move |instrument: Instrument, company: Option<Company>, sheet: Option<Day>| {
        // A check-in that was begun before goes on where it was.
        work.run(
            async move {
                let id = person.check_ins.start_draft(&instrument, company, sheet).await?;
                if let Some(helper) = who.says_of_helper() {
                    person.check_ins.say_who_helps(id, helper).await?;
                }
                Ok(id)
            },
            move |id: CheckInId| {
                let draft = person.notebook.records.with_untracked(|all| all.drafts.get(&id).cloned());
                let at = draft.as_ref().and_then(Draft::goes_on_at);
                // Whoever reads is told how before the first statement, and not again where it goes on.
                let read_out = at == Some(1) && draft.is_some_and(|draft| is_read_here(&draft));
                go.to(&if read_out { HelpScreen::HandOver.path(&[&id]) } else { going_on(id, at) });
            },
        );
    };
    let another = Callback::new(move |instrument: Instrument| {
        if let Some((company, sheet)) = who.ask_for_another(person.page.today.get_untracked()) {
            begin(instrument, company, sheet);
        }
    });
    let (title, words, id) = (title(i18n, &instrument), said_of(i18n, &instrument), instrument.pack.id.clone());
    let done = Memo::new(move |_| {
        let today = person.page.today.get();
        person.notebook.records.with(|records| journey::just_done(&id, records.check_ins.values(), today))
    });
    let promises = promises(i18n, &instrument);
    let which = which(i18n, offered_as(i18n, &instrument), packs, another);
    let start = move |()| {
        if let Some((company, sheet)) = who.ask(person.page.today.get_untracked()) {
            begin(instrument.clone(), Some(company), sheet);
        }
    };
    let dock = move || view! { <Button on_press=start busy=work.busy>{t!(i18n, person.begin.start)}</Button> };
    view! {
        <Screen
            title=title
            lede=words
            back=Back::to("/").named(say!(i18n, parts.today))
            heading=Heading::Huge
            beside=move || view! { <Art drawing=STILE/> }
            dock=dock
        >
            {promises}
            <div aria-live="polite">
                {move || done.get().filter(|_| !who.is_paper()).map(|(id, ago)| soon(i18n, id, ago))}
            </div>
            <div class="rows low">
                <WhoRow who=who unfolded=unfolded/>
                {which}
            </div>
            <FaultNote work=work/>
        </Screen>
    }
    .into_any()
}

/// How long it takes, and what is promised.
fn promises(i18n: I18n, instrument: &Instrument) -> AnyView {
    let count = instrument.pack.items.len();
    let what = match instrument.pack.id.as_str() {
        HOW_ARE_THINGS => say!(i18n, person.begin.questions),
        _ if instrument.key_areas() => say!(i18n, person.begin.areas),
        _ => say!(i18n, person.begin.statements),
    };
    let long = match minutes(count) {
        1 => say!(i18n, person.begin.minute),
        _ => say!(i18n, person.begin.minutes),
    };
    let sheet = instrument.answer_sheet();
    let nobody = say!(i18n, person.begin.nobody_what);
    let nobody = weighty(say!(i18n, person.begin.nobody, what = nobody.as_str()), &nobody);
    let stop = say!(i18n, person.begin.stop_what);
    let stop = weighty(say!(i18n, person.begin.stop, what = stop.as_str()), &stop);
    let kept = say!(i18n, person.begin.kept_what);
    let kept = weighty(say!(i18n, person.begin.kept, what = kept.as_str()), &kept);
    view! {
        <Facts rows=vec![
            (count.to_string().into(), what.into()),
            (minutes(count).to_string().into(), long.into()),
        ]/>
        <ul class="promise">
            <Promise glyph=glyph::EYE_OFF>{nobody}</Promise>
            <Promise glyph=glyph::UNDO_2>{stop}</Promise>
            <Promise glyph=glyph::SMARTPHONE>{kept}</Promise>
        </ul>
        {sheet.then(|| view! { <p class="soft small sub">{t!(i18n, person.begin.sheet_how)}</p> })}
    }
    .into_any()
}

/// A sentence, and what of it has weight.
fn weighty(sentence: String, what: &str) -> AnyView {
    let Some((before, after)) = sentence.split_once(what) else { return sentence.into_any() };
    view! { {before.to_owned()} <b>{what.to_owned()}</b> {after.to_owned()} }.into_any()
}

/// "How are things · Another one": the others by name, and a tap on one begins it.
fn which(i18n: I18n, name: String, others: Vec<Instrument>, begin: Callback<Instrument>) -> AnyView {
    let others = others.into_iter().map(|it| {
        let (title, hint) = (offered_as(i18n, &it), hint(i18n, &it));
        view! {
            <button type="button" class="row" on:click=move |_| begin.run(it.clone())>
                <span class="grow"><span dir="auto">{title}</span><span class="hint">{hint}</span></span>
                <span class="chev"><Icon glyph=glyph::CHEVRON_RIGHT small=true/></span>
            </button>
        }
        .into_any()
    });
    let others = others.collect_view();
    view! {
        <details class="turn" on:toggle=bring_up>
            <summary class="row">
                <span class="grow"><span dir="auto">{name}</span></span>
                <span class="link">{t!(i18n, person.begin.another)}</span>
            </summary>
            <div class="rows">{others}</div>
            <p class="soft small">{t!(i18n, person.begin.as_written)}</p>
        </details>
    }
    .into_any()
}

/// A soft word, never in the way: the same one was done a few days ago.
fn soon(i18n: I18n, id: CheckInId, ago: i32) -> AnyView {
    let line = match ago {
        0 => say!(i18n, person.begin.soon_today),
        1 => say!(i18n, person.begin.soon_yesterday),
        _ => say!(i18n, person.begin.soon_days, days = ago),
    };
    view! {
        <Notice>
            <p>{line}</p>
            <QuietLink href=ResultScreen::Result.path(&[&id])>{t!(i18n, person.begin.soon_see)}</QuietLink>
        </Notice>
    }
    .into_any()
}

/// The heading: what is asked, or what the questionnaire is called.
fn title(i18n: I18n, instrument: &Instrument) -> String {
    if instrument.pack.id == HOW_ARE_THINGS { say!(i18n, person.begin.title) } else { offered_as(i18n, instrument) }
}

/// Whose words they are, under the heading.
fn said_of(i18n: I18n, instrument: &Instrument) -> String {
    if instrument.pack.id == HOW_ARE_THINGS || instrument.key_areas() {
        say!(i18n, person.begin.own_words)
    } else if instrument.practice() || instrument.answer_sheet() {
        hint(i18n, instrument)
    } else {
        say!(i18n, person.begin.word_for_word)
    }
}

/// What a questionnaire is called where one is chosen.
fn offered_as(i18n: I18n, instrument: &Instrument) -> String {
    match instrument.pack.id.as_str() {
        // The one that is built in, or one of a deployer's, by its own name.
        "reqol-10" if instrument.answer_sheet() => say!(i18n, person.begin.sheet),
        _ if instrument.answer_sheet() => {
            say!(i18n, person.begin.sheet_of, title = instrument.pack.title.as_str())
        }
        _ => names::title(i18n, instrument),
    }
}

/// What a questionnaire is, in one line.
fn hint(i18n: I18n, instrument: &Instrument) -> String {
    if instrument.practice() {
        say!(i18n, person.begin.practice_hint)
    } else if instrument.answer_sheet() {
        say!(i18n, person.begin.sheet_hint)
    } else if instrument.pack.id == HOW_ARE_THINGS {
        say!(i18n, person.begin.things_hint)
    } else if instrument.key_areas() {
        say!(i18n, person.begin.areas_hint)
    } else {
        say!(i18n, person.begin.licensed_hint, count = instrument.pack.items.len())
    }
}
