//! The erasure ledger: a file beside the database in which every erasure stands before the database knows of it. An older
//! database that is put back is made to forget again what it says.
//!
//! Lines of text, ids and moments only: `head` is the file's own name and the number before its first entry; then an
//! entry each. Every line ends with four bytes of its SHA-256, because a line that was changed must not erase anything.
//! A line without its end was never flushed, so nothing that it says was acknowledged.

use std::{
    fs::{File, OpenOptions},
    io::{ErrorKind, Read, Seek, SeekFrom, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use domain::id::{ConsentId, PersonId, WorkerId, WrittenId, parse_hex, to_hex};

use crate::{
    beside::{beside, sync_folder_of},
    token::hash,
};

/// First word of the file, with the version of its form.
const HEAD: &str = "waymark-erased-1";
/// No line is longer, bytes.
const LINE_MAX: u64 = 256;
/// How long an entry is kept, days: longer than any copy of a database may be put back.
pub const KEPT_DAYS: i64 = domain::erasure::ID_KEPT_DAYS;

/// What was erased, by pseudonymous ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erasure {
    /// A permission was taken back, and everything under it deleted.
    Permission(PersonId, ConsentId),
    /// A person's sealed copy was deleted.
    Backup(PersonId),
    /// Everything of a person was deleted.
    Person(PersonId),
    /// A worker deleted what this person had shared with them, because somebody asked for it in the room.
    OnRequest(WorkerId, PersonId),
    /// A worker has moved on.
    Worker(WorkerId),
    /// A person's phone has what was written down with them, or threw it away.
    Written(PersonId, WrittenId),
    /// A guest notebook is on a phone; by the first half of the SHA-256 of its place, which stands here longer than it waits.
    Guest([u8; 16]),
}

/// One entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Its number. It rises; where a commit failed after it was written, the next entry has the same one.
    pub n: u64,
    /// When, UTC ms.
    pub at: i64,
    /// What.
    pub erased: Erasure,
}

/// Why a ledger cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LedgerFault {
    /// A line is not as it was written.
    #[error("line {0} is damaged")]
    Damaged(usize),
    /// The machine's own words.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// A ledger by its place and its name.
#[derive(Clone, Debug)]
pub struct Ledger {
    file: PathBuf,
    /// Drawn when it was made; the database names it.
    pub id: [u8; 16],
    /// Entries up to this number were in it once.
    base: u64,
}

impl Ledger {
    /// Where the ledger of a database lies.
    pub fn place(database: &Path) -> PathBuf {
        beside(database, ".erased")
    }

    /// Makes an empty one, whose first entry has the number after `base`.
    ///
    /// # Errors
    /// One is there already, or a fault of the disk.
    pub fn make(file: PathBuf, id: [u8; 16], base: u64) -> std::io::Result<Self> {
        let ledger = Self { file, id, base };
        let mut out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&ledger.file)?;
        out.write_all(ledger.head().as_bytes())?;
        out.sync_all()?;
        sync_folder_of(&ledger.file)?;
        Ok(ledger)
    }

    /// Reads the file with its entries in their order; nothing where there is none.
    ///
    /// # Errors
    /// See [`LedgerFault`].
    pub fn read(file: PathBuf) -> Result<Option<(Self, Vec<LedgerEntry>)>, LedgerFault> {
        let text = match std::fs::read_to_string(&file) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            read => read?,
        };
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        let mut lines = whole.split('\n').map(checked).zip(1..);
        let head = lines.next().and_then(|(line, _)| parse_head(line?)).ok_or(LedgerFault::Damaged(1))?;
        let ledger = Self { file, id: head.0, base: head.1 };
        let entry =
            |(line, place): (Option<&str>, usize)| line.and_then(parse_entry).ok_or(LedgerFault::Damaged(place));
        Ok(Some((ledger, lines.map(entry).collect::<Result<_, _>>()?)))
    }

    /// The highest number that was ever in it.
    pub fn last(&self, entries: &[LedgerEntry]) -> u64 {
        entries.iter().map(|entry| entry.n).max().unwrap_or_default().max(self.base)
    }

    /// Adds an entry and waits until the disk has it. Only whoever holds the database's write lock may.
    ///
    /// # Errors
    /// A fault of the disk; the file is then as it was.
    pub fn append(&self, entry: &LedgerEntry) -> std::io::Result<()> {
        // Never made here: a ledger that was taken away must be missed.
        let mut file = OpenOptions::new().read(true).write(true).open(&self.file)?;
        let end = cut(&mut file)?;
        let written = file.write_all(line(entry).as_bytes()).and_then(|()| file.sync_data());
        if written.is_err() {
            // A longer file that cannot be cut is cut before the next entry.
            let _ = file.set_len(end);
        }
        written
    }

    /// Drops entries from before a moment, UTC ms. Only whoever holds the database's write lock may.
    ///
    /// # Errors
    /// See [`LedgerFault`]; the file is then as it was.
    pub fn trim(&self, before: i64) -> Result<(), LedgerFault> {
        if self.oldest()?.is_none_or(|oldest| oldest >= before) {
            return Ok(());
        }
        let Some((held, entries)) = Self::read(self.file.clone())? else { return Ok(()) };
        let base = held.last(&entries);
        let mut text = Self { base, ..held }.head();
        entries.iter().filter(|entry| entry.at >= before).for_each(|entry| text.push_str(&line(entry)));
        let half = self.file.with_extension("erased-new");
        let mut out = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&half)?;
        out.write_all(text.as_bytes())?;
        out.sync_all()?;
        std::fs::rename(&half, &self.file)?;
        Ok(sync_folder_of(&self.file)?)
    }

    /// When the first entry was made; entries come in the order of time, but for a clock that was put back.
    fn oldest(&self) -> std::io::Result<Option<i64>> {
        let mut lines = Vec::new();
        File::open(&self.file)?.take(2 * LINE_MAX).read_to_end(&mut lines)?;
        let lines = String::from_utf8_lossy(&lines);
        Ok(lines.lines().nth(1).and_then(checked).and_then(parse_entry).map(|entry| entry.at))
    }

    fn head(&self) -> String {
        sealed(format!("{HEAD} {} {}", to_hex(&self.id), self.base))
    }
}

/// Takes off a line without its end, and stands behind the last whole one; where that is.
fn cut(file: &mut File) -> std::io::Result<u64> {
    let length = file.seek(SeekFrom::End(0))?;
    let from = file.seek(SeekFrom::Start(length.saturating_sub(LINE_MAX)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    let whole = tail.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end as u64 + 1);
    if from + whole < length {
        file.set_len(from + whole)?;
    }
    file.seek(SeekFrom::Start(from + whole))
}

/// A line with its check and its end.
fn sealed(text: String) -> String {
    let check = check(&text);
    format!("{text} {check}\n")
}

fn check(text: &str) -> String {
    to_hex(&hash(text.as_bytes())[..4])
}

/// What the line says, if it is as it was written.
fn checked(line: &str) -> Option<&str> {
    let (text, found) = line.rsplit_once(' ')?;
    (check(text) == found).then_some(text)
}

fn parse_head(text: &str) -> Option<([u8; 16], u64)> {
    let (id, base) = text.strip_prefix(HEAD)?.strip_prefix(' ')?.split_once(' ')?;
    Some((parse_hex(id)?, base.parse().ok()?))
}

fn line(entry: &LedgerEntry) -> String {
    let what = match entry.erased {
        Erasure::Permission(person, consent) => format!("permission {person} {consent}"),
        Erasure::Backup(person) => format!("backup {person}"),
        Erasure::Person(person) => format!("person {person}"),
        Erasure::OnRequest(worker, person) => format!("on-request {worker} {person}"),
        Erasure::Worker(worker) => format!("worker {worker}"),
        Erasure::Written(person, written) => format!("written {person} {written}"),
        Erasure::Guest(mark) => format!("guest {}", to_hex(&mark)),
    };
    sealed(format!("{} {} {what}", entry.n, entry.at))
}

fn parse_entry(text: &str) -> Option<LedgerEntry> {
    let words: Vec<&str> = text.split(' ').collect();
    let (n, at) = (words.first()?.parse().ok()?, words.get(1)?.parse().ok()?);
    let erased = match words.get(2..)? {
        ["permission", person, consent] => Erasure::Permission(person.parse().ok()?, consent.parse().ok()?),
        ["backup", person] => Erasure::Backup(person.parse().ok()?),
        ["person", person] => Erasure::Person(person.parse().ok()?),
        ["on-request", worker, person] => Erasure::OnRequest(worker.parse().ok()?, person.parse().ok()?),
        ["worker", worker] => Erasure::Worker(worker.parse().ok()?),
        ["written", person, written] => Erasure::Written(person.parse().ok()?, written.parse().ok()?),
        ["guest", mark] => Erasure::Guest(parse_hex(mark)?),
        _ => return None,
    };
    Some(LedgerEntry { n, at, erased })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a fault ends the test")]

    use super::*;

    fn entry(n: u64, at: i64) -> LedgerEntry {
        let ids = (PersonId::from_bytes([1; 16]), ConsentId::from_bytes([2; 16]));
        LedgerEntry { n, at, erased: Erasure::Permission(ids.0, ids.1) }
    }

    #[test]
    fn a_line_that_was_cut_is_taken_off_and_one_that_was_changed_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("waymark.db.erased");
        let ledger = Ledger::make(file.clone(), [7; 16], 0).unwrap();
        ledger.append(&entry(1, 10)).unwrap();
        let whole = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, format!("{whole}2 20 permission 0101")).unwrap();
        assert_eq!(Ledger::read(file.clone()).unwrap().unwrap().1, [entry(1, 10)]);
        ledger.append(&entry(2, 20)).unwrap();
        assert_eq!(Ledger::read(file.clone()).unwrap().unwrap().1, [entry(1, 10), entry(2, 20)]);
        std::fs::write(&file, whole.replace(" 10 ", " 11 ")).unwrap();
        assert!(matches!(Ledger::read(file), Err(LedgerFault::Damaged(2))));
    }

    #[test]
    fn what_is_old_is_dropped_and_its_number_is_remembered() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("waymark.db.erased");
        let ledger = Ledger::make(file.clone(), [7; 16], 4).unwrap();
        for n in 5..8 {
            ledger.append(&entry(n, i64::try_from(n).unwrap())).unwrap();
        }
        ledger.trim(7).unwrap();
        let (held, entries) = Ledger::read(file.clone()).unwrap().unwrap();
        assert_eq!((entries.as_slice(), held.id), ([entry(7, 7)].as_slice(), [7; 16]));
        ledger.trim(100).unwrap();
        let (held, entries) = Ledger::read(file).unwrap().unwrap();
        assert_eq!((entries.len(), held.last(&entries)), (0, 7));
    }
}
