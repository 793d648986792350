//! The rules of a stylesheet that some screens need, and no others: the page brings them itself, so that its first words
//! stand as they will before the stylesheet is there. Which rules stay is decided by the names they name; one rule too
//! many costs some bytes, one too few is seen by the story that compares the screens.

/// What a style is written of.
enum Part<'a> {
    /// `@layer a, b;`
    Statement(&'a str),
    /// Selector or at-rule, and what stands between its braces.
    Block(&'a str, &'a str),
}

/// The rules of `css` whose every class, id and element stands in `html`.
pub(in crate::site) fn needed(css: &str, html: &str) -> String {
    let mut out = String::new();
    for part in parts(css) {
        match part {
            Part::Statement(statement) => out.push_str(&format!("{statement};")),
            Part::Block(head, _) if head.starts_with("@page") || head.starts_with("@keyframes") => {}
            Part::Block(head, _) if head.starts_with("@media") && head.contains("print") => {}
            Part::Block(head, inner) if head.starts_with("@font-face") => {
                // A face that lies on the phone costs nothing.
                if !inner.contains("url(") {
                    out.push_str(&format!("{head}{{{}}}", tight(inner)));
                }
            }
            Part::Block(head, inner) if head.starts_with('@') => {
                let inner = needed(inner, html);
                if !inner.is_empty() {
                    out.push_str(&format!("{}{{{inner}}}", tight(head)));
                }
            }
            Part::Block(head, inner) => {
                if at_commas(head).any(|selector| fits(selector, html)) {
                    out.push_str(&format!("{}{{{}}}", tight(head), tight(inner)));
                }
            }
        }
    }
    out
}

fn parts(css: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = css.trim();
    while let Some(at) = rest.find(['{', ';']) {
        let head = rest[..at].trim();
        if rest.as_bytes()[at] == b';' {
            parts.push(Part::Statement(head));
            rest = rest[at + 1..].trim_start();
            continue;
        }
        let mut depth = 0_usize;
        let end = rest[at..].find(|c| {
            depth = match c {
                '{' => depth + 1,
                '}' => depth.saturating_sub(1),
                _ => depth,
            };
            c == '}' && depth == 0
        });
        let Some(end) = end else { break };
        parts.push(Part::Block(head, &rest[at + 1..at + end]));
        rest = rest[at + end + 1..].trim_start();
    }
    parts
}

/// A selector's alternatives; commas inside brackets part none.
fn at_commas(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    list.split(move |c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    })
    .map(str::trim)
}

/// Whether everything a selector asks for stands in the page; what it rules out need not.
fn fits(selector: &str, html: &str) -> bool {
    let mut rest = selector.to_owned();
    while let Some(open) = rest.find('(') {
        let Some(end) = closing(&rest[open..]) else { return true };
        let inner = rest[open + 1..open + end].to_owned();
        let asks = rest[..open].ends_with(":is") || rest[..open].ends_with(":where") || rest[..open].ends_with(":has");
        if asks && !at_commas(&inner).any(|one| fits(one.trim_start_matches(['+', '>', '~', ' ']), html)) {
            return false;
        }
        rest.replace_range(open..=open + end, "");
    }
    let without: String = rest.split('[').map(|part| part.split_once(']').map_or(part, |(_, after)| after)).collect();
    without.split([' ', '>', '+', '~', '*']).filter(|one| !one.is_empty()).all(|one| stands(one, html))
}

fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_i32;
    text.find(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    })
}

/// Whether an element with these names (`a.btn.go:hover`) stands in the page.
fn stands(compound: &str, html: &str) -> bool {
    let plain = compound.split(':').next().unwrap_or_default();
    let mut names = plain.split('.');
    let (element, id) = names.next().unwrap_or_default().split_once('#').map_or((plain_element(plain), ""), |it| it);
    let element = element.to_ascii_lowercase();
    let has_element = element.is_empty()
        || ["html", "body", "*"].contains(&element.as_str())
        || html.contains(&format!("<{element}"));
    let has_id = id.is_empty() || html.contains(&format!("id=\"{id}\""));
    has_element && has_id && names.all(|class| has_class(class, html))
}

fn plain_element(compound: &str) -> &str {
    compound.split(['.', '#', ':']).next().unwrap_or_default()
}

/// Marks that the page's own script sets on its root.
const SET_LATER: [&str; 2] = ["starting", "returning"];

fn has_class(class: &str, html: &str) -> bool {
    SET_LATER.contains(&class)
        || html.split("class=").skip(1).any(|after| {
            let quote = after.chars().next().unwrap_or('"');
            after[1..].split(quote).next().is_some_and(|list| list.split(' ').any(|one| one == class))
        })
}

/// On one line, with no blank that says nothing.
fn tight(css: &str) -> String {
    let mut tight = String::with_capacity(css.len());
    for line in css.lines().map(str::trim).filter(|line| !line.is_empty()) {
        tight.push_str(line);
        if !line.ends_with([';', ',', '{', '}']) {
            tight.push(' ');
        }
    }
    tight.trim_end_matches([' ', ';']).replace(": ", ":").replace("; ", ";").replace(", ", ",")
}

#[cfg(test)]
mod tests {
    use super::needed;

    #[test]
    fn a_rule_stays_when_the_page_has_what_it_names() {
        let html = r#"<div id="today" class="screen placed"><a class='btn go'>x</a></div>"#;
        let rows = [
            (".btn.go { color: red; }", true),
            (".btn.alt { color: red; }", false),
            ("h1 { color: red; }", false),
            ("#today .btn:hover:not([disabled]) { color: red; }", true),
            ("#other { color: red; }", false),
            (".none, a { color: red; }", true),
            (":is(.none, .placed) .btn { color: red; }", true),
            (":is(.none, .nothing) .btn { color: red; }", false),
            (".btn:not(.none) { color: red; }", true),
            ("html[data-theme=\"dark\"] { color: red; }", true),
            (".starting .btn { color: red; }", true),
            ("*, *::before { color: red; }", true),
        ];
        for (css, stays) in rows {
            assert_eq!(!needed(css, html).is_empty(), stays, "{css}");
        }
    }

    #[test]
    fn layers_and_queries_keep_what_is_in_them_and_print_and_empty_ones_go() {
        let html = "<p>x</p>";
        assert_eq!(
            needed("@layer a, b;\n@layer a {\n p { margin: 0; }\n b { margin: 0; }\n}", html),
            "@layer a, b;@layer a{p{margin:0}}"
        );
        assert_eq!(needed("@media print { p { margin: 0; } } @media (x) { b { margin: 0; } }", html), "");
        assert_eq!(
            needed("@font-face { src: url(a) } @font-face { src: local(\"a\"); }", html),
            "@font-face{src:local(\"a\")}"
        );
    }
}
