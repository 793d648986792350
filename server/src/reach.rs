//! Whether this process may write what it has to: asked before anything is spent, and said with what is in the way, whose
//! it is and what to do. SQLite would say "attempt to write a readonly database" and name nothing.

use std::{
    fmt,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use rustix::{
    fs::{Access, access},
    io::Errno,
};

use crate::beside::{beside, folder_of};

/// What a server writes, by the end of its name.
const WRITTEN: [&str; 6] = ["", "-wal", "-shm", ".erased", ".ballast", ".serving"];
/// What it only reads.
const READ: &str = ".opaque";

/// What keeps a process from a file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Barrier {
    /// The disk it lies on takes no writes from this process.
    ReadOnly,
    /// It belongs to this user of the machine, and the process runs as another one.
    Owner(u32),
    /// It is the process's own, and its mode forbids it; the mode's nine bits.
    Mode(u32),
}

/// What cannot be used, and why: of the first; the others of the same kind go along.
#[derive(Debug, PartialEq, Eq)]
struct Barred {
    files: Vec<PathBuf>,
    folder: PathBuf,
    barrier: Barrier,
    me: u32,
}

/// Asks for the folder of a database and for every file of it that is there.
///
/// # Errors
/// What is in the way, as a sentence. Nothing was made or changed.
pub(crate) fn must_be_writable(database: &Path) -> Result<(), String> {
    match barred(database) {
        None => Ok(()),
        Some(barred) => Err(barred.to_string()),
    }
}

fn barred(database: &Path) -> Option<Barred> {
    let folder = folder_of(database).to_owned();
    let written = WRITTEN.iter().map(|end| (beside(database, end), Access::READ_OK | Access::WRITE_OK));
    let all = std::iter::once((folder.clone(), Access::WRITE_OK | Access::EXEC_OK))
        .chain(written)
        .chain([(beside(database, READ), Access::READ_OK)]);
    let me = std::fs::metadata("/proc/self").map_or(0, |process| process.uid());
    // Asked of the system, not tried: opening a database beside SQLite would drop the locks it holds.
    let found: Vec<(PathBuf, Barrier)> =
        all.filter_map(|(file, how)| Some((file.clone(), barrier(&file, how, me)?))).collect();
    let barrier = found.first()?.1;
    let files = found.into_iter().filter(|(_, other)| *other == barrier).map(|(file, _)| file).collect();
    Some(Barred { files, folder, barrier, me })
}

/// What keeps this process from one file; a file that is not there keeps nobody from anything.
fn barrier(file: &Path, how: Access, me: u32) -> Option<Barrier> {
    match access(file, how) {
        Err(Errno::ROFS) => Some(Barrier::ReadOnly),
        Err(Errno::ACCESS | Errno::PERM) => {
            let found = std::fs::metadata(file).ok()?;
            Some(if found.uid() == me { Barrier::Mode(found.mode() & 0o777) } else { Barrier::Owner(found.uid()) })
        }
        _ => None,
    }
}

impl fmt::Display for Barred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<String> = self.files.iter().map(|file| file.display().to_string()).collect();
        let (first, all, me) = (all.first().map_or("", String::as_str), all.join(" "), user(self.me));
        match self.barrier {
            Barrier::ReadOnly => write!(
                f,
                "cannot write {first}: the disk it lies on may only be read from here, so nothing was done. Mount it to be \
                 written, or name the folder to whatever starts the server (systemd: ReadWritePaths={})",
                self.folder.display()
            ),
            Barrier::Owner(owner) => {
                let owner = user(owner);
                write!(
                    f,
                    "cannot use {first}: it belongs to {owner}, and this runs as {me}, so nothing was done. Run it as \
                     {owner}, or hand over what the server writes: `chown {me} {all}`"
                )
            }
            Barrier::Mode(mode) => write!(
                f,
                "cannot use {first}: it belongs to {me}, as whom this runs, but its mode is {mode:04o}, so nothing was done. \
                 Let its owner write: `chmod u+rwX {all}`"
            ),
        }
    }
}

/// The name of a user of this machine, or the number where none is written down.
fn user(number: u32) -> String {
    let known = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let named = known.lines().find_map(|line| {
        let mut parts = line.split(':');
        let name = parts.next()?;
        (parts.nth(1)?.parse() == Ok(number)).then(|| name.to_owned())
    });
    named.unwrap_or_else(|| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_it_is_and_what_to_do_are_said_for_each_barrier() {
        let files = vec![PathBuf::from("/srv/w/waymark.db"), PathBuf::from("/srv/w/waymark.db.erased")];
        let said =
            |barrier| Barred { files: files.clone(), folder: "/srv/w".into(), barrier, me: 4_000_000_001 }.to_string();
        let owner = said(Barrier::Owner(0));
        assert!(owner.contains("/srv/w/waymark.db: it belongs to root, and this runs as 4000000001"), "{owner}");
        assert!(owner.ends_with("`chown 4000000001 /srv/w/waymark.db /srv/w/waymark.db.erased`"), "{owner}");
        assert!(said(Barrier::Mode(0o400)).contains("its mode is 0400"));
        assert!(said(Barrier::ReadOnly).contains("systemd: ReadWritePaths=/srv/w"));
    }

    #[test]
    fn a_folder_of_ones_own_bars_nobody() {
        let dir = std::env::temp_dir();
        assert_eq!(barred(&dir.join("waymark-nothing-there.db")), None);
    }
}
