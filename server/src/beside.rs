//! What lies beside the database: every file of its own is named after it.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

/// `FILE` with this at the end of its name: `waymark.db` and `.opaque` are `waymark.db.opaque`.
pub(crate) fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// The folder a file lies in; of a bare name, this one.
pub(crate) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Waits until the names in the folder of this file are on the disk: a new one outlives a power cut only then.
///
/// # Errors
/// A fault of the disk.
pub(crate) fn sync_folder_of(file: &Path) -> std::io::Result<()> {
    File::open(folder_of(file))?.sync_all()
}
