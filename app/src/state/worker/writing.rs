//! What a worker has half written, and how far the server keeps it: one reply a person. Pure: `half_written` carries it out.
use super::draft::ReplyDraft;
use domain::id::PersonId;
use domain::seal::draft::HalfReply;
use domain::visible::is_blank;
use std::collections::BTreeMap;

/// How far what is half written is kept, as far as this page knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftStanding {
    /// Nothing is written.
    Empty,
    /// What was written has been sent, and nothing is written after it.
    Sent,
    /// The latest words wait for a pause, or are on their way.
    NotYet,
    /// The server has all of it.
    Kept,
    /// No answer came; it is tried again.
    Unreached,
    /// Nothing of this person's is shared now, and so the server keeps nothing written to them.
    NotShared,
    /// The reply it began as has arrived, in the words it had then; these would be one more.
    Arrived,
}

/// What there is to do next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DraftStep {
    /// Ask the server what it has.
    Read,
    /// Keep this.
    Keep(HalfReply),
    /// The field was emptied: let go of what was kept.
    LetGo,
}

/// Why the server did not keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotKept {
    /// No answer that says anything.
    Unreached,
    /// No permission holds.
    NotShared,
    /// A reply of this id was sent.
    Arrived,
}

/// A reply to one person, as far as it is written.
struct Writing {
    reply: ReplyDraft,
    words: String,
    /// What the server has, as far as this page knows.
    held: String,
    standing: DraftStanding,
    /// Whether the server is still to be asked what it has: from another computer, or from before.
    to_read: bool,
    under_way: bool,
    /// The reply this began as has arrived, and nobody has read that yet.
    arrived: bool,
    /// Rises with each change: only a pause that no other key has ended keeps anything.
    turn: u32,
}

impl Writing {
    fn begin() -> Self {
        let (words, held) = (String::new(), String::new());
        let (reply, standing) = (ReplyDraft::begin(), DraftStanding::Empty);
        Self { reply, words, held, standing, to_read: true, under_way: false, arrived: false, turn: 0 }
    }

    /// Whether nothing here would be lost if the server's words took its place.
    fn is_clean(&self) -> bool {
        is_blank(&self.words) || self.words == self.held
    }

    fn settle(&mut self) {
        self.standing = match () {
            () if is_blank(&self.words) => DraftStanding::Empty,
            () if self.arrived => DraftStanding::Arrived,
            () if self.words == self.held => DraftStanding::Kept,
            () => DraftStanding::NotYet,
        };
    }
}

/// Everything a worker has half written in this session.
#[derive(Default)]
pub struct Writings(BTreeMap<PersonId, Writing>);

impl Writings {
    /// The words so far; empty if there are none.
    pub fn words(&self, to: PersonId) -> &str {
        self.0.get(&to).map_or("", |one| one.words.as_str())
    }

    /// How far they are kept.
    pub fn standing(&self, to: PersonId) -> DraftStanding {
        self.0.get(&to).map_or(DraftStanding::Empty, |one| one.standing)
    }

    /// Whether there is anything half written, and whether the server has all of it.
    pub fn all_kept(&self) -> Option<bool> {
        let mut written = self.0.values().filter(|one| !is_blank(&one.words)).peekable();
        written.peek()?;
        Some(written.all(|one| one.words == one.held))
    }

    /// Whether the server would not, or could not, keep some of it: it stands on this page alone.
    pub(super) fn is_at_risk(&self) -> bool {
        let alone = |one: &Writing| matches!(one.standing, DraftStanding::Unreached | DraftStanding::NotShared);
        self.0.values().any(alone)
    }

    /// Everybody to whom something is to be kept, let go or still to be read.
    pub(super) fn waiting(&self) -> Vec<PersonId> {
        self.0.iter().filter(|(_, one)| one.to_read || one.words != one.held).map(|(to, _)| *to).collect()
    }

    /// Somebody's page opens: the server may have newer words from another computer.
    pub(super) fn open(&mut self, to: PersonId) {
        self.0.entry(to).or_insert_with(Writing::begin).to_read = true;
    }

    /// The field changed; which change it was.
    pub(super) fn write(&mut self, to: PersonId, words: String) -> u32 {
        let one = self.0.entry(to).or_insert_with(Writing::begin);
        (one.turn, one.arrived) = (one.turn.wrapping_add(1), false);
        one.words = words;
        one.settle();
        one.turn
    }

    /// Whether nothing was changed after that change.
    pub(super) fn is_pause(&self, to: PersonId, turn: u32) -> bool {
        self.0.get(&to).is_some_and(|one| one.turn == turn)
    }

    /// What to do next for somebody; it is then under way, and nothing else is begun before its outcome is noted.
    pub(super) fn next(&mut self, to: PersonId) -> Option<DraftStep> {
        let one = self.0.get_mut(&to).filter(|one| !one.under_way)?;
        let step = match () {
            () if one.to_read => DraftStep::Read,
            () if one.words == one.held => return None,
            () if is_blank(&one.words) && one.held.is_empty() => return None,
            () if is_blank(&one.words) => DraftStep::LetGo,
            () => DraftStep::Keep(HalfReply { reply: one.reply.id(), words: one.words.clone() }),
        };
        one.under_way = true;
        Some(step)
    }

    /// The server said what it has.
    pub(super) fn note_read(&mut self, to: PersonId, found: Option<HalfReply>) {
        let Some(one) = self.0.get_mut(&to) else { return };
        (one.to_read, one.under_way) = (false, false);
        let clean = one.is_clean();
        match found {
            Some(found) if clean => {
                one.words.clone_from(&found.words);
                (one.held, one.reply) = (found.words, ReplyDraft::resume(found.reply));
            }
            // What is here began as that, and has grown since.
            Some(found) if found.reply == one.reply.id() => one.held = found.words,
            // Written in two places: nothing of either is dropped.
            Some(found) => {
                one.words = format!("{}\n\n{}", found.words.trim_end(), one.words);
                (one.held, one.reply) = (found.words, ReplyDraft::resume(found.reply));
            }
            // Sent or emptied elsewhere, or gone with its permission.
            None if clean => {
                one.words.clear();
                (one.held, one.reply) = (String::new(), ReplyDraft::begin());
            }
            None => one.held.clear(),
        }
        one.settle();
    }

    /// The server keeps these words now; none if it let go of what it had.
    pub(super) fn note_kept(&mut self, to: PersonId, kept: Option<HalfReply>) {
        let Some(one) = self.0.get_mut(&to) else { return };
        one.under_way = false;
        match kept {
            // Begun anew meanwhile: what was kept is not what is written now.
            Some(kept) if kept.reply != one.reply.id() => {}
            kept => {
                one.held = kept.map(|kept| kept.words).unwrap_or_default();
                one.settle();
            }
        }
    }

    /// The server did not.
    pub(super) fn note_not_kept(&mut self, to: PersonId, why: NotKept) {
        let Some(one) = self.0.get_mut(&to) else { return };
        one.under_way = false;
        let standing = match why {
            NotKept::Unreached => DraftStanding::Unreached,
            NotKept::NotShared => DraftStanding::NotShared,
            NotKept::Arrived => {
                (one.reply, one.held, one.arrived) = (ReplyDraft::begin(), String::new(), true);
                DraftStanding::Arrived
            }
        };
        if !is_blank(&one.words) {
            one.standing = standing;
        }
    }

    /// Whether these words were sent before as the reply that is being written, and nobody knows whether they arrived.
    pub(super) fn was_sent(&self, to: PersonId, words: &str) -> bool {
        self.0.get(&to).is_some_and(|one| one.reply.was_sealed(words))
    }

    /// The draft a reply is sent from.
    pub(super) fn reply_mut(&mut self, to: PersonId) -> &mut ReplyDraft {
        &mut self.0.entry(to).or_insert_with(Writing::begin).reply
    }

    /// These words were sent: what is written next is another reply, and so is what was typed while they were on their way.
    /// No pause that began before keeps them again.
    pub(super) fn note_sent(&mut self, to: PersonId, sent: &str) {
        if let Some(one) = self.0.get_mut(&to).filter(|one| !is_blank(&one.words) && one.words.trim() != sent) {
            (one.reply, one.under_way, one.arrived) = (ReplyDraft::begin(), false, true);
            one.held.clear();
            one.settle();
            return;
        }
        self.0.insert(to, Writing { to_read: false, standing: DraftStanding::Sent, ..Writing::begin() });
    }

    /// Nothing is written to them any more.
    pub(super) fn forget(&mut self, to: PersonId) {
        self.0.remove(&to);
    }

    /// What the server has not got, to be put by in a page that forgets the rest.
    pub(super) fn not_kept(&self) -> Vec<(PersonId, HalfReply)> {
        let unkept = self.0.iter().filter(|(_, one)| one.words != one.held && !is_blank(&one.words));
        unkept.map(|(to, one)| (*to, HalfReply { reply: one.reply.id(), words: one.words.clone() })).collect()
    }

    /// Takes up what was put by.
    pub(super) fn take_up(&mut self, to: PersonId, found: HalfReply) {
        let (reply, standing) = (ReplyDraft::resume(found.reply), DraftStanding::NotYet);
        self.0.insert(to, Writing { reply, words: found.words, standing, ..Writing::begin() });
    }
}

#[cfg(test)]
#[path = "writing_tests.rs"]
mod tests;
