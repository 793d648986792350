//! The first screens as the page itself brings them, so that they are there before the program: the way to the home
//! screen on iPhone and iPad, the opening, a new person's Today, the check-in offered first up to its first question, and
//! Get help now. They are made of the same sentences, numbers, icons and drawings as the screens that the program draws,
//! and a story compares the two, element by element.
mod asked;
mod rules;

#[allow(dead_code, unreachable_pub, reason = "the app's icons, of which the first screens show a few")]
#[path = "../../../../app/src/components/glyph.rs"]
mod glyph;

use super::page::{fill, sentence};
use crate::{Done, root};
use glyph::Glyph;
use serde_json::Value;
use std::path::Path;

pub(super) use rules::needed;

/// In the order in which they stand in the page. The opening is the last: one that the address names, before it, hides it.
const SCREENS: [&str; 6] = ["home", "today", "check-in", "statement", "help", "welcome"];

const NATIONS: [&str; 4] = ["england", "scotland", "wales", "northern_ireland"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// They, one after the other.
pub(super) fn screens(root: &Path, words: &Value) -> Done<String> {
    let path = root.join("app/contacts/uk.json");
    let contacts: Value =
        serde_json::from_str(&root::read(&path)?).map_err(|e| format!("{} is not JSON: {e}", path.display()))?;
    let asked = asked::Asked::read(root)?;
    let mut all = String::new();
    for name in SCREENS {
        let template = root::read(&root.join(format!("public/first/{name}.html")))?;
        let drawn = marks(&template, &|mark| match mark {
            "danger" => contacts_of(words, &contacts, |it| it["number"] == "999"),
            "lines" => lines(words, &contacts),
            "checked" => checked(words, &contacts),
            "stops" => asked.stops(),
            _ => match mark.split_once(' ') {
                Some(("asked", what)) => asked.words(words, what),
                Some(("weighty", key)) => weighty(words, key),
                _ => shape(root, mark),
            },
        })?;
        all.push_str(&fill(&drawn, words)?);
    }
    Ok(all)
}

/// Puts what `draw` makes of it where `@@mark@@` stands.
fn marks(template: &str, draw: &dyn Fn(&str) -> Done<String>) -> Done<String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("@@") {
        let (mark, then) = after.split_once("@@").ok_or("a @@ in public/first has no end")?;
        out.push_str(before);
        // What is drawn may have marks of its own.
        out.push_str(&marks(&draw(mark)?, draw)?);
        rest = then;
    }
    out.push_str(rest);
    Ok(out)
}

/// Icons, drawings, and the ways that stand in every header.
fn shape(root: &Path, mark: &str) -> Done<String> {
    const HIDE: &str = r#"<a class="hide" role="button" href="/measures.html" aria-label="{{parts.hide_this}}">@@icon EYE_OFF@@<span aria-hidden="true">{{parts.hide}}</span></a>"#;
    const HELP: &str = r##"<a class="help" href="#help">@@small LIFE_BUOY@@{{parts.get_help}}</a>"##;
    const MARK: &str = "<svg class=\"mark\" viewBox=\"0 0 32 32\" aria-hidden=\"true\"><circle cx='16' cy='16' r='15' class='mark-disc'/><path d='M16 6.4 24 16h-4.6v9.2L16 22.4l-3.4 2.8V16H8z' class='mark-arrow'/></svg>";
    let (what, of) = mark.split_once(' ').unwrap_or((mark, ""));
    Ok(match what {
        "hide" => HIDE.to_owned(),
        "ways" => format!("{HIDE}{HELP}"),
        "mark" => MARK.to_owned(),
        "icon" => svg("ico", "0 0 24 24", "", icon(of)?.0),
        "small" => svg("ico ico-s", "0 0 24 24", "", icon(of)?.0),
        "art" => {
            let (name, frame) = of.split_once(' ').ok_or("a drawing has a name and a frame")?;
            let inner = root::read(&root.join(format!("app/src/components/art/{name}.svg")))?;
            svg(&format!("art {name}"), frame, r#" preserveAspectRatio="xMidYMax slice""#, inner.trim_end())
        }
        _ => return Err(format!("public/first asks for {mark}, which nothing draws")),
    })
}

fn svg(class: &str, frame: &str, more: &str, inner: &str) -> String {
    format!(r#"<svg class="{class}" viewBox="{frame}"{more} aria-hidden="true">{inner}</svg>"#)
}

fn icon(name: &str) -> Done<Glyph> {
    Ok(match name {
        "CHECK" => glyph::CHECK,
        "CHEVRON_LEFT" => glyph::CHEVRON_LEFT,
        "CHEVRON_RIGHT" => glyph::CHEVRON_RIGHT,
        "CIRCLE_USER_ROUND" => glyph::CIRCLE_USER_ROUND,
        "CROSS" => glyph::CROSS,
        "EYE_OFF" => glyph::EYE_OFF,
        "HANDSHAKE" => glyph::HANDSHAKE,
        "LIFE_BUOY" => glyph::LIFE_BUOY,
        "MESSAGE_SQUARE_TEXT" => glyph::MESSAGE_SQUARE_TEXT,
        "MOUNTAIN" => glyph::MOUNTAIN,
        "NOTEBOOK_PEN" => glyph::NOTEBOOK_PEN,
        "PHONE" => glyph::PHONE,
        "PLUS" => glyph::PLUS,
        "QR_CODE" => glyph::QR_CODE,
        "REFRESH_CW" => glyph::REFRESH_CW,
        "SHARE_2" => glyph::SHARE_2,
        "SIGNPOST" => glyph::SIGNPOST,
        "SMARTPHONE" => glyph::SMARTPHONE,
        "UNDO_2" => glyph::UNDO_2,
        "VOLUME_2" => glyph::VOLUME_2,
        _ => return Err(format!("public/first asks for the icon {name}, which is not listed")),
    })
}

/// Lines for everyone, then each nation's own under its name.
fn lines(words: &Value, contacts: &Value) -> Done<String> {
    let everyone = contacts_of(words, contacts, |it| it["nation"] == "uk" && it["number"] != "999")?;
    let mut all = format!("<section>{everyone}</section>");
    for nation in NATIONS {
        let own = contacts_of(words, contacts, |it| it["nation"] == nation)?;
        let title = sentence(words, &format!("person.help.{nation}"))?;
        all.push_str(&format!(
            r#"<section><div class="sect"><h2 class="h-s">{}</h2></div>{own}</section>"#,
            plain(title)
        ));
    }
    Ok(all)
}

fn contacts_of(words: &Value, contacts: &Value, of: impl Fn(&Value) -> bool) -> Done<String> {
    let all = contacts["contacts"].as_array().ok_or("app/contacts/uk.json has no contacts")?;
    all.iter().filter(|it| of(it)).map(|it| contact(words, it)).collect()
}

fn contact(words: &Value, it: &Value) -> Done<String> {
    let text = |key: &str| it[key].as_str().unwrap_or_default();
    let (number, message) = (text("number"), text("message"));
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let (key, icon, href) = match text("reach") {
        "text" => ("text", "MESSAGE_SQUARE_TEXT", format!("sms:{digits}?body={message}")),
        _ => ("call", "PHONE", format!("tel:{digits}")),
    };
    let title = sentence(words, &format!("person.contacts.reach_{key}"))?;
    let title = title.replace("{{ number }}", number).replace("{{ message }}", message);
    let first = if number == "999" { " first" } else { "" };
    let hint = format!("{}. {}", text("name"), text("hint"));
    Ok(format!(
        r#"<a class="call{first}" href="{}"><span class="ci">@@icon {icon}@@</span><span class="grow"><b dir="auto">{}</b><span class="hint" dir="auto">{}</span></span></a>"#,
        plain(&href),
        plain(&title),
        plain(&hint)
    ))
}

/// A sentence, of which the part that is a sentence of its own in the catalogue has weight.
fn weighty(words: &Value, key: &str) -> Done<String> {
    let what = sentence(words, &format!("{key}_what"))?;
    Ok(plain(sentence(words, key)?).replace("{{ what }}", &format!("<b>{}</b>", plain(what))))
}

fn checked(words: &Value, contacts: &Value) -> Done<String> {
    let day = contacts["reviewed"].as_str().unwrap_or_default();
    let mut parts = day.split('-').map(|part| part.parse::<usize>().unwrap_or_default());
    let (Some(year), Some(month), Some(of_month)) = (parts.next(), parts.next(), parts.next()) else {
        return Err("app/contacts/uk.json does not say when it was checked".to_owned());
    };
    let month = MONTHS.get(month.wrapping_sub(1)).ok_or("app/contacts/uk.json was checked in no month")?;
    Ok(plain(&sentence(words, "person.help.checked")?.replace("{{ day }}", &format!("{of_month} {month} {year}"))))
}

/// Words as they stand in a page.
fn plain(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{marks, plain, screens};
    use crate::root;
    use crate::site::page::words;

    #[test]
    fn every_number_of_the_file_stands_on_the_first_help_screen() {
        let root = root::root().unwrap();
        let page = screens(&root, &words(&root).unwrap()).unwrap();
        let file: serde_json::Value =
            serde_json::from_str(&root::read(&root.join("app/contacts/uk.json")).unwrap()).unwrap();
        for it in file["contacts"].as_array().unwrap() {
            assert!(page.contains(&plain(it["hint"].as_str().unwrap())), "{it}");
        }
        assert!(!page.contains("@@") && !page.contains("{{"), "a mark was left");
    }

    #[test]
    fn a_mark_that_nothing_draws_fails_the_build() {
        assert!(marks("<p>@@none@@</p>", &|mark| Err(mark.to_owned())).is_err());
        assert_eq!(marks("a @@b@@ c", &|mark| Ok(mark.to_uppercase())).as_deref(), Ok("a B c"));
    }
}
