//! What is left after everything was deleted: withdrawals that have not reached the server, as records signed before the
//! keys went. They lie in a note of their own, name nobody, and remove themselves once they are sent.
use crate::hex::{from_hex, to_hex};
use crate::platform::note::LocalNote;
use crate::sync::messages;
use domain::id::ConsentId;
use leptos::prelude::*;

/// A permission's number, and the signed record that takes it back.
pub(super) type Withdrawal = (ConsentId, Vec<u8>);

/// That everything was deleted here, and what has still to be sent.
pub struct Erased {
    /// Set once everything was deleted in this page.
    pub done: RwSignal<bool>,
    /// How many withdrawals wait to be sent although everything else was deleted here.
    pub left: RwSignal<usize>,
}

impl Erased {
    pub(super) fn new() -> Self {
        Self { done: RwSignal::new(false), left: RwSignal::new(left_to_send().len()) }
    }

    /// Sends what was left when everything was deleted.
    pub(super) async fn send(&'static self) {
        for (consent, record) in left_to_send() {
            if messages::hand_in_withdrawal(consent, record).await {
                let mut rest = left_to_send();
                rest.retain(|(other, _)| *other != consent);
                keep_left(&rest);
                self.left.set(rest.len());
            }
        }
    }
}

/// What was left to send when everything was deleted.
pub(super) fn left_to_send() -> Vec<Withdrawal> {
    read_left(&LocalNote::Left.read().unwrap_or_default())
}

pub(super) fn keep_left(waiting: &[Withdrawal]) {
    if waiting.is_empty() {
        LocalNote::Left.remove();
    } else {
        LocalNote::Left.write(&write_left(waiting));
    }
}

fn write_left(waiting: &[Withdrawal]) -> String {
    waiting.iter().map(|(consent, record)| format!("{consent} {}\n", to_hex(record))).collect()
}

fn read_left(note: &str) -> Vec<Withdrawal> {
    let line = |line: &str| {
        let (consent, record) = line.split_once(' ')?;
        Some((consent.parse().ok()?, from_hex(record)?))
    };
    note.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{ConsentId, read_left, write_left};

    #[test]
    fn what_is_left_survives_its_note_and_a_torn_line_is_left_out() {
        let left = vec![(ConsentId::from_bytes([7; 16]), vec![0, 9, 255]), (ConsentId::from_bytes([8; 16]), vec![1])];
        let note = write_left(&left);
        assert_eq!(read_left(&note), left);
        assert_eq!(read_left(&note[..note.len() - 2]), left[..1]);
        assert_eq!(read_left(""), []);
    }
}
