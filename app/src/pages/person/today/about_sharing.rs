//! What Today says about sharing: a question that waits for an answer, permissions that end soon or have just ended.
use crate::components::{Button, ButtonKind, RowLink, focus_heading, glyph};
use crate::i18n::*;
use crate::pages::person::check_in::ShareQuestion;
use crate::pages::person::permissions::CameBack;
use crate::pages::person::permissions::PermissionScreen;
use crate::pages::person::shell::names::first_name;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::{FaultNote, Work};
use crate::platform::intl;
use crate::state::use_person;
use crate::words::{I18n, say};
use domain::consent::Consent;
use domain::id::WorkerId;
use domain::records::Records;
use domain::share::ending::{ending, just_ended};
use domain::share::seen::PermissionStanding;
use leptos::html::P;
use leptos::prelude::*;

/// The questions, and what was answered.
#[component]
pub(super) fn Questions() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let open = Memo::new(move |_| {
        person.notebook.records.with(|records| records.open_questions(person.page.today.get()).first().copied())
    });
    let (said, place) = (RwSignal::new(None::<String>), NodeRef::<P>::new());
    // A "no" has its own word, with "Undo" beside it. Made here, so that it outlives the question that calls it.
    let answered = Callback::new(move |(share, name): (bool, String)| {
        said.set(share.then(|| say!(i18n, person.today.shared_now, name = name)));
        match place.get_untracked().filter(|_| share) {
            Some(place) => {
                let _ = place.focus();
            }
            None => focus_heading(),
        }
    });
    let question = move || {
        open.get().map(|(consent, check_in)| {
            view! { <ShareQuestion check_in=check_in consent=consent dated=true on_answer=answered/> }
        })
    };
    // A page may stay open over midnight, and with it the last day of a permission.
    let ending = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let soon = ending(records, person.page.today.get()).into_iter();
            soon.filter_map(|it| Some((it.worker(), it.id(), name_of(records, it)?, it.until()))).collect::<Vec<_>>()
        })
    });
    let ended = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let over = just_ended(records, person.page.today.get()).into_iter();
            let over = over.filter_map(|(it, standing)| {
                let gone = Gone::of(records, it.worker());
                Some((it.worker(), it.id(), name_of(records, it)?, standing, gone))
            });
            over.collect::<Vec<_>>()
        })
    });
    let work = Work::new();
    let rows = move || {
        let ending = ending.get().into_iter().map(|(worker, consent, name, until)| {
            let day = intl::day_short(until);
            let hint = say!(i18n, person.today.keep_title, name = name.as_str(), day = day.as_str());
            let no = say!(i18n, person.today.let_end);
            let after = say!(i18n, person.today.ends_then, day = day);
            let href = PermissionScreen::Choose.path(&[&worker]);
            (href, consent, say!(i18n, person.today.keep, name = name.as_str()), hint, no, after)
        });
        let ended = ended.get().into_iter().map(|(worker, consent, name, standing, gone)| {
            let asked = matches!(standing, PermissionStanding::OnRequest(_)) && gone.is_none();
            let (no, after) = if asked {
                (
                    say!(i18n, person.today.on_request_read),
                    say!(i18n, person.today.on_request_stays, name = name.as_str()),
                )
            } else {
                (say!(i18n, person.today.leave_ended), say!(i18n, person.today.not_asked_again))
            };
            let (label, hint) = match gone {
                None if asked => (
                    say!(i18n, person.today.on_request, name = name.as_str()),
                    say!(i18n, person.today.on_request_why, name = name.as_str()),
                ),
                Some(gone) => gone.words(i18n, &name),
                None => (say!(i18n, person.today.share_again, name = name.as_str()), ended_hint(i18n, &name, standing)),
            };
            let screen = if gone.is_some() || asked { PermissionScreen::One } else { PermissionScreen::Choose };
            (screen.path(&[&worker]), consent, label, hint, no, after)
        });
        let rows = ending.chain(ended).map(|(href, consent, label, hint, no, after)| {
            let decline = move |()| {
                let after = after.clone();
                work.run(person.permissions.let_end(consent), move |()| {
                    let _ = said.try_set(Some(after));
                    if let Some(place) = place.try_get_untracked().flatten() {
                        let _ = place.focus();
                    }
                });
            };
            view! {
                <div class="rows"><RowLink href=href label=label hint=hint glyph=glyph::CLOCK/></div>
                <Button kind=ButtonKind::Quiet fit=true on_press=decline busy=work.busy>{no}</Button>
            }
            .into_any()
        });
        rows.collect_view()
    };
    view! {
        <StrayRow/>
        <CameBack/>
        {question}
        <p node_ref=place class="soft small" role="status" tabindex="-1">{said}</p>
        {rows}
        <FaultNote work=work/>
    }
}

/// Why nobody is there any more to share with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gone {
    MovedOn,
    NewStart,
}

impl Gone {
    fn of(records: &Records, worker: WorkerId) -> Option<Self> {
        let gone = if records.cursors.new_starts.contains(&worker) { Self::NewStart } else { Self::MovedOn };
        records.cursors.moved_on.contains_key(&worker).then_some(gone)
    }

    /// What the person may want to do, and why.
    fn words(self, i18n: I18n, name: &str) -> (String, String) {
        match self {
            Self::MovedOn => (say!(i18n, person.today.somebody_else), say!(i18n, person.today.moved_on, name = name)),
            Self::NewStart => {
                (say!(i18n, person.today.meet_again, name = name), say!(i18n, person.today.new_start, name = name))
            }
        }
    }
}

/// How a permission came to its end.
fn ended_hint(i18n: I18n, name: &str, standing: PermissionStanding) -> String {
    match standing {
        PermissionStanding::Ended(day) => say!(i18n, person.today.ended, name = name, day = intl::day_short(day)),
        // By this phone's clock alone: the worker may still see it.
        PermissionStanding::Past(day) => say!(i18n, person.one_person.past, day = intl::day_short(day)),
        _ => say!(i18n, person.today.closed, name = name),
    }
}

/// The way to a permission that this phone did not know.
#[component]
fn StrayRow() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    move || {
        person.strays.found.with(|found| !found.is_empty()).then(|| {
            let (label, hint) = (say!(i18n, person.sharing.stray), say!(i18n, person.sharing.stray_look));
            view! { <div class="rows"><RowLink href="/sharing" label=label hint=hint glyph=glyph::CIRCLE_ALERT/></div> }
        })
    }
}

/// The first name of the one it was given to.
fn name_of(records: &Records, consent: &Consent) -> Option<String> {
    records.contacts.get(&consent.worker()).map(|it| first_name(&it.name))
}
