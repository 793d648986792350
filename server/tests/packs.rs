//! The deployer's folder of packs: one bad file is named and left out, and the server and the other packs go on.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use std::path::Path;

use clap::Parser;
use domain::{
    api::{PacksReply, path},
    instrument::built_in_files,
};
use server::{
    commands,
    config::{Cli, Command, PackCommand},
    packs::read,
    side::Side,
};
use support::{As, World, people::Person};

/// A questionnaire nobody owns, as its file stands.
const MADE_UP: &str = include_str!("../../domain/protocol/tests/data/packs/licensed.json");

/// The same under the id of the answer sheet.
fn sheet() -> String {
    MADE_UP.replacen("made-up-10", "reqol-10", 1)
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    std::fs::write(folder.join(name), bytes).unwrap();
}

/// A folder with two sound packs and everything that has been found in one.
fn bad_folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    write(folder, "made-up.json", MADE_UP.as_bytes());
    write(folder, "ours.json", built_in_files()[0]);
    write(folder, "._made-up.json", b"\0\x05\x16\x07");
    write(folder, "~$ours.json", b"\x05Jo");
    write(folder, "a-mark.json", format!("\u{feff}{MADE_UP}").as_bytes());
    write(folder, "b-utf16.json", &[0xff, 0xfe, b'{', 0]);
    write(folder, "c-empty.json", b"");
    write(folder, "upper.JSON", MADE_UP.as_bytes());
    write(folder, "twice.json.txt", MADE_UP.as_bytes());
    write(folder, "made-up-new.json", MADE_UP.replacen("\"version\": \"1\"", "\"version\": \"2\"", 1).as_bytes());
    write(folder, "turned.json", MADE_UP.replacen("Words nobody", "\\u202eWords nobody", 1).as_bytes());
    write(folder, "large.json", &vec![b' '; 70_000]);
    write(folder, ".DS_Store", b"");
    std::fs::create_dir(folder.join("old.json")).unwrap();
    dir
}

/// Each bad file of it, and a part of what is said of it.
const LEFT_OUT: [(&str, &str); 11] = [
    ("._made-up.json", "a hidden twin that another program made beside the file itself; delete it"),
    ("~$ours.json", "a hidden twin that another program made beside the file itself; delete it"),
    ("a-mark.json", "the file is not plain UTF-8; save it as \"UTF-8\", without \"BOM\" or \"signature\""),
    ("b-utf16.json", "the file is not plain UTF-8"),
    ("c-empty.json", "the file cannot be read as a pack"),
    ("upper.JSON", "its name does not end in .json"),
    ("twice.json.txt", "its name does not end in .json"),
    // By file name the newer one stands before the older one, and is kept.
    ("made-up.json", "made-up-10 in en is there already, in made-up-new.json; keep one of the two"),
    ("turned.json", "the stem holds a mark that cannot be seen or that turns text round"),
    ("large.json", "the file has 70000 bytes; a pack has at most 65536 (64 KiB)"),
    ("old.json", "a folder; packs lie in the packs folder itself"),
];

#[tokio::test]
async fn each_bad_file_is_named_at_the_start_and_keeps_neither_the_others_nor_the_start_back() {
    let dir = bad_folder();
    let world = World::with(&["--packs", dir.path().to_str().unwrap()]).await;
    // What the start logs.
    let found = read(Some(dir.path())).unwrap();
    let said = found.wrong();
    for (file, why) in LEFT_OUT {
        assert!(said.iter().any(|line| line.contains(file) && line.contains(why)), "{file}: {said:?}");
    }
    assert_eq!(said.len(), LEFT_OUT.len(), "{said:?}");
    assert_eq!(found.served(), "packs of the folder: 2 [made-up-new.json, ours.json]");
    let (sam, person) = (world.worker("Sam").await, Person::new(1));
    world.meet(&person, &sam, 1).await;
    let told: PacksReply = world.get(Side::Person, As::Person(&person), path::PACKS).await.is(200).json();
    assert_eq!(told.packs.len(), 2);
}

#[tokio::test]
async fn pack_check_of_a_folder_names_each_of_them_and_of_a_file_its_fault() {
    let dir = bad_folder();
    let check = |file: &Path| {
        let cli = Cli::parse_from(["server"]);
        let command = Command::Pack(PackCommand::Check { file: file.to_owned() });
        async move { commands::run(&cli.config, command).await }
    };
    let said = check(dir.path()).await.map(drop).unwrap_err();
    for (file, why) in LEFT_OUT {
        assert!(said.lines().any(|line| line.contains(file) && line.contains(why)), "{file}: {said}");
    }
    assert!(said.ends_with("2 packs would be served, 11 left out."), "{said}");
    let fault = check(&dir.path().join("turned.json")).await.map(drop).unwrap_err();
    assert!(fault.contains("turned.json: the stem holds a mark"), "{fault}");
    let good = tempfile::tempdir().unwrap();
    write(good.path(), "made-up.json", MADE_UP.as_bytes());
    assert_eq!(
        check(good.path()).await.unwrap().line,
        "made-up.json is a sound pack: made-up-10.\n1 packs, and nothing else."
    );
}

#[tokio::test]
async fn a_sheet_built_otherwise_than_the_built_in_one_reaches_nobody_before_it_was_compared() {
    let dir = tempfile::tempdir().unwrap();
    let moved = sheet().replacen("\"sensitive\": true", "\"sensitive\": false", 1);
    // The ninth statement is a reversed one too.
    let ninth = moved.find("\"id\": \"9\"").unwrap();
    let moved =
        format!("{}{}", &moved[..ninth], moved[ninth..].replacen("\"sensitive\": false", "\"sensitive\": true", 1));
    write(dir.path(), "sheet.json", moved.as_bytes());
    let folder = dir.path().to_str().unwrap();
    let world = World::with(&["--packs", folder]).await;
    let (sam, person) = (world.worker("Sam").await, Person::new(1));
    world.meet(&person, &sam, 1).await;
    let told =
        async || -> PacksReply { world.get(Side::Person, As::Person(&person), path::PACKS).await.is(200).json() };
    assert!(told().await.packs.is_empty());
    let database = world.dir.path().join("waymark.db");
    let confirm = |by: &str| {
        let cli = Cli::parse_from(["server", "--database", database.to_str().unwrap(), "--packs", folder]);
        let command = PackCommand::Confirm { pack: "reqol-10".into(), by: by.into(), demo: false };
        async move { commands::run(&cli.config, Command::Pack(command)).await }
    };
    assert_eq!(confirm(" ").await.map(drop).unwrap_err(), "--by is the name of whoever compared");
    assert!(confirm("Jo").await.unwrap().line.starts_with("reqol-10 (sheet.json) is confirmed by Jo on "));
    let after = told().await;
    assert_eq!(after.packs[0].bytes.0, moved.as_bytes());
    assert_eq!(after.packs[0].confirmation.as_ref().unwrap().by, "Jo");
    assert_eq!(after.packs.len(), 1, "nobody said that the built-in order is right");
}

#[test]
fn a_folder_that_cannot_be_read_is_said() {
    let fault = read(Some(Path::new("/nowhere/packs"))).unwrap_err();
    assert!(fault.starts_with("cannot read /nowhere/packs"), "{fault}");
}

#[test]
fn a_folder_serves_at_most_as_many_packs_as_a_phone_keeps() {
    let dir = tempfile::tempdir().unwrap();
    for n in 0..51 {
        let pack = MADE_UP.replacen("made-up-10", &format!("made-up-{n:02}"), 1);
        write(dir.path(), &format!("{n:02}.json"), pack.as_bytes());
    }
    let found = read(Some(dir.path())).unwrap();
    assert_eq!(found.packs.iter().filter(|pack| !pack.built_in).count(), 50);
    assert_eq!(found.left_out, ["50.json: there are 50 packs already, and phones keep no more"]);
}
