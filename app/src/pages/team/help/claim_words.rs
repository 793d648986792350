//! The eight words, for somebody with no app: shown once, written down or printed on a slip, and never typed here.
use super::keys::{StepKey, on_keys};
use crate::components::{Button, ButtonKind, CheckWords, Icon, QrPicture, TeamScreen, glyph};
use crate::i18n::*;
use crate::pages::team::introduction::host;
use crate::pages::team::parts;
use crate::platform::{clock, device, intl};
use crate::state::worker::helping::{Going, HelpWay, HelpedTo};
use crate::state::worker::use_worker;
use domain::time::Moment;
use leptos::prelude::*;
use zeroize::Zeroizing;

/// The words, until when they are good, what to do and who can open it: the slip is this page on paper.
#[component]
pub(super) fn WordsStep() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let found = worker.helping.with_untracked(|helping| helping.going().and_then(words_of));
    let Some((words, ends, by_phone)) = found else { return ().into_any() };
    let until = ends.map(|ends| {
        t_string!(i18n, team.helping.words_until, day = intl::day_with_year(clock::day_of(ends))).to_string()
    });
    // As it is pinned: a server that names another address later would get the words of whoever scans the square.
    let office = worker.office();
    let how = match &office {
        Some(office) => t_string!(i18n, team.helping.words_how, host = host(&office.person_url)).to_string(),
        None => t_string!(i18n, team.helping.words_scan).to_owned(),
    };
    let square = office.map(|office| {
        let link = Zeroizing::new(format!("{}/words#{}", office.person_url, words.join("-")));
        view! { <div class="small-qr"><QrPicture text=link.as_str() label=t_string!(i18n, team.helping.words_qr)/></div> }
    });
    let have = Callback::new(move |()| worker.hand_words_over());
    on_keys(move |key| {
        if key == StepKey::GoOn {
            have.run(());
        }
    });
    let pass_on = if by_phone { t!(i18n, team.helping.words_call) } else { t!(i18n, team.helping.words_write) };
    view! {
        <TeamScreen title=move || t_string!(i18n, team.helping.words_title) task=true worker=parts::signed_in(worker)>
            <div class="narrow helping">
                <p class="lede not-printed">{pass_on}</p>
                <section class="slip" id="slip">
                    <CheckWords
                        words=words.iter().map(|word| (*word).to_owned()).collect()
                        label=move || t_string!(i18n, team.helping.words_list)
                    />
                    <p id="words-until">{until}</p>
                    <p>{how}</p>
                    <p>{t!(i18n, team.helping.words_who)}</p>
                    {square}
                </section>
                <Button on_press=have>{t!(i18n, team.helping.words_have)}</Button>
                <Button kind=ButtonKind::Alt on_press=|()| device::print()>
                    <Icon glyph=glyph::PRINTER small=true/>
                    {t!(i18n, team.helping.words_print)}
                </Button>
            </div>
        </TeamScreen>
    }
    .into_any()
}

/// The words, until when they are good, and whether they are told on the telephone.
fn words_of(going: &Going) -> Option<([&'static str; 8], Option<Moment>, bool)> {
    match &going.to {
        HelpedTo::Guest { words: Some(words), ends, .. } => Some((words.words(), *ends, going.way == HelpWay::ByPhone)),
        _ => None,
    }
}
