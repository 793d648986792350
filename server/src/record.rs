//! A record of the requests, for the test that nothing is asked before a permission.

use std::{fs::File, io::Write, path::Path, sync::Mutex};

/// A file with one line per request: listener, method, route pattern, status. No path, no address, no
/// body.
#[derive(Debug)]
pub struct RequestRecord(Mutex<File>);

impl RequestRecord {
    /// Appends to `file`.
    pub fn open(file: &Path) -> Result<Self, String> {
        let opened = std::fs::OpenOptions::new().create(true).append(true).open(file);
        opened.map(|file| Self(Mutex::new(file))).map_err(|error| format!("cannot write {}: {error}", file.display()))
    }

    /// Adds a line.
    pub(crate) fn write(&self, line: &str) {
        let mut file = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // Losing a line fails the test that reads it; a request never waits for it.
        let _ = file.write_all(line.as_bytes());
    }
}
