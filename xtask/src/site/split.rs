//! Cuts a compiled app into the part that draws the first screen and the parts that are fetched later.
//!
//! The tool writes a script of its own that imports the glue, which imports it back. Two files that name each other
//! cannot both be named after their bytes, so its lines are put into the glue.

use crate::{Done, root};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use wasm_split_cli_support::{Options, transform};

/// The name under which the program imports the loaders of its parts.
const LINK: &str = "./parts.js";
/// What the tool's script imports from the glue; a plain function once it stands there.
const CYCLE: &str = "import { initSync } from \"./glue.js\";";

/// How the tool's script starts a part; what that answers it does not read.
const START: &str = "WebAssembly.instantiateStreaming(src, imports)";

/// A program cut at its marks.
pub(super) struct Split {
    /// The program to bind: everything needed from the start on.
    pub(super) main: PathBuf,
    /// The other parts: file name and bytes.
    pub(super) parts: BTreeMap<String, Vec<u8>>,
    /// How a page fetches them.
    script: String,
}

/// Cuts the program in `input`; files in between go into `dir`.
pub(super) fn split(input: &Path, dir: &Path) -> Done<Split> {
    let read = |path: &Path| std::fs::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()));
    let wasm = read(input)?;
    let main = dir.join("main.wasm");
    std::fs::create_dir_all(dir).map_err(|e| format!("cannot make {}: {e}", dir.display()))?;
    let mut options = Options::new(&wasm);
    options.output_dir = dir;
    options.main_out_path = &main;
    options.link_name = LINK;
    options.main_module = "./glue.js";
    let made = transform(options).map_err(|e| format!("{} could not be cut into parts: {e:#}", input.display()))?;
    let mut parts = BTreeMap::new();
    for path in made.split_modules {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        parts.insert(name, read(&path)?);
    }
    Ok(Split { main, parts, script: root::read(&dir.join(LINK))? })
}

impl Split {
    /// A program that is not cut.
    pub(super) fn whole(input: &Path) -> Self {
        Self { main: input.to_owned(), parts: BTreeMap::new(), script: String::new() }
    }

    /// Whether the page ever fetches this file: a part with nothing of its own has one all the same.
    pub(super) fn fetches(&self, file: &str) -> bool {
        self.script.contains(&format!("\"./{file}\""))
    }

    /// The files of the parts that whoever comes again needs at once: all but the last part's own.
    pub(super) fn is_soon(file: &str) -> bool {
        !file.contains("rest")
    }

    /// Puts the loaders into the glue, and leaves out what only a reader of it wants. `named` gives the address and the integrity of each part.
    pub(super) fn into_glue(self, glue: &str, named: &BTreeMap<String, (String, String)>) -> Done<String> {
        if self.parts.is_empty() {
            return Ok(glue.to_owned());
        }
        let names: Vec<&str> = glue.lines().filter_map(link_import).collect();
        if names.is_empty() {
            return Err("the glue does not import its parts in the form that was expected".to_owned());
        }
        let mut script = self.script.strip_prefix(CYCLE).ok_or("the script of the parts begins otherwise")?.to_owned();
        for (file, (address, integrity)) in named {
            let fetch = format!("fetch(new URL(\"./{file}\", import.meta.url))");
            script = script.replace(&fetch, &format!("waymarkPart(\"{address}\", \"{integrity}\")"));
        }
        // The loader compiles each file while it arrives, and may have begun with some before the program asks.
        if !script.contains(START) {
            return Err("a part is started in another form than was expected".to_owned());
        }
        let script = script.replace(START, "WebAssembly.instantiate(await src, imports)");
        if script.contains("import.meta") {
            return Err("a part has no file".to_owned());
        }
        let loaders: Vec<&str> = script
            .lines()
            .filter_map(|line| line.strip_prefix("export const ")?.split_once(' '))
            .map(|(name, _)| name)
            .collect();
        let mut whole: String =
            glue.lines().filter(|line| link_import(line).is_none()).map(|line| format!("{line}\n")).collect();
        whole.push_str(&script.replace("export const ", "const "));
        for name in names {
            whole.push_str(&format!("const {name} = {{ {} }};\n", loaders.join(", ")));
        }
        Ok(lean(&whole))
    }
}

/// A script without its indentation and without the lines that are comments. No text in it goes over several lines.
pub(super) fn lean(script: &str) -> String {
    let mut lean = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.starts_with("//") {
            lean.push_str(line);
            lean.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    lean
}

/// The name a line of the glue gives to the loaders, if it imports them: one line for each of them.
fn link_import(line: &str) -> Option<&str> {
    let (name, from) = line.strip_prefix("import * as ")?.split_once(" from ")?;
    from.contains(LINK).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{Split, lean, link_import};
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    #[test]
    fn comments_and_indentation_stay_behind_and_every_other_line_is_as_it_was() {
        let script = "/**\n * What for.\n * @param {number} a\n */\nf(a) {\n    // one\n\n    return a * /* two */ 2;\n}\n/* a */\nlet b;\n";
        assert_eq!(lean(script), "f(a) {\nreturn a * /* two */ 2;\n}\nlet b;\n");
    }

    #[test]
    fn the_loaders_stand_in_the_glue_and_name_the_hashed_file() {
        let import = |n: u8| format!("import * as import{n} from \"./parts.js\"\n");
        let glue = format!("{}{}use(import1, import2);\n", import(1), import(2));
        assert_eq!(link_import(&import(1)), Some("import1"));
        assert_eq!(link_import("import * as import1 from \"./other.js\""), None);
        let split = Split {
            main: PathBuf::new(),
            parts: BTreeMap::from([("split_a.wasm".to_owned(), Vec::new())]),
            script: "import { initSync } from \"./glue.js\";\n\
                export const load_a = of(fetch(new URL(\"./split_a.wasm\", import.meta.url)));\n\
                WebAssembly.instantiateStreaming(src, imports)\n"
                .to_owned(),
        };
        let named =
            BTreeMap::from([("split_a.wasm".to_owned(), ("/assets/a.1.wasm".to_owned(), "sha384-x".to_owned()))]);
        let whole = split.into_glue(&glue, &named).unwrap_or_default();
        assert!(whole.contains("const load_a = of(waymarkPart(\"/assets/a.1.wasm\", \"sha384-x\"));\nWebAssembly.instantiate(await src, imports)"), "{whole}");
        assert!(whole.contains("const import1 = { load_a };\nconst import2 = { load_a };"), "{whole}");
        assert!(!whole.contains("parts.js") && !whole.contains("export") && !whole.contains("import.meta"), "{whole}");
    }
}
