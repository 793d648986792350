//! Ways to reach someone now: a row that calls or texts.
use super::glyph;
use super::icon::Icon;
use super::words;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// How a contact is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A voice call, `tel:`.
    Call,
    /// A text message, `sms:`.
    Text,
}

impl Reach {
    fn link(self, number: &str) -> String {
        let digits = number.chars().filter(|c| c.is_ascii_digit() || *c == '+');
        let scheme = match self {
            Reach::Call => "tel:",
            Reach::Text => "sms:",
        };
        scheme.chars().chain(digits).collect()
    }
}

/// One contact. `Get help now` sets them large; the support page sets the number at the end of a row.
#[component]
pub fn ContactRow(
    /// Call or text.
    reach: Reach,
    /// The number as people write it; only digits and `+` are dialled.
    #[prop(into)]
    number: String,
    /// First line: "Call 116 123" when large, "Samaritans" in a row.
    #[prop(into)]
    title: TextProp,
    /// Second line.
    #[prop(into)]
    hint: TextProp,
    /// What to text, shown in the title, put into the message.
    #[prop(optional, into)]
    message: Option<String>,
    /// The large form.
    #[prop(optional)]
    large: bool,
    /// The first of all, with a clay edge: 999.
    #[prop(optional)]
    first: bool,
) -> impl IntoView {
    let mut href = reach.link(&number);
    if let Some(message) = message.filter(|message| !message.is_empty()) {
        href.push_str("?body=");
        href.push_str(&message);
    }
    let icon = match reach {
        Reach::Call => glyph::PHONE,
        Reach::Text => glyph::MESSAGE_SQUARE_TEXT,
    };
    if large || first {
        view! {
            <a class="call" class:first=first href=href>
                <span class="ci"><Icon glyph=icon/></span>
                <span class="grow"><b dir="auto">{words::text(title)}</b><span class="hint" dir="auto">{words::text(hint)}</span></span>
            </a>
        }
        .into_any()
    } else {
        view! {
            <a class="row contact" href=href>
                <Icon glyph=icon/>
                <span class="grow"><b dir="auto">{words::text(title)}</b><span class="hint" dir="auto">{words::text(hint)}</span></span>
                <span class="tel" dir="ltr">{number}</span>
            </a>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::Reach;

    #[test]
    fn only_digits_are_dialled() {
        assert_eq!(Reach::Call.link("0800 915 4644"), "tel:08009154644");
        assert_eq!(Reach::Text.link("85258"), "sms:85258");
        assert_eq!(Reach::Call.link("+44 (0)20 1"), "tel:+440201");
    }
}
