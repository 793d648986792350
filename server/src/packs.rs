//! Instrument packs: the deployer's folder, the built-in ones that were confirmed, and the two commands about them.

use std::path::Path;

use domain::instrument::{built_in_files, load};

use crate::token::hash;

/// One pack's file, checked by the one loader.
#[derive(Clone, Debug)]
pub struct CheckedPack {
    /// The pack's id, for instance `reqol-10`.
    pub id: String,
    /// SHA-256 of the bytes.
    pub hash: [u8; 32],
    /// As the deployer wrote it.
    pub bytes: Vec<u8>,
    /// Sent to phones only once confirmed: they have the file itself.
    pub built_in: bool,
}

/// The built-in packs and every `*.json` of the folder.
///
/// # Errors
/// The first pack that does not load, as a sentence.
pub fn read(folder: Option<&Path>) -> Result<Vec<CheckedPack>, String> {
    let mut packs: Vec<CheckedPack> = built_in_packs();
    let Some(folder) = folder else { return Ok(packs) };
    let failed = |error: std::io::Error| format!("cannot read {}: {error}", folder.display());
    let entries: Result<Vec<_>, _> = std::fs::read_dir(folder).map_err(failed)?.collect();
    let mut files: Vec<_> = entries.map_err(failed)?.into_iter().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "json"));
    files.sort();
    for file in files {
        packs.push(check(&file)?);
    }
    Ok(packs)
}

/// Loads one file.
///
/// # Errors
/// What is wrong with it, as a sentence.
pub fn check(file: &Path) -> Result<CheckedPack, String> {
    let bytes = std::fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    // An expired licence is the phone's to judge, by its own day: a draft under way may be finished.
    let instrument = load(&bytes, None).map_err(|fault| format!("{}: {fault}", file.display()))?;
    Ok(CheckedPack { id: instrument.pack.id, hash: hash(&bytes), bytes, built_in: false })
}

fn built_in_packs() -> Vec<CheckedPack> {
    let pack = |bytes: &[u8]| {
        let id = load(bytes, None).map(|instrument| instrument.pack.id).unwrap_or_default();
        CheckedPack { id, hash: hash(bytes), bytes: bytes.to_vec(), built_in: true }
    };
    built_in_files().into_iter().map(pack).collect()
}
