//! What is left after everything was deleted: what the server has yet to delete, as records signed before the keys went.
//! They lie in a note of their own, name nobody, and remove themselves once the server has said that it is done.
use crate::hex::{from_hex, to_hex};
use crate::platform::note::LocalNote;
use crate::sync::messages::{self, Deleted};
use domain::id::{ConsentId, PersonId};
use leptos::prelude::*;

/// One thing that is left to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Left {
    /// A permission is taken back.
    Withdrawal {
        /// Which.
        consent: ConsentId,
        /// The signed record.
        record: Vec<u8>,
    },
    /// Everything is deleted.
    Erasure {
        /// Whose, as the server calls them.
        whose: PersonId,
        /// The signed record.
        record: Vec<u8>,
        /// The server said that it has, and that sealed bytes are still on its disk.
        deleted: bool,
    },
}

/// What the server has said of what it held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnServer {
    /// It was not asked, or has nothing to delete.
    NotAsked,
    /// It has not answered yet; by this number somebody else can have it deleted.
    Waits(PersonId),
    /// It says that all is deleted and that sealed bytes are still on its disk.
    Leaving,
    /// It says that all is deleted.
    Gone,
}

/// That everything was deleted here, and what has still to be sent.
pub struct Erased {
    /// Set once everything was deleted in this page.
    pub done: RwSignal<bool>,
    /// How many things wait to be sent although everything else was deleted here.
    pub left: RwSignal<usize>,
    /// What the server has said.
    pub on_server: RwSignal<OnServer>,
}

impl Erased {
    pub(super) fn new() -> Self {
        let left = left_to_send();
        let on_server = RwSignal::new(on_server(&left, OnServer::NotAsked));
        Self { done: RwSignal::new(false), left: RwSignal::new(left.len()), on_server }
    }

    /// Sends what was left when everything was deleted.
    pub(super) async fn send(&'static self) {
        for one in left_to_send() {
            let answer = match one.clone() {
                Left::Withdrawal { consent, record } => messages::hand_in_withdrawal(consent, record).await,
                Left::Erasure { record, .. } => messages::hand_in_erasure(record).await,
            };
            self.note(&one, answer);
        }
    }

    fn note(&'static self, one: &Left, answer: Deleted) {
        let rest = after(left_to_send(), one, answer);
        keep_left(&rest);
        self.left.set(rest.len());
        let said = match (one, answer) {
            (Left::Erasure { .. }, Deleted::Gone) => OnServer::Gone,
            _ => self.on_server.get_untracked(),
        };
        self.on_server.set(on_server(&rest, said));
    }
}

/// What is left once the server has answered for one of them.
fn after(left: Vec<Left>, one: &Left, answer: Deleted) -> Vec<Left> {
    let next = |it: Left| match (it == *one, answer) {
        (false, _) | (true, Deleted::NotYet) => Some(it),
        (true, Deleted::Gone | Deleted::Never) => None,
        (true, Deleted::Leaving) => Some(match it {
            Left::Erasure { whose, record, .. } => Left::Erasure { whose, record, deleted: true },
            it @ Left::Withdrawal { .. } => it,
        }),
    };
    left.into_iter().filter_map(next).collect()
}

/// What is known of the server, where `said` is what it said of what is not left any more.
fn on_server(left: &[Left], said: OnServer) -> OnServer {
    let erasure = left.iter().rev().find_map(|it| match it {
        Left::Erasure { deleted: true, .. } => Some(OnServer::Leaving),
        Left::Erasure { whose, .. } => Some(OnServer::Waits(*whose)),
        Left::Withdrawal { .. } => None,
    });
    match (erasure, said) {
        (Some(known), _) => known,
        (None, OnServer::Gone) => OnServer::Gone,
        (None, _) => OnServer::NotAsked,
    }
}

/// What was left to send when everything was deleted.
pub(super) fn left_to_send() -> Vec<Left> {
    read_left(&LocalNote::Left.read().unwrap_or_default())
}

pub(super) fn keep_left(waiting: &[Left]) {
    if waiting.is_empty() {
        LocalNote::Left.remove();
    } else {
        LocalNote::Left.write(&write_left(waiting));
    }
}

fn write_left(waiting: &[Left]) -> String {
    let line = |it: &Left| match it {
        Left::Withdrawal { consent, record } => format!("{consent} {}\n", to_hex(record)),
        Left::Erasure { whose, record, deleted: false } => format!("erasure {whose} {}\n", to_hex(record)),
        Left::Erasure { whose, record, deleted: true } => format!("erased {whose} {}\n", to_hex(record)),
    };
    waiting.iter().map(line).collect()
}

fn read_left(note: &str) -> Vec<Left> {
    let line = |line: &str| match line.split(' ').collect::<Vec<_>>()[..] {
        [consent, record] => Some(Left::Withdrawal { consent: consent.parse().ok()?, record: from_hex(record)? }),
        [kind @ ("erasure" | "erased"), whose, record] => {
            let (whose, record) = (whose.parse().ok()?, from_hex(record)?);
            Some(Left::Erasure { whose, record, deleted: kind == "erased" })
        }
        _ => None,
    };
    note.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{ConsentId, Deleted, Left, OnServer, PersonId, after, on_server, read_left, write_left};

    const WHOSE: PersonId = PersonId::from_bytes([7; 16]);

    fn left() -> Vec<Left> {
        vec![
            Left::Withdrawal { consent: ConsentId::from_bytes([8; 16]), record: vec![1] },
            Left::Erasure { whose: WHOSE, record: vec![0, 9, 255], deleted: false },
        ]
    }

    #[test]
    fn what_is_left_survives_its_note_and_a_torn_line_is_left_out() {
        let mut left = left();
        left.push(Left::Erasure { whose: WHOSE, record: vec![4], deleted: true });
        let note = write_left(&left);
        assert_eq!(read_left(&note), left);
        assert_eq!(read_left(&note[..note.len() - 2]), left[..2]);
        assert_eq!(read_left(""), []);
    }

    #[test]
    fn nothing_is_said_to_be_gone_before_the_server_says_so() {
        let all = left();
        let said = |left: &[Left]| on_server(left, OnServer::NotAsked);
        assert_eq!(said(&all), OnServer::Waits(WHOSE));
        assert_eq!(after(all.clone(), &all[1], Deleted::NotYet), all, "no answer, or one that makes no sense");
        let leaving = after(all.clone(), &all[1], Deleted::Leaving);
        assert_eq!((leaving.len(), said(&leaving)), (2, OnServer::Leaving));
        let gone = after(leaving.clone(), &leaving[1], Deleted::Gone);
        assert_eq!((gone.as_slice(), on_server(&gone, OnServer::Gone)), (&all[..1], OnServer::Gone));
        // Refused for good: there is nothing more to send, and nobody says that anything is gone.
        let never = after(all.clone(), &all[1], Deleted::Never);
        assert_eq!((never.as_slice(), said(&never)), (&all[..1], OnServer::NotAsked));
    }
}
