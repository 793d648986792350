//! The file of the database, as a thing on a disk: whether it is still the one that was opened.

use std::{
    io,
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

/// A path, and what lay there at the start.
#[derive(Clone, Debug)]
pub(super) struct DatabaseFile {
    pub(super) path: PathBuf,
    place: (u64, u64),
}

impl DatabaseFile {
    /// What lies there now.
    pub(super) fn at(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned(), place: place(path)? })
    }

    /// Whether that still lies there: a server goes on writing into a file that was deleted or replaced, and all of it
    /// is lost at its end.
    pub(super) fn is_there(&self) -> bool {
        place(&self.path).is_ok_and(|place| place == self.place)
    }
}

/// Device and inode.
fn place(path: &Path) -> io::Result<(u64, u64)> {
    let found = std::fs::metadata(path)?;
    Ok((found.dev(), found.ino()))
}

/// Makes an empty file for nobody but the server's user; SQLite gives its log the same mode. One that is there stays.
pub(super) fn make_private(path: &Path) -> io::Result<()> {
    std::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(path).map(drop)
}
