//! `size`: where the bytes of the person's program are. Read from the programs as they were cut and bound, before their
//! names were taken out, so that it says whose each byte of code is; what is downloaded is read from the site.

use super::bind::{self, PARTED};
use super::functions::{Function, functions, generic, owner};
use super::on_disk;
use super::page::PART;
use crate::{Done, print, root};
use rustc_demangle::demangle;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// How many crates and how many functions are listed.
const CRATES: usize = 25;
const FUNCTIONS: usize = 60;

/// Bytes of code, how many of them in the first part, and how many functions they are.
#[derive(Clone, Copy, Default)]
struct Sum {
    bytes: usize,
    first: usize,
    copies: usize,
}

type Sums = BTreeMap<String, Sum>;

/// Prints what each file weighs, which crates its code is from, and the largest functions with all their copies.
pub fn size() -> Done {
    let files = files(&root::root()?)?;
    print("file                                raw    brotli      code  functions");
    for file in &files {
        let code: usize = file.functions.iter().map(|function| function.bytes).sum();
        let row = format!("{:30}{:10}{:10}{code:10}{:11}", file.name, file.raw, file.packed, file.functions.len());
        print(&row);
    }
    let all = |bytes: fn(&Weighed) -> u64| files.iter().map(bytes).sum::<u64>();
    print(&format!("{:30}{:10}{:10}\n", "all", all(|file| file.raw), all(|file| file.packed)));

    let (mut crates, mut names) = (Sums::new(), Sums::new());
    for (file, function) in files.iter().flat_map(|file| file.functions.iter().map(move |function| (file, function))) {
        let name = format!("{:#}", demangle(&function.name));
        let first = if file.name == PARTED { function.bytes } else { 0 };
        for (sums, name) in [(&mut crates, owner(&name).to_owned()), (&mut names, generic(&name))] {
            let sum = sums.entry(name).or_default();
            *sum = Sum { bytes: sum.bytes + function.bytes, first: sum.first + first, copies: sum.copies + 1 };
        }
    }
    for (title, sums, most) in [("crate", crates, CRATES), ("function, all its copies together", names, FUNCTIONS)] {
        print(&format!("     code   first part  functions   {title}"));
        largest(sums).iter().take(most).for_each(|(name, sum)| {
            print(&format!("{:9}{:13}{:11}   {name}", sum.bytes, sum.first, sum.copies));
        });
        print("");
    }
    Ok(())
}

/// The largest first.
fn largest(sums: Sums) -> Vec<(String, Sum)> {
    let mut list: Vec<_> = sums.into_iter().collect();
    list.sort_by_key(|(_, sum)| std::cmp::Reverse(sum.bytes));
    list
}

/// One file of the program.
struct Weighed {
    name: String,
    raw: u64,
    packed: u64,
    functions: Vec<Function>,
}

/// Each file of the site's program, the first part first.
fn files(root: &Path) -> Done<Vec<Weighed>> {
    let site = root::site(root);
    let kept = std::fs::read(site.join("site.json")).ok();
    let manifest: Value = kept.and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default();
    if manifest["quick"] != false {
        return Err("only `cargo xtask build` makes a site whose size says anything".to_owned());
    }
    let mut files = Vec::new();
    for path in manifest["origins"][PARTED]["files"].as_object().into_iter().flat_map(|files| files.keys()) {
        let Some(name) = path.strip_prefix("/assets/").filter(|name| name.ends_with(".wasm")) else { continue };
        let name = name.split('.').next().unwrap_or(name);
        let on_site = on_disk(&site.join(PARTED), path);
        let named = bind::named(root, name.strip_prefix(PART).unwrap_or(name));
        let wasm = std::fs::read(&named).map_err(|e| format!("cannot read {}: {e}", named.display()))?;
        files.push(Weighed {
            name: name.to_owned(),
            raw: root::read_len(&on_site)?,
            packed: root::read_len(&on_site.with_added_extension("br"))?,
            functions: functions(&wasm)?,
        });
    }
    files.sort_by_key(|file| (file.name != PARTED, std::cmp::Reverse(file.packed)));
    Ok(files)
}
