//! The path of an aspiration, 0 to 10, in one line: where it started, where it is, the flag.
use super::picture::Picture;
use super::words;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// A short path. A picture: the words under it, or `label`, carry the fact.
#[component]
pub fn PathShort(
    /// The first rating, 0 to 10.
    from: Option<u8>,
    /// The newest rating, 0 to 10; `None` before the first.
    now: Option<u8>,
    /// What a screen reader says, such as "Started at 2, 6 now".
    #[prop(into)]
    label: TextProp,
    /// The words under the path, at its start and at its end.
    #[prop(optional, into)]
    under_start: Option<TextProp>,
    /// Under the path at its end, in ink.
    #[prop(optional, into)]
    under_end: Option<TextProp>,
) -> impl IntoView {
    let under = (under_start.is_some() || under_end.is_some()).then(|| {
        view! {
            <p class="pathlabel" aria-hidden="true">
                <span>{under_start.map(words::text)}</span>
                <b>{under_end.map(words::text)}</b>
            </p>
        }
    });
    view! {
        <div class="pathbox">
            <svg class="path" role="img" aria-label=move || label.get() inner_html=short(from, now)></svg>
            {under}
        </div>
    }
    .into_any()
}

fn short(from: Option<u8>, now: Option<u8>) -> String {
    let at = |rating: u8| (f32::from(rating.min(10)) * 10.0, 50.0);
    let mut picture = Picture::default();
    picture.line("ahead", (0.0, 50.0), (100.0, 50.0));
    // The path begins flush with the words above it, before its 0.
    picture.raw("<path class='ahead' d='M-13 15H0'/>");
    picture.raw("<svg class='end' x='100%' y='50%' overflow='visible'><path d='M-4 9V-8L8-3-4 2'/></svg>");
    if let (Some(from), Some(now)) = (from, now) {
        picture.line("walked", at(from), at(now));
    }
    if let Some(from) = from.filter(|from| Some(*from) != now) {
        picture.circle("from", at(from), 4.75);
    }
    if let Some(now) = now {
        picture.circle("here", at(now), 10.5);
    }
    picture.done()
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_path_that_has_not_moved_has_one_disc_and_no_start_dot() {
        let drawn = short(Some(4), Some(4));
        assert_eq!(drawn.matches("class='here'").count(), 1);
        assert!(!drawn.contains("class='from'"));
    }

    #[test]
    fn a_path_without_a_rating_is_only_ahead() {
        assert!(!short(None, None).contains("circle"));
    }
}
