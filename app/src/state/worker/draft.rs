//! A reply that is being written. It has one id from its beginning on, so that one whose answer was lost can be sent again
//! and reaches the person once.
use crate::platform::random::make_bytes;
use domain::id::ReplyId;

/// See the module.
pub(super) struct ReplyDraft {
    id: ReplyId,
    /// All words that were sealed under it, and what they became.
    sealed: Vec<(String, Vec<u8>)>,
}

impl ReplyDraft {
    /// An empty one.
    pub(super) fn begin() -> Self {
        Self::resume(ReplyId::from_bytes(make_bytes()))
    }

    /// One that was begun before under this id, here or on another computer.
    pub(super) fn resume(id: ReplyId) -> Self {
        Self { id, sealed: Vec::new() }
    }

    /// The id it has from its beginning on.
    pub(super) fn id(&self) -> ReplyId {
        self.id
    }

    /// Whether these words were sealed under it, and so sent or tried to.
    pub(super) fn was_sealed(&self, words: &str) -> bool {
        self.sealed.iter().any(|(sealed, _)| sealed == words)
    }

    /// Its id, and the bytes to send for these words. The same words are the same bytes, which the server takes as often as
    /// they come and keeps once; other words are sealed anew under the same id, and refused there if the first have arrived.
    pub(super) fn bytes(
        &mut self,
        words: &str,
        seal: impl FnOnce(ReplyId) -> Option<Vec<u8>>,
    ) -> Option<(ReplyId, Vec<u8>)> {
        if let Some((_, bytes)) = self.sealed.iter().find(|(sealed, _)| sealed == words) {
            return Some((self.id, bytes.clone()));
        }
        let bytes = seal(self.id)?;
        self.sealed.push((words.to_owned(), bytes.clone()));
        Some((self.id, bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::ReplyDraft;

    #[test]
    fn the_same_words_go_as_the_same_bytes_and_others_under_the_same_id() {
        let mut draft = ReplyDraft::begin();
        let first = draft.bytes("Good to see you", |_| Some(vec![1]));
        assert_eq!(draft.bytes("Good to see you", |_| Some(vec![2])), first, "as when its answer was lost");
        let (id, bytes) = draft.bytes("See you", |_| Some(vec![3])).unwrap();
        assert_eq!(draft.bytes("Good to see you", |_| Some(vec![5])), first, "changed, and changed back");
        assert_eq!((Some(id), bytes), (first.map(|(id, _)| id), vec![3]));
        assert_ne!(ReplyDraft::begin().bytes("See you", |_| Some(vec![4])).unwrap().0, id, "another reply is another");
    }
}
