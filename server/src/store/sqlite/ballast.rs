//! Room set aside beside the database, so that on a full disk whoever takes something back still can.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rustix::fs::{FallocateFlags, fallocate, statvfs};

use crate::beside::{beside, folder_of};

/// How much is set aside, bytes: the log of a large take-back, whose pages are overwritten before they are free.
const BALLAST_BYTES: u64 = 16 << 20;
/// With less than this free, bytes, and less than a tenth of the disk, nothing large is taken in any more.
const LOW_BYTES: u64 = 1 << 30;

/// With less than this free, bytes, a database may not open: its index of the log alone is 32 KiB.
const FULL_BYTES: u64 = 1 << 20;

/// The file `FILE.ballast`. While it is not there, only what makes room or ends something may grow the database.
#[derive(Clone, Debug)]
pub(super) struct Ballast {
    file: PathBuf,
    folder: PathBuf,
    held: Arc<AtomicBool>,
}

/// What a file system says of itself, bytes.
struct Room {
    free: u64,
    total: u64,
}

impl Ballast {
    fn of(database: &Path) -> Self {
        let (file, folder) = (beside(database, ".ballast"), folder_of(database).to_owned());
        Self { file, folder, held: Arc::default() }
    }

    /// Beside this database; made if there is room for it.
    pub(super) fn beside(database: &Path) -> Self {
        let ballast = Self::of(database);
        let held = std::fs::metadata(&ballast.file).is_ok_and(|file| file.len() >= BALLAST_BYTES);
        ballast.held.store(held, Ordering::Relaxed);
        // At the start what is needed is enough: nothing has been let go that the disk could fill up again.
        if !held {
            ballast.make();
        }
        ballast
    }

    /// Gives the room of a full disk, so that the database beside it can be opened at all: SQLite makes files for that.
    pub(super) fn open_up(database: &Path) -> bool {
        let ballast = Self::of(database);
        ballast.room().is_ok_and(|room| room.free < FULL_BYTES) && ballast.let_go()
    }

    /// Whether it is there. A command beside the server may have let it go.
    pub(super) fn is_held(&self) -> bool {
        self.held.load(Ordering::Relaxed) && self.file.exists()
    }

    /// Gives its room to whoever needs it now; false if there was none to give.
    pub(super) fn let_go(&self) -> bool {
        self.held.store(false, Ordering::Relaxed);
        match std::fs::remove_file(&self.file) {
            Ok(()) => {
                tracing::warn!("the disk is full: the ballast was let go, so that taking back and deleting go on");
                true
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => {
                tracing::error!(%error, "the ballast cannot be let go");
                false
            }
        }
    }

    /// Makes it again if there is twice the room for it, so that it does not come and go.
    pub(super) fn restore(&self) {
        let roomy = self.room().is_ok_and(|room| room.free >= 2 * BALLAST_BYTES);
        if !self.is_held() && roomy {
            self.make();
        }
    }

    /// Whether the disk has less than a tenth and less than 1 GiB left.
    pub(super) fn is_low(&self) -> bool {
        self.room().is_ok_and(|room| room.free < LOW_BYTES && room.free.saturating_mul(10) < room.total)
    }

    fn make(&self) {
        let made = self.fill();
        if let Err(error) = &made {
            tracing::warn!(%error, "there is no room for the ballast beside the database");
            // Half a ballast only takes room away.
            let _ = std::fs::remove_file(&self.file);
        }
        self.held.store(made.is_ok(), Ordering::Relaxed);
    }

    fn fill(&self) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&self.file)?;
        match fallocate(&file, FallocateFlags::empty(), 0, BALLAST_BYTES) {
            Ok(()) => {}
            // Some file systems cannot set room aside without writing it.
            Err(rustix::io::Errno::OPNOTSUPP) => write_out(&mut file)?,
            Err(error) => return Err(error.into()),
        }
        file.sync_all()
    }

    fn room(&self) -> io::Result<Room> {
        let found = statvfs(&self.folder)?;
        let bytes = |blocks: u64| blocks.saturating_mul(found.f_frsize);
        Ok(Room { free: bytes(found.f_bavail), total: bytes(found.f_blocks) })
    }
}

/// Bytes that no file system can leave out or make smaller.
fn write_out(file: &mut File) -> io::Result<()> {
    let chunk = crate::random::make_bytes::<4096>().map_err(io::Error::other)?;
    for _ in 0..BALLAST_BYTES / 4096 {
        file.write_all(&chunk)?;
    }
    Ok(())
}
