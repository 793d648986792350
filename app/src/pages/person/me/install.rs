//! How to put Waymark on the home screen in this browser, one step a line.
use crate::components::{Back, Button, Notice, QuietLink, Screen, glyph, when};
use crate::i18n::*;
use crate::pages::person::shell::work::Work;
use crate::platform::install::{self, Way};
use crate::words::say;
use leptos::prelude::*;

/// The steps of this browser, or that there is nothing to do.
#[component]
pub fn InstallPage() -> impl IntoView {
    let i18n = use_i18n();
    let work = Work::new();
    let way = install::way();
    let (offered, done) = (RwSignal::new(install::is_offered()), RwSignal::new(way == Way::Done));
    let ask = move |()| {
        work.run(async { Ok(install::ask().await) }, move |yes| {
            done.set(yes);
            offered.set(false);
        });
    };
    // The app on the home screen of an iPhone has a storage of its own.
    let starts_empty = matches!(way, Way::IosSafari | Way::IosOther);
    let steps = move || {
        if offered.get() { Vec::new() } else { steps(i18n, way) }
    };
    view! {
        <Screen
            title=say!(i18n, person.install.title)
            lede=say!(i18n, person.install.why)
            back=Back::to("/me").named(say!(i18n, person.me.title))
            dock=move || {
                move || {
                    (offered.get() && !done.get())
                        .then(|| view! { <Button on_press=ask busy=work.busy>{t!(i18n, person.install.button)}</Button> })
                }
            }
        >
            <div role="status">
                {when(move || done.get(), move || view! { <Notice glyph=glyph::CHECK>{t!(i18n, person.install.done)}</Notice> })}
            </div>
            {starts_empty
                .then(|| {
                    view! {
                        <Notice glyph=glyph::COPY>
                            <p>{t!(i18n, person.install.starts_empty)}</p>
                            <QuietLink href="/me/copy">{t!(i18n, person.copy.title)}</QuietLink>
                        </Notice>
                    }
                })}
            {when(move || !done.get(), move || {
                let rows = steps().into_iter().map(|step| view! { <li>{step}</li> }.into_any());
                view! { <ol class="how">{rows.collect_view()}</ol> }
            })}
        </Screen>
    }
}

/// What to tap, in order.
fn steps(i18n: I18n, way: Way) -> Vec<String> {
    let dots = || say!(i18n, person.install.dots);
    let add = || say!(i18n, person.first_opening.home_screen.how_second);
    let open = || say!(i18n, person.install.open);
    match way {
        Way::Done => Vec::new(),
        Way::IosSafari => vec![
            say!(i18n, person.first_opening.home_screen.how_first),
            add(),
            open(),
            say!(i18n, person.install.bring_back),
        ],
        Way::IosOther => {
            vec![say!(i18n, person.install.ios_other), add(), open(), say!(i18n, person.install.bring_back)]
        }
        Way::AndroidChrome => vec![dots(), say!(i18n, person.install.android_chrome), open()],
        Way::AndroidFirefox => vec![dots(), say!(i18n, person.install.android_firefox), open()],
        Way::AndroidSamsung => {
            vec![say!(i18n, person.install.lines), say!(i18n, person.install.android_samsung), open()]
        }
        Way::DesktopChrome => {
            vec![say!(i18n, person.install.desktop_chrome), say!(i18n, person.install.desktop_install)]
        }
        Way::DesktopEdge => {
            vec![dots(), say!(i18n, person.install.desktop_edge), say!(i18n, person.install.desktop_install)]
        }
        Way::DesktopSafari => vec![say!(i18n, person.install.desktop_safari)],
        Way::DesktopFirefox => vec![say!(i18n, person.install.desktop_firefox)],
    }
}
