//! The log on standard error, one JSON line each. No request ever waits for it or ends because of it: lines go through
//! a queue to a thread of their own, and what does not fit or cannot be written is lost and counted.

use std::{
    io::{self, Write},
    sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

/// Lines that wait while whoever reads the log is slow: about a megabyte.
const LINES: usize = 4096;
/// The setting in the environment that says how much is written, as `tracing` reads it.
pub const LEVEL: &str = "WAYMARK_LOG";
/// How long a process that stops waits for its last lines.
const LAST_LINES: Duration = Duration::from_secs(1);

enum Message {
    Line(Vec<u8>),
    /// Answered once everything before it is written.
    End(Sender<()>),
}

/// Where lines go in. Copied for every line.
#[derive(Clone, Debug)]
pub struct Log {
    queue: SyncSender<Message>,
    lost: Arc<AtomicU64>,
}

/// Starts the log of this process.
pub fn start() -> Log {
    let filter = EnvFilter::try_from_env(LEVEL).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = Log::to(io::stderr());
    // Errors of the log itself would be said on standard error, which is what cannot be written then.
    let lines = tracing_subscriber::fmt().json().log_internal_errors(false);
    lines.with_env_filter(filter).with_writer(log.clone()).init();
    log
}

impl Log {
    /// A log that is written to `out` by a thread of its own.
    pub fn to(out: impl Write + Send + 'static) -> Self {
        let (queue, lines) = sync_channel(LINES);
        let lost = Arc::new(AtomicU64::new(0));
        let counter = lost.clone();
        thread::spawn(move || write_lines(out, &lines, &counter));
        Self { queue, lost }
    }

    /// Waits a moment until what was said is written; for the end of the process.
    pub fn finish(&self) {
        let (written, waiting) = channel();
        if self.queue.try_send(Message::End(written)).is_ok() {
            // An error means written or too slow: either way the process ends now.
            let _ = waiting.recv_timeout(LAST_LINES);
        }
    }
}

fn write_lines(mut out: impl Write, lines: &Receiver<Message>, lost: &AtomicU64) {
    for message in lines {
        let line = match message {
            Message::Line(line) => line,
            Message::End(written) => {
                // Whoever asked may have given up waiting.
                let _ = written.send(());
                continue;
            }
        };
        let before = lost.swap(0, Ordering::Relaxed);
        if before > 0 {
            let note = format!(
                "{{\"level\":\"WARN\",\"fields\":{{\"message\":\"log lines were lost\",\"lines\":{before}}}}}\n"
            );
            if out.write_all(note.as_bytes()).is_err() {
                lost.fetch_add(before, Ordering::Relaxed);
            }
        }
        if out.write_all(&line).is_err() {
            lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if let Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) =
            self.queue.try_send(Message::Line(line.to_vec()))
        {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A disk that is full until somebody makes room.
    struct Disk(Arc<AtomicU64>, Sender<String>);

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0.load(Ordering::SeqCst) == 0 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            let _ = self.1.send(String::from_utf8_lossy(bytes).into_owned());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn lines_that_cannot_be_written_are_lost_and_counted_and_later_ones_are_not() {
        let (room, (told, lines)) = (Arc::new(AtomicU64::new(0)), channel());
        let mut log = Log::to(Disk(room.clone(), told));
        for line in ["one\n", "two\n"] {
            assert_eq!(log.write(line.as_bytes()).ok(), Some(4));
        }
        log.finish();
        room.store(1, Ordering::SeqCst);
        assert!(log.write_all(b"three\n").is_ok());
        log.finish();
        let written: Vec<String> = lines.try_iter().collect();
        assert_eq!(written.len(), 2, "{written:?}");
        assert!(written[0].contains("\"lines\":2") && written[1] == "three\n", "{written:?}");
    }
}
