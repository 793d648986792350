//! When the phone turns to the server, and for what. One round at a time: whatever happens while one is under way is
//! merged into it, so that no reason is lost and no act makes two rounds.

/// What makes the phone turn to the server.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// Something changed here that a permission may let go of.
    Changed,
    /// A regular look, or the end of a wait.
    Look,
    /// There is a network again, or the page is seen again.
    Online,
    /// The person did something that is to go at once: took back, shared, decided, accepted.
    Asked,
}

/// What a round, or the rest of one, has to do. Sending what waits is always part of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Reasons {
    /// What permissions let go is worked out anew.
    pub assemble: bool,
    /// What is new on the server is fetched.
    pub fetch: bool,
    /// Waits after earlier failures are over.
    pub at_once: bool,
}

/// The machine. Its memory is that of the page: a closed page has no round.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Rounds {
    running: bool,
    waiting: Option<Reasons>,
    /// How many rounds have begun, and how many are over.
    begun: u64,
    over: u64,
}

/// What follows from a reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Woken {
    /// The number of the round that carries it, from 1; see [`Rounds::is_over`].
    pub round: u64,
    /// Whether that round is to be started now; else it is under way and takes this in.
    pub begins: bool,
}

impl Rounds {
    /// Something happened.
    pub fn wake(&mut self, reason: Reason) -> Woken {
        let begins = !self.running;
        if begins {
            self.running = true;
            self.begun += 1;
        }
        let more = Reasons {
            // A new round looks once at everything: it may be another day, or the last page may have stopped in between.
            assemble: begins || reason == Reason::Changed,
            fetch: reason != Reason::Changed,
            at_once: matches!(reason, Reason::Online | Reason::Asked),
        };
        let before = self.waiting.unwrap_or_default();
        self.waiting = Some(Reasons {
            assemble: before.assemble || more.assemble,
            fetch: before.fetch || more.fetch,
            at_once: before.at_once || more.at_once,
        });
        Woken { round: self.begun, begins }
    }

    /// What the round under way has to do next. `None` ends it.
    pub fn take(&mut self) -> Option<Reasons> {
        let next = self.waiting.take();
        if next.is_none() {
            self.end();
        }
        next
    }

    /// Ends the round under way, done or not: what it would have sent still waits in the outbox.
    pub fn end(&mut self) {
        self.running = false;
        self.waiting = None;
        self.over = self.begun;
    }

    /// Whether the round of that number is over.
    #[must_use]
    pub fn is_over(&self, round: u64) -> bool {
        round <= self.over
    }
}
