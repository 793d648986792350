//! The long path, 0 to 10, as eleven native radios on a switchback: 0 to 3 one way, 4 to 7 back, 8 to 10 and the flag.
//!
//! The order in the document is 0 to 10; only the grid turns the middle row around. Right and up add one, left and
//! down take one away, and in right-to-left writing the picture and the arrows are mirrored.
use super::picture::Picture;
use super::words;
use leptos::ev::KeyboardEvent;
use leptos::html::Fieldset;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use leptos::wasm_bindgen::JsCast;

/// The flag at the end, around its foot.
const FLAG: &str = "<path class='mound' d='M-16 19c8-12 22-14 36-4'/><path class='pole' d='M0 12V-28'/><path class='cloth' d='M1.5-27 24-19 1.5-11z'/>";

/// Looks back on an aspiration: how close am I, 0 to 10. Nothing is chosen until a tap.
#[component]
pub fn Switchback(
    /// Unique in the page.
    #[prop(into)]
    name: String,
    /// The sentence that asks; read out.
    #[prop(into)]
    legend: TextProp,
    /// The first rating, marked on the path.
    #[prop(optional_no_strip)]
    start: Option<u8>,
    /// Under the first rating: its day.
    #[prop(optional, into)]
    start_label: Option<TextProp>,
    /// The rating that wears the yellow disc.
    #[prop(into)]
    here: Signal<Option<u8>>,
    /// Under the yellow disc: "Now".
    #[prop(into)]
    here_label: TextProp,
    /// A rating was chosen; without it the path is a picture.
    #[prop(optional, into)]
    on_choose: Option<Callback<u8>>,
    /// Says the whole path in one sentence where it is only a picture.
    #[prop(optional, into)]
    label: Option<TextProp>,
) -> impl IntoView {
    let group = NodeRef::<Fieldset>::new();
    let stops = (0..=10u8).map(|n| {
        let state = move || stop_class(n, start, here.get());
        let under = {
            let (start_label, here_label) = (start_label.clone(), here_label.clone());
            move || match here.get() {
                Some(here) if here == n => Some(here_label.get()),
                _ if start == Some(n) => start_label.as_ref().map(TextProp::get),
                _ => None,
            }
        };
        let radio = on_choose.map(|choose| {
            view! {
                <input
                    type="radio"
                    name=name.clone()
                    value=n.to_string()
                    prop:checked=move || here.get() == Some(n)
                    on:change=move |_| choose.run(n)
                />
            }
        });
        view! { <label class=state>{radio}<span class="stone">{n}</span><span class="under">{under}</span></label> }
            .into_any()
    });
    let stops = stops.collect_view();
    let keys = move |event: KeyboardEvent| {
        let Some(choose) = on_choose else { return };
        let Some(by) = step_of(&event.key(), document().dir() == "rtl") else { return };
        event.prevent_default();
        let to = focused(&event).saturating_add(by).clamp(0, 10);
        if let Ok(n) = u8::try_from(to) {
            choose.run(n);
            focus_stop(group, n);
        }
    };
    let line = move || winding(start, here.get());
    let hidden = on_choose.is_none().then_some("true");
    view! {
        <div class="switchbox">
            <svg class="slope" viewBox="0 0 390 250" preserveAspectRatio="none" aria-hidden="true" inner_html=super::drawings::SLOPE></svg>
            {label.map(|label| view! { <p class="unseen">{words::text(label)}</p> })}
            <fieldset class="switchback" node_ref=group on:keydown=keys aria-hidden=hidden>
                <legend class="unseen">{words::text(legend)}</legend>
                <svg class="winding" aria-hidden="true" inner_html=line></svg>
                {stops}
                <svg class="flag" viewBox="-24 -40 60 80" aria-hidden="true" inner_html=FLAG></svg>
            </fieldset>
        </div>
    }
    .into_any()
}

/// How stop `n` is drawn, from the first rating to the one that wears the disc.
fn stop_class(n: u8, start: Option<u8>, here: Option<u8>) -> &'static str {
    match (start, here) {
        (_, Some(here)) if here == n => "stop here",
        (Some(start), _) if start == n => "stop start",
        (Some(start), Some(here)) if n > start.min(here) && n < start.max(here) => "stop walked",
        _ => "stop",
    }
}

/// How far an arrow key goes; nothing for any other key.
fn step_of(key: &str, mirrored: bool) -> Option<i8> {
    match (key, mirrored) {
        ("ArrowUp", _) | ("ArrowRight", false) | ("ArrowLeft", true) => Some(1),
        ("ArrowDown", _) | ("ArrowLeft", false) | ("ArrowRight", true) => Some(-1),
        _ => None,
    }
}

/// The value of the radio that has the focus; 0 when none has.
fn focused(event: &KeyboardEvent) -> i8 {
    event_target_value(event).parse().unwrap_or(0)
}

fn focus_stop(group: NodeRef<Fieldset>, n: u8) {
    let Some(group) = group.get_untracked() else { return };
    if let Ok(Some(stop)) = group.query_selector(&format!("input[value='{n}']")) {
        let _ = stop.unchecked_ref::<leptos::web_sys::HtmlElement>().focus();
    }
}

/// Where stop `n` stands, in percent of the picture.
fn stop(n: u8) -> (f32, f32) {
    let (row, column) = (n / 4, n % 4);
    let column = if row == 1 { 3 - column } else { column };
    (12.5 + 25.0 * f32::from(column), (5.0 - 2.0 * f32::from(row)) * 100.0 / 6.0)
}

fn winding(start: Option<u8>, here: Option<u8>) -> String {
    let mut picture = Picture::default();
    for n in 0..10 {
        piece(&mut picture, "ahead dotted", n);
    }
    picture.line("ahead dotted", stop(10), (83.0, stop(10).1));
    if let (Some(start), Some(here)) = (start, here) {
        for n in start.min(here)..start.max(here) {
            piece(&mut picture, "walked", n);
        }
    }
    picture.done()
}

/// The piece of path from `n` to `n + 1`: straight, or one of the two bends.
fn piece(picture: &mut Picture, class: &str, n: u8) {
    if n % 4 != 3 {
        return picture.line(class, stop(n), stop(n + 1));
    }
    let (x, y) = stop(n + 1);
    let bend = if n == 3 { "M0 100C52 100 52 0 0 0" } else { "M0 100C-52 100-52 0 0 0" };
    picture.raw(&format!(
        "<svg x='{x}%' y='{y:.2}%' width='52' height='33.33%' viewBox='0 0 52 100' preserveAspectRatio='none' overflow='visible'><path class='{class}' d='{bend}'/></svg>"
    ));
}

#[cfg(test)]
mod tests {
    use super::{step_of, stop, stop_class, winding};

    #[test]
    fn the_arrows_turn_around_where_writing_runs_from_right_to_left() {
        for (key, plain, mirrored) in
            [("ArrowUp", 1, 1), ("ArrowDown", -1, -1), ("ArrowRight", 1, -1), ("ArrowLeft", -1, 1)]
        {
            assert_eq!((step_of(key, false), step_of(key, true)), (Some(plain), Some(mirrored)), "{key}");
        }
        assert_eq!(step_of("Enter", false), None);
    }

    #[test]
    fn the_stops_between_the_first_rating_and_the_disc_are_walked() {
        let classes = |start, here| [1, 2, 3, 4].map(|n| stop_class(n, start, here));
        assert_eq!(classes(Some(2), Some(4)), ["stop", "stop start", "stop walked", "stop here"]);
        assert_eq!(classes(Some(2), Some(2)), ["stop", "stop here", "stop", "stop"]);
        assert_eq!(classes(None, Some(3)), ["stop", "stop", "stop here", "stop"]);
    }

    #[test]
    fn the_middle_row_runs_back() {
        assert_eq!(stop(3).0, stop(4).0);
        assert_eq!(stop(7).0, stop(8).0);
        assert!(stop(4).0 > stop(5).0);
        assert!(stop(0).1 > stop(4).1 && stop(4).1 > stop(8).1);
    }

    #[test]
    fn the_walked_part_is_as_long_as_the_distance_travelled() {
        let walked = |a, b| winding(Some(a), Some(b)).matches("'walked'").count();
        assert_eq!(walked(2, 6), 4);
        assert_eq!(walked(6, 2), 4);
        assert_eq!(walked(5, 5), 0);
        assert_eq!(walked(0, 10), 10);
    }
}
