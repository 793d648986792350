//! The first question of the check-in that is offered first, as its pack has it.
use super::plain;
use crate::site::page::sentence;
use crate::{Done, root};
use serde_json::Value;
use std::path::Path;

/// The four questions of our own, which whoever is new is offered first (`domain::begin`).
const PACK: &str = "domain/packs/how-are-things.json";

pub(super) struct Asked {
    pack: Value,
}

impl Asked {
    pub(super) fn read(root: &Path) -> Done<Self> {
        let path = root.join(PACK);
        let pack =
            serde_json::from_str(&root::read(&path)?).map_err(|e| format!("{} is not JSON: {e}", path.display()))?;
        Ok(Self { pack })
    }

    /// Its words, by what they are.
    pub(super) fn words(&self, words: &Value, what: &str) -> Done<String> {
        let count = self.pack["items"].as_array().map_or(0, Vec::len);
        let text = match what {
            "title" => self.text("/title")?,
            "stem" => self.text("/items/0/stem")?,
            "text" => self.text("/items/0/text")?,
            "low" => self.end(0)?,
            "high" => self.end(10)?,
            "count" => return Ok(count.to_string()),
            "at" => {
                let at = sentence(words, "person.statement.at")?;
                return Ok(plain(&at.replace("{{ at }}", "1").replace("{{ of }}", &count.to_string())));
            }
            _ => return Err(format!("public/first asks for {what} of the first question")),
        };
        Ok(plain(text))
    }

    /// The eleven stops. Their name differs from the program's: of one name only one can be marked, and for a moment
    /// both are in the page.
    pub(super) fn stops(&self) -> Done<String> {
        (0..=10)
            .map(|n| {
                let said = match n {
                    0 | 10 => format!(r#" aria-label="{n}, {}""#, plain(self.end(n)?)),
                    _ => String::new(),
                };
                Ok(format!(
                    r#"<label class="notch"><input type="radio" name="statement-first" value="{n}"{said}>{n}</label>"#
                ))
            })
            .collect()
    }

    /// What stands at one end of the scale, without its number.
    fn end(&self, n: usize) -> Done<&str> {
        let text = self.text(&format!("/items/0/options/{n}/text"))?;
        text.strip_prefix(&format!("{n}, ")).ok_or_else(|| format!("{PACK} has no words at {n}"))
    }

    fn text(&self, at: &str) -> Done<&str> {
        self.pack.pointer(at).and_then(Value::as_str).ok_or_else(|| format!("{PACK} lacks {at}"))
    }
}
