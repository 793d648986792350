//! Instrument packs: the deployer's folder, the built-in ones that were confirmed, and what is wrong in the folder. One
//! bad file keeps neither the others nor the start back: it is named, and left out.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use domain::instrument::{Instrument, PACK_BYTES, PackFault, built_in_files, load};

use crate::token::hash;

/// The most packs of one folder: a phone keeps them all and reads them at every start.
const FOLDER_PACKS: usize = 50;

/// One pack's file, checked by the one loader.
#[derive(Clone, Debug)]
pub struct CheckedPack {
    /// The pack's id, for instance `reqol-10`.
    pub id: String,
    /// Its language, as the file has it.
    pub language: String,
    /// Its file's name, for sentences to the deployer; empty for a built-in one.
    pub file: String,
    /// SHA-256 of the bytes.
    pub hash: [u8; 32],
    /// As the deployer wrote it.
    pub bytes: Vec<u8>,
    /// Phones have the file itself.
    pub built_in: bool,
    /// Counts only once somebody compared it with a licensed sheet: `pack confirm`.
    pub waits: bool,
}

/// What a folder holds.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The built-in packs, then the folder's, by file name.
    pub packs: Vec<CheckedPack>,
    /// What was left out and why, one sentence each.
    pub left_out: Vec<String>,
}

impl Found {
    /// Says at the start what people will get, and loudly what waits for a confirmation and what was left out.
    pub fn log(&self) {
        tracing::info!("{}", self.served());
        for sentence in self.wrong() {
            tracing::error!("{sentence}");
        }
    }

    /// The packs of the folder, as one line of the log.
    #[must_use]
    pub fn served(&self) -> String {
        let own = self.packs.iter().filter(|pack| !pack.built_in);
        let files: Vec<&str> = own.map(|pack| pack.file.as_str()).collect();
        format!("packs of the folder: {} [{}]", files.len(), files.join(", "))
    }

    /// What a deployer has to look at, one sentence each.
    #[must_use]
    pub fn wrong(&self) -> Vec<String> {
        let waits = self.packs.iter().filter(|pack| !pack.built_in && pack.waits).map(waiting);
        waits.chain(self.left_out.iter().map(|sentence| format!("left out: {sentence}"))).collect()
    }
}

/// What a pack waits for, for the deployer.
pub(crate) fn waiting(pack: &CheckedPack) -> String {
    format!(
        "{}: its order, directions or thresholds are not those Waymark knows for {id}. People get it only after somebody \
         compared it with the licensed sheet: server pack confirm {id} --by NAME",
        pack.file,
        id = pack.id
    )
}

/// The built-in packs and every sound `*.json` of the folder.
///
/// # Errors
/// The folder cannot be read, as a sentence. A bad file in it is no error; see [`Found::left_out`].
pub fn read(folder: Option<&Path>) -> Result<Found, String> {
    let mut found = Found { packs: built_in_packs(), left_out: Vec::new() };
    let Some(folder) = folder else { return Ok(found) };
    let failed = |error: std::io::Error| format!("cannot read {}: {error}", folder.display());
    let entries: Result<Vec<_>, _> = std::fs::read_dir(folder).map_err(failed)?.collect();
    let mut files: Vec<PathBuf> = entries.map_err(failed)?.into_iter().map(|entry| entry.path()).collect();
    files.sort();
    for file in files {
        if let Some(why) = misplaced(&file) {
            found.left_out.extend(why);
            continue;
        }
        match check(&file).and_then(|pack| alone(&found.packs, pack)) {
            Ok(pack) => found.packs.push(pack),
            Err(sentence) => found.left_out.push(sentence),
        }
    }
    Ok(found)
}

/// Something in the folder that is no pack by its name or kind: a sentence, or nothing where nobody can have meant it as
/// one. `None` for what may be a pack.
fn misplaced(file: &Path) -> Option<Option<String>> {
    let name = file.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
    let lower = name.to_ascii_lowercase();
    let said = |why: &str| Some(Some(format!("{}: {why}", file.display())));
    if name.starts_with("~$") || (name.starts_with('.') && lower.contains(".json")) {
        return said("a hidden twin that another program made beside the file itself; delete it");
    }
    if name.starts_with('.') {
        return Some(None);
    }
    if file.is_dir() {
        return said("a folder; packs lie in the packs folder itself");
    }
    if !name.ends_with(".json") {
        return said("its name does not end in .json, so it is not read as a pack; rename it if it is one");
    }
    None
}

/// The pack, unless another of the folder has its id and language: nobody could say which of the two people answer.
fn alone(packs: &[CheckedPack], pack: CheckedPack) -> Result<CheckedPack, String> {
    let mut own = packs.iter().filter(|other| !other.built_in);
    let twin = own.clone().find(|other| other.id == pack.id && other.language == pack.language);
    if let Some(twin) = twin {
        let CheckedPack { file, id, language, .. } = &pack;
        return Err(format!("{file}: {id} in {language} is there already, in {}; keep one of the two", twin.file));
    }
    if own.nth(FOLDER_PACKS - 1).is_some() {
        return Err(format!("{}: there are {FOLDER_PACKS} packs already, and phones keep no more", pack.file));
    }
    Ok(pack)
}

/// Loads one file.
///
/// # Errors
/// What is wrong with it, as a sentence.
pub fn check(file: &Path) -> Result<CheckedPack, String> {
    let cannot = |error: std::io::Error| format!("cannot read {}: {error}", file.display());
    let wrong = |fault: PackFault| format!("{}: {fault}", file.display());
    let length = std::fs::metadata(file).map_err(cannot)?.len();
    // Not read at all: it may be any size.
    if let Some(length) = usize::try_from(length).ok().filter(|length| *length > PACK_BYTES) {
        return Err(wrong(PackFault::TooLarge(length)));
    }
    let bytes = std::fs::read(file).map_err(cannot)?;
    // An expired licence is the phone's to judge, by its own day: a draft under way may be finished.
    let instrument = load(&bytes, None).map_err(wrong)?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(checked(&instrument, &bytes, name, false))
}

fn checked(instrument: &Instrument, bytes: &[u8], file: String, built_in: bool) -> CheckedPack {
    CheckedPack {
        id: instrument.pack.id.clone(),
        language: instrument.pack.language.clone(),
        file,
        hash: hash(bytes),
        bytes: bytes.to_vec(),
        built_in,
        waits: instrument.is_unlike_built_in(),
    }
}

fn built_in_packs() -> Vec<CheckedPack> {
    let pack = |bytes: &[u8]| load(bytes, None).ok().map(|it| checked(&it, bytes, String::new(), true));
    built_in_files().into_iter().filter_map(pack).collect()
}

/// The pack that `pack confirm ID` means: one of the folder that waits, else the built-in structure of that id, else the
/// first one.
#[must_use]
pub fn to_confirm<'a>(packs: &'a [CheckedPack], id: &str) -> Option<&'a CheckedPack> {
    let mut of_id: Vec<&CheckedPack> = packs.iter().filter(|pack| pack.id == id).collect();
    of_id.sort_by_key(|pack| (!pack.waits, !pack.built_in));
    of_id.first().copied()
}
