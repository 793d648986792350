//! How far a check-in in progress has come to the server: one sending at a time, the newest wins, and each has a number of
//! its own, so that one whose answer was lost is never taken for another.

/// How far what was given is kept for the person, as far as this page knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpSent {
    /// The server has all of it.
    Kept,
    /// Something is on its way.
    Sending,
    /// No answer came; it is tried again.
    NoSignal,
    /// An answer came, and it was not taken; it is tried again.
    NotTaken,
}

/// Why the latest sending did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotSent {
    /// No answer.
    NoSignal,
    /// The server did not take it.
    NotTaken,
}

/// See the module.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Outgoing {
    /// The number of the latest sending; 0 before the first.
    rev: u32,
    /// Something was given since the latest sending was made, or that one did not arrive.
    unsent: bool,
    under_way: bool,
    trouble: Option<NotSent>,
}

impl Outgoing {
    /// Something was given, or changed.
    pub(super) fn change(&mut self) {
        self.unsent = true;
    }

    /// The number of the sending to make now; it is then under way, and nothing else is sent before its outcome is noted.
    pub(super) fn next(&mut self) -> Option<u32> {
        if self.under_way || !self.unsent {
            return None;
        }
        (self.unsent, self.under_way) = (false, true);
        self.rev += 1;
        Some(self.rev)
    }

    /// It arrived.
    pub(super) fn note_kept(&mut self) {
        (self.under_way, self.trouble) = (false, None);
    }

    /// It did not, as far as is known: whatever is newest by then goes under the next number.
    pub(super) fn note_not_sent(&mut self, why: NotSent) {
        (self.under_way, self.unsent, self.trouble) = (false, true, Some(why));
    }

    /// Whether the server has all of it.
    pub(super) fn is_kept(&self) -> bool {
        !self.unsent && !self.under_way
    }

    /// For the line on the screen.
    pub(super) fn sent(&self) -> HelpSent {
        match self.trouble {
            _ if self.is_kept() => HelpSent::Kept,
            None => HelpSent::Sending,
            Some(NotSent::NoSignal) => HelpSent::NoSignal,
            Some(NotSent::NotTaken) => HelpSent::NotTaken,
        }
    }
}
